import { type Box, readBoxes } from '../../formats/boxes.ts'
import type { ByteSource } from '../../formats/byte-source.ts'
import { itemPlaces, itemTypes } from '../../formats/heif-pictures.ts'
import { blockAt, noteExif } from './exif-tags.ts'
import { type Found, note, noteSize } from './found.ts'
import { noteXmp } from './xmp-tags.ts'

/** HEIC, HEIF, AVIF: EXIF and XMP are items, size and rotation properties of the primary item (ISO/IEC 23008-12). */
export async function noteHeif(source: ByteSource, found: Found): Promise<void> {
  const meta = (await readBoxes(source, 0, source.size)).find((box) => box.type === 'meta')
  if (!meta) return
  const boxes = await readBoxes(source, meta.at + 4, meta.end)
  const places = await itemPlaces(source, boxes)
  for (const [id, type] of await itemTypes(source, boxes)) {
    const place = places.get(id)
    if (!place) continue
    if (type === 'Exif') {
      const skip = (await source.view(place.offset, 4))?.getUint32(0)
      if (skip !== undefined) await noteExif(source, place.offset + 4 + skip, found)
    } else if (type === 'mime')
      noteXmp(await blockAt(source, { at: place.offset, bytes: place.bytes }), found)
  }
  await notePrimary(source, boxes, found)
}

async function notePrimary(source: ByteSource, boxes: Box[], found: Found): Promise<void> {
  const pitm = boxes.find((box) => box.type === 'pitm')
  const iprp = boxes.find((box) => box.type === 'iprp')
  const head = pitm && (await source.view(pitm.at, 8))
  if (!pitm || !iprp || !head) return
  const primary = head.getUint8(0) === 0 ? head.getUint16(4) : head.getUint32(4)
  const parts = await readBoxes(source, iprp.at, iprp.end)
  const ipco = parts.find((box) => box.type === 'ipco')
  const ipma = parts.find((box) => box.type === 'ipma')
  if (!ipco || !ipma) return
  const properties = await readBoxes(source, ipco.at, ipco.end)
  for (const index of await propertiesOf(source, ipma, primary)) {
    const property = properties[index - 1]
    const view = property && (await source.view(property.at, Math.min(12, property.end - property.at)))
    if (!property || !view) continue
    if (property.type === 'ispe' && view.byteLength >= 12)
      noteSize(found, view.getUint32(4), view.getUint32(8))
    // irot counts quarter turns against the clock.
    if (property.type === 'irot') note(found, 'QuickTime:Rotation', (view.getUint8(0) & 3) * 90)
  }
}

/** Indexes, from 1, of the properties that belong to an item (ItemPropertyAssociationBox). */
async function propertiesOf(source: ByteSource, ipma: Box, item: number): Promise<number[]> {
  const view = await source.view(ipma.at, Math.min(ipma.end - ipma.at, 65_536))
  if (!view || view.byteLength < 8) return []
  const wideIds = view.getUint8(0) >= 1
  const wideIndexes = (view.getUint8(3) & 1) === 1
  const count = view.getUint32(4)
  let at = 8
  for (let i = 0; i < count; i++) {
    if (at + (wideIds ? 5 : 3) > view.byteLength) return []
    const id = wideIds ? view.getUint32(at) : view.getUint16(at)
    at += wideIds ? 4 : 2
    const associations = view.getUint8(at++)
    const bytes = associations * (wideIndexes ? 2 : 1)
    if (at + bytes > view.byteLength) return []
    if (id === item) {
      return Array.from({ length: associations }, (_, n) =>
        wideIndexes ? view.getUint16(at + n * 2) & 0x7fff : view.getUint8(at + n) & 0x7f,
      )
    }
    at += bytes
  }
  return []
}
