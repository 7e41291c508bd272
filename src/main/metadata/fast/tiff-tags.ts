import { type ByteSource, latin1 } from '../../formats/byte-source.ts'
import { type Ifd, number, type Tiff } from '../../formats/tiff.ts'
import { noteExif, noteExifSize, noteTiffSize } from './exif-tags.ts'
import { type Found, note, noteSize } from './found.ts'
import { noteJpeg } from './jpeg-tags.ts'

/** TIFF and the RAW formats that are TIFF inside. */
export async function noteTiff(source: ByteSource, format: string, found: Found): Promise<void> {
  const opened = await noteExif(source, 0, found)
  if (!opened) return
  const { tiff, ifd0, exif } = opened
  if (format === 'CR2') await noteExifSize(tiff, exif, found)
  else if (format === 'RW2' || format === 'RAW' || format === 'RWL')
    await notePanasonic(tiff, ifd0, source, found)
  else await noteTiffSize(tiff, ifd0, found)
}

/** Panasonic RW2: borders of the picture on the sensor, ISO, and the EXIF of a whole JPEG inside. */
async function notePanasonic(tiff: Tiff, ifd0: Ifd, source: ByteSource, found: Found): Promise<void> {
  const border = async (tag: number) => (await number(tiff, ifd0, tag)) ?? 0
  noteSize(found, (await border(7)) - (await border(5)), (await border(6)) - (await border(4)))
  note(found, 'IFD0:ISO', await number(tiff, ifd0, 0x0017))
  const jpeg = ifd0.entries.get(0x002e)
  if (jpeg) await noteJpeg(source, found, jpeg.at)
}

/** Fujifilm: a whole JPEG with its own EXIF; the RAW's size is in a list of its own (after ExifTool's RAF tags). */
export async function noteRaf(source: ByteSource, found: Found): Promise<void> {
  const head = await source.view(84, 16)
  if (!head) return
  const listAt = head.getUint32(8)
  const count = (await source.view(listAt, 4))?.getUint32(0) ?? 0
  for (let i = 0, at = listAt + 4; i < Math.min(count, 50); i++) {
    const record = await source.view(at, 8)
    if (!record) break
    if (record.getUint16(0) === 0x0111) noteSize(found, record.getUint16(6), record.getUint16(4))
    at += 4 + record.getUint16(2)
  }
  await noteJpeg(source, found, head.getUint32(0))
}

/** Minolta: a chain of blocks; PRD tells the picture's size, TTW is a TIFF structure. */
export async function noteMrw(source: ByteSource, found: Found): Promise<void> {
  const end = 8 + ((await source.view(4, 4))?.getUint32(0) ?? 0)
  for (let at = 8, i = 0; at + 8 <= end && i < 32; i++) {
    const block = await source.view(at, 8)
    if (!block) return
    const type = latin1(block, 0, 4)
    if (type === '\0PRD') {
      const prd = await source.view(at + 8, 16)
      if (prd) noteSize(found, prd.getUint16(14), prd.getUint16(12))
    }
    if (type === '\0TTW') await noteExif(source, at + 8, found)
    at += 8 + block.getUint32(4)
  }
}
