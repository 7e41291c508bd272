import { inflateSync } from 'node:zlib'
import { type ByteSource, latin1 } from '../../formats/byte-source.ts'
import { blockAt, noteExif } from './exif-tags.ts'
import { type Found, noteSize } from './found.ts'
import { noteXmp } from './xmp-tags.ts'

const MAX_CHUNKS = 2_000
const MAX_INFLATED = 4 * 1024 * 1024

/** PNG: size in IHDR, EXIF in eXIf, XMP in an iTXt chunk of a fixed keyword (XMP part 3, 1.1.5). */
export async function notePng(source: ByteSource, found: Found): Promise<void> {
  let at = 8
  for (let i = 0; i < MAX_CHUNKS; i++) {
    const head = await source.view(at, 8)
    if (!head) return
    const bytes = head.getUint32(0)
    const type = latin1(head, 4, 4)
    const content = { at: at + 8, bytes }
    if (type === 'IHDR') {
      const size = await source.view(at + 8, 8)
      noteSize(found, size?.getUint32(0), size?.getUint32(4))
    } else if (type === 'eXIf') await noteExif(source, at + 8, found)
    else if (['iTXt', 'tEXt', 'zTXt'].includes(type)) notePngText(type, await blockAt(source, content), found)
    else if (type === 'IEND') return
    at += 12 + bytes
  }
}

const XMP = 'XML:com.adobe.xmp'

/** ImageMagick hides EXIF and IPTC as hexadecimal text in `Raw profile` chunks: left to ExifTool. */
function notePngText(type: string, chunk: Uint8Array | null, found: Found): void {
  const end = chunk?.indexOf(0) ?? -1
  if (!chunk || end < 0) return
  const keyword = Buffer.from(chunk.subarray(0, Math.min(end, 80))).toString('latin1')
  if (keyword.startsWith('Raw profile')) found.more = true
  if (keyword === XMP) noteXmp(textOf(type, chunk, end + 1), found)
}

/** Behind the keyword: compression flag (iTXt), method, and in iTXt language and translated keyword, each ended by NUL. */
function textOf(type: string, chunk: Uint8Array, at: number): Uint8Array | null {
  if (type === 'tEXt') return chunk.subarray(at)
  if (type === 'zTXt') return inflated(chunk.subarray(at + 1))
  const language = chunk.indexOf(0, at + 2)
  const text = chunk.subarray(chunk.indexOf(0, language + 1) + 1)
  return chunk[at] === 1 ? inflated(text) : text
}

function inflated(bytes: Uint8Array): Uint8Array | null {
  try {
    return inflateSync(bytes, { maxOutputLength: MAX_INFLATED })
  } catch {
    // Broken or a bomb: the chunk says nothing.
    return null
  }
}

/** WebP (RFC 9649): EXIF and XMP in chunks of their own. */
export async function noteWebp(source: ByteSource, found: Found): Promise<void> {
  let at = 12
  for (let i = 0; i < MAX_CHUNKS; i++) {
    const head = await source.view(at, 8)
    if (!head) return
    const type = latin1(head, 0, 4)
    const bytes = head.getUint32(4, true)
    if (type === 'VP8X' || type === 'VP8 ' || type === 'VP8L') await noteWebpSize(source, type, at + 8, found)
    else if (type === 'EXIF') {
      const prefixed = latin1((await source.view(at + 8, 4)) ?? new DataView(new ArrayBuffer(0))) === 'Exif'
      await noteExif(source, at + (prefixed ? 14 : 8), found)
    } else if (type === 'XMP ') noteXmp(await blockAt(source, { at: at + 8, bytes }), found)
    at += 8 + bytes + (bytes & 1)
  }
}

async function noteWebpSize(source: ByteSource, type: string, at: number, found: Found): Promise<void> {
  const view = await source.view(at, 10)
  if (!view) return
  const u24 = (offset: number) => view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16)
  if (type === 'VP8X') noteSize(found, 1 + u24(4), 1 + u24(7))
  else if (type === 'VP8 ')
    noteSize(found, view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff)
  else {
    const bits = view.getUint32(1, true)
    noteSize(found, 1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff))
  }
}
