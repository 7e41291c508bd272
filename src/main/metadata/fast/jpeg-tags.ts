import type { ByteSource } from '../../formats/byte-source.ts'
import { readJpegHeader } from '../../formats/jpeg.ts'
import { blockAt, noteExif, noteExifSize } from './exif-tags.ts'
import { type Found, noteSize } from './found.ts'
import { notePhotoshop } from './iptc-tags.ts'
import { noteXmp } from './xmp-tags.ts'

export async function noteJpeg(source: ByteSource, found: Found, offset = 0): Promise<void> {
  const header = await readJpegHeader(source, offset)
  if (!header) return
  noteSize(found, header.width, header.height)
  // Before EXIF, which may hold a copy that the last program did not update.
  for (const range of header.photoshop) notePhotoshop(await blockAt(source, range), found)
  const exif = header.exifAt === null ? null : await noteExif(source, header.exifAt, found)
  // Only for a file that ends before its own size.
  if (exif && found.width === 0) await noteExifSize(exif.tiff, exif.exif, found)
  if (header.xmp) noteXmp(await blockAt(source, header.xmp), found)
}
