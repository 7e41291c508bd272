import type { ByteSource } from '../../formats/byte-source.ts'
import { readJpegHeader } from '../../formats/jpeg.ts'
import { blockAt, noteExif } from './exif-tags.ts'
import { type Found, noteSize } from './found.ts'
import { notePhotoshop } from './iptc-tags.ts'
import { noteXmp } from './xmp-tags.ts'

export async function noteJpeg(source: ByteSource, found: Found, offset = 0): Promise<void> {
  const header = await readJpegHeader(source, offset)
  if (!header) return
  noteSize(found, header.width, header.height)
  // Before EXIF, which may hold a copy that the last program did not update.
  for (const range of header.photoshop) notePhotoshop(await blockAt(source, range), found)
  if (header.exifAt !== null) await noteExif(source, header.exifAt, found)
  if (header.xmp) noteXmp(await blockAt(source, header.xmp), found)
}
