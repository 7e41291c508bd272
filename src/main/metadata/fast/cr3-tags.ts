import { readBoxes } from '../../formats/boxes.ts'
import type { ByteSource } from '../../formats/byte-source.ts'
import { openTiff, readIfd } from '../../formats/tiff.ts'
import { blockAt, noteDirectory, noteExifDirectory, noteExifSize } from './exif-tags.ts'
import type { Found } from './found.ts'
import { noteGps } from './gps-tags.ts'
import { noteXmp } from './xmp-tags.ts'

const CANON = '85c0b687820f11e08111f4ce462b6a48'
const XMP = 'be7acfcb97a942e89c71999491e3afac'

/**
 * Canon CR3: three TIFF structures for IFD0, EXIF and GPS, and an XMP packet, in boxes of their own (after the
 * description by Laurent Clévy, github.com/lclevy/canon_cr3). Serial and lens are ExifTool's business.
 */
export async function noteCr3(source: ByteSource, found: Found): Promise<void> {
  for (const top of await readBoxes(source, 0, source.size)) {
    if (top.uuid === XMP) noteXmp(await blockAt(source, { at: top.at, bytes: top.end - top.at }), found)
    if (top.type !== 'moov') continue
    const canon = (await readBoxes(source, top.at, top.end)).find((box) => box.uuid === CANON)
    for (const part of canon ? await readBoxes(source, canon.at, canon.end) : []) {
      await notePart(source, part.type, part.at, found)
    }
  }
}

async function notePart(source: ByteSource, type: string, at: number, found: Found): Promise<void> {
  const tiff = await openTiff(source, at)
  const ifd = tiff && (await readIfd(tiff, tiff.firstIfd))
  if (!tiff || !ifd) return
  if (type === 'CMT1') await noteDirectory(tiff, ifd, 'IFD0', found)
  if (type === 'CMT2') {
    await noteExifDirectory(tiff, ifd, found)
    await noteExifSize(tiff, ifd, found)
  }
  if (type === 'CMT3') found.more = true
  if (type === 'CMT4') await noteGps(tiff, ifd, found)
}
