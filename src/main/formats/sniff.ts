import { latin1 } from './byte-source.ts'
import { brandFormat } from './brands.ts'

/** RAW formats that are TIFF inside, by extension; ExifTool's names. */
const TIFF_RAW = new Set(
  '3FR ARW DCR DCS DNG ERF FFF GPR IIQ K25 KDC MEF MOS NEF NRW ORI PEF RWL SR2 SRF SRW'.split(' '),
)

/**
 * The format of a file by its content, under ExifTool's name (JPEG, NEF, CR3, HEIC, MOV …); null when it is none we
 * know. The name decides only where the content does not: which camera's RAW a TIFF structure is.
 *
 * @param head the first bytes, 64 KB where the file is as long
 */
export function sniffFormat(head: Uint8Array, name: string): string | null {
  if (head.length < 12) return null
  const start = latin1(new DataView(head.buffer, head.byteOffset, Math.min(head.length, 64)))
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toUpperCase() ?? ''
  if (start.startsWith('\xff\xd8\xff')) return jpegKind(extension)
  if (start.startsWith('II') || start.startsWith('MM')) return tiffKind(head, start, extension)
  if (start.startsWith('ftyp', 4)) return bmffKind(start, extension)
  if (/^(moov|mdat|wide|free|skip|pnot)$/.test(start.slice(4, 8))) return 'MOV'
  if (start.startsWith('RIFF')) return riffKind(start)
  return magicKind(head, start)
}

function jpegKind(extension: string): string {
  return extension === 'THM' || extension === 'MPO' ? extension : 'JPEG'
}

function tiffKind(head: Uint8Array, start: string, extension: string): string | null {
  if (start.startsWith('HEAPCCDR', 6)) return 'CRW'
  const magic = start.slice(0, 2) === 'II' ? start.slice(2, 4) : [...start.slice(2, 4)].reverse().join('')
  if (magic === 'OR' || magic === 'RO' || magic === 'RS' || magic === 'SR') return 'ORF'
  if (magic === 'U\0') return extension === 'RAW' || extension === 'RWL' ? extension : 'RW2'
  if (magic === '+\0') return 'BTF'
  if (magic !== '*\0') return null
  if (start.startsWith('CR\x02', 8)) return 'CR2'
  if (TIFF_RAW.has(extension)) return extension
  return isDng(head, start.startsWith('II')) ? 'DNG' : 'TIFF'
}

/** DNGVersion in the first directory, where that lies within the read part. */
function isDng(head: Uint8Array, littleEndian: boolean): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  const at = view.getUint32(4, littleEndian)
  if (at + 2 > head.length) return false
  const count = view.getUint16(at, littleEndian)
  for (let i = 0; i < count; i++) {
    const entry = at + 2 + i * 12
    if (entry + 12 > head.length) return false
    if (view.getUint16(entry, littleEndian) === 0xc612) return true
  }
  return false
}

/** Programs write QuickTime's brand into files they call MP4; the name tells which they meant. */
function bmffKind(start: string, extension: string): string {
  const format = brandFormat(start.slice(8, 12), start.slice(16))
  return format === 'MOV' && extension === 'MP4' ? 'MP4' : format
}

function riffKind(start: string): string | null {
  if (start.startsWith('WEBP', 8)) return start.startsWith('VP8X', 12) ? 'Extended WEBP' : 'WEBP'
  if (start.startsWith('AVI ', 8)) return 'AVI'
  return start.startsWith('WAVE', 8) ? 'WAV' : null
}

const MAGICS: readonly (readonly [string, string])[] = [
  ['\x89PNG\r\n\x1a\n', 'PNG'],
  ['GIF8', 'GIF'],
  ['FUJIFILMCCD-RAW', 'RAF'],
  ['\0MRM', 'MRW'],
  ['FOVb', 'X3F'],
  ['\0\0\0\x0cJXL \r\n', 'JXL'],
  ['\xff\x0a', 'JXL Codestream'],
  ['8BPS\0\x01', 'PSD'],
  ['8BPS\0\x02', 'PSB'],
  ['\x1aE\xdf\xa3', 'MKV'],
  ['\0\0\x01\xba', 'MPEG'],
  ['\0\0\x01\xb3', 'MPEG'],
  ['ID3', 'MP3'],
]

function magicKind(head: Uint8Array, start: string): string | null {
  const known = MAGICS.find(([magic]) => start.startsWith(magic))
  if (known) return known[1]
  if (start.startsWith('BM') && new DataView(head.buffer, head.byteOffset).getUint32(6, true) === 0)
    return 'BMP'
  if (head[0] === 0x47 && head[188] === 0x47) return 'M2T'
  if (head[4] === 0x47 && head[196] === 0x47) return 'M2TS'
  const text = start.replace(/^\xef\xbb\xbf/, '').trimStart()
  if (text.startsWith('<?xpacket') || text.startsWith('<x:xmpmeta')) return 'XMP'
  return text.startsWith('<svg') ? 'SVG' : xmlKind(head, text)
}

function xmlKind(head: Uint8Array, text: string): string | null {
  if (!text.startsWith('<?xml')) return null
  const more = latin1(new DataView(head.buffer, head.byteOffset, Math.min(head.length, 1_000)))
  if (more.includes('<svg')) return 'SVG'
  return more.includes('x:xmpmeta') || more.includes('<rdf:RDF') ? 'XMP' : null
}
