import type { ByteSource } from '../../formats/byte-source.ts'
import { notePng, noteWebp } from './chunk-tags.ts'
import { noteCr3 } from './cr3-tags.ts'
import { blockAt } from './exif-tags.ts'
import { numberOf } from '../tags.ts'
import { type Found, noteSize } from './found.ts'
import { noteHeif } from './heif-tags.ts'
import { noteJpeg } from './jpeg-tags.ts'
import { noteMovie } from './movie-tags.ts'
import { noteMrw, noteRaf, noteTiff } from './tiff-tags.ts'
import { noteXmp } from './xmp-tags.ts'

/** How far the fast reader knows a format: `all` of it, `some` so that ExifTool has to add the rest. */
type Reach = 'all' | 'some'

interface FormatParser {
  reach: Reach
  note: (source: ByteSource, found: Found, format: string) => Promise<void>
}

const tiff: FormatParser = { reach: 'all', note: (source, found, format) => noteTiff(source, format, found) }
const jpeg: FormatParser = { reach: 'all', note: (source, found) => noteJpeg(source, found) }
const heif: FormatParser = { reach: 'all', note: noteHeif }
const webp: FormatParser = { reach: 'all', note: noteWebp }
const movie: FormatParser = { reach: 'some', note: noteMovie }

const parsers: Readonly<Record<string, FormatParser>> = {
  JPEG: jpeg,
  THM: jpeg,
  MPO: jpeg,
  HEIC: heif,
  HEIF: heif,
  HEICS: heif,
  AVIF: heif,
  WEBP: webp,
  'Extended WEBP': webp,
  PNG: { reach: 'all', note: notePng },
  XMP: { reach: 'all', note: noteSidecar },
  RAF: { reach: 'all', note: noteRaf },
  MRW: { reach: 'all', note: noteMrw },
  CR3: { reach: 'some', note: noteCr3 },
  MOV: movie,
  MP4: movie,
  M4V: movie,
  '3GP': movie,
  ...Object.fromEntries(
    '3FR ARW BTF CR2 DCR DCS DNG ERF FFF GPR IIQ K25 KDC MEF MOS NEF NRW ORF ORI PEF RAW RW2 RWL SR2 SRF SRW TIFF'
      .split(' ')
      .map((format) => [format, tiff]),
  ),
}

/** Adds what the file says as far as the fast reader knows its format. */
export async function noteFormat(source: ByteSource, format: string | null, found: Found): Promise<void> {
  if (format !== null) await parsers[format]?.note(source, found, format)
}

/** False for formats of which ExifTool knows more, and for those only it may know. */
export function reachesAll(format: string | null): boolean {
  return format !== null && parsers[format]?.reach === 'all'
}

/** Masks of raw developers make sidecars of some megabytes; beyond this it is something else. */
const MAX_SIDECAR = 16 * 1024 * 1024

async function noteSidecar(source: ByteSource, found: Found): Promise<void> {
  if (source.size > MAX_SIDECAR) return
  noteXmp(await blockAt(source, { at: 0, bytes: source.size }, MAX_SIDECAR), found)
  const size = (key: string) => numberOf(found.tags.get(key)) ?? undefined
  noteSize(found, size('XMP-tiff:ImageWidth'), size('XMP-tiff:ImageLength'))
  noteSize(found, size('XMP-exif:PixelXDimension'), size('XMP-exif:PixelYDimension'))
}
