import { readBoxes, type Box } from './boxes.ts'
import { latin1, type ByteSource } from './byte-source.ts'
import { addCandidate, addSize, setSize, type Findings } from './findings.ts'
import { findInTiff } from './tiff-pictures.ts'

const MAX_ITEMS = 1_000

/**
 * JPEGs inside HEIC, HEIF and AVIF: items coded as JPEG, and the thumbnail in the EXIF item. Thumbnails coded as HEVC
 * or AV1 are the decoder's business. ISO/IEC 23008-12 and 14496-12, 8.11.
 */
export async function findInHeif(source: ByteSource, findings: Findings): Promise<void> {
  const top = await readBoxes(source, 0, source.size)
  const meta = top.find((box) => box.type === 'meta')
  if (!meta) return
  const boxes = await readBoxes(source, meta.at + 4, meta.end)
  const types = await itemTypes(source, boxes)
  const places = await itemPlaces(source, boxes)
  for (const [id, type] of types) {
    const place = places.get(id)
    if (place && type === 'jpeg') addCandidate(findings, place.offset, place.bytes)
    if (place && type === 'Exif') {
      const skip = (await source.view(place.offset, 4))?.getUint32(0)
      if (skip !== undefined) await findInTiff(source, place.offset + 4 + skip, findings)
    }
  }
  await setMainSize(source, boxes, findings)
}

/** Four-character types of the items by id. */
export async function itemTypes(source: ByteSource, boxes: Box[]): Promise<Map<number, string>> {
  const types = new Map<number, string>()
  const iinf = boxes.find((box) => box.type === 'iinf')
  const version = iinf && (await source.view(iinf.at, 1))?.getUint8(0)
  if (!iinf || version === undefined) return types
  const entries = await readBoxes(source, iinf.at + (version === 0 ? 6 : 8), iinf.end)
  for (const infe of entries.slice(0, MAX_ITEMS)) {
    const head = await source.view(infe.at, 12)
    if (!head) continue
    const wide = head.getUint8(0) >= 3
    if (wide) {
      const long = await source.view(infe.at + 4, 10)
      if (long) types.set(long.getUint32(0), latin1(long, 6, 4))
    } else types.set(head.getUint16(4), latin1(head, 8, 4))
  }
  return types
}

/** Items of one extent in the file itself. */
export async function itemPlaces(
  source: ByteSource,
  boxes: Box[],
): Promise<Map<number, { offset: number; bytes: number }>> {
  const places = new Map<number, { offset: number; bytes: number }>()
  const iloc = boxes.find((box) => box.type === 'iloc')
  const view = iloc && (await source.view(iloc.at, iloc.end - iloc.at))
  if (!view || view.byteLength < 8) return places
  const version = view.getUint8(0)
  const sizes = view.getUint16(4)
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15]
  const indexSize = version > 0 ? sizes & 15 : 0
  const fields = new Fields(view, 6)
  const count = Math.min(fields.next(version < 2 ? 2 : 4), MAX_ITEMS)
  for (let i = 0; i < count && !fields.ended; i++) {
    const id = fields.next(version < 2 ? 2 : 4)
    const method = version > 0 ? fields.next(2) & 15 : 0
    fields.next(2)
    const base = fields.next(baseSize)
    const extents = fields.next(2)
    for (let extent = 0; extent < extents && !fields.ended; extent++) {
      fields.next(indexSize)
      const offset = base + fields.next(offsetSize)
      const bytes = fields.next(lengthSize)
      if (extents === 1 && method === 0) places.set(id, { offset, bytes })
    }
  }
  return places
}

/** The sizes of all images of the file (`ispe`); the largest is the main one. */
async function setMainSize(source: ByteSource, boxes: Box[], findings: Findings): Promise<void> {
  const iprp = boxes.find((box) => box.type === 'iprp')
  const ipco = iprp && (await readBoxes(source, iprp.at, iprp.end)).find((box) => box.type === 'ipco')
  if (!ipco) return
  setSize(findings, 0, 0)
  for (const property of await readBoxes(source, ipco.at, ipco.end)) {
    if (property.type !== 'ispe') continue
    const size = await source.view(property.at + 4, 8)
    if (size) addSize(findings, size.getUint32(0), size.getUint32(4))
  }
}

/** Big-endian numbers of 0 to 8 bytes, one after the other; 0 beyond the end. */
class Fields {
  readonly #view: DataView
  #at: number

  constructor(view: DataView, at: number) {
    this.#view = view
    this.#at = at
  }

  get ended(): boolean {
    return this.#at >= this.#view.byteLength
  }

  next(bytes: number): number {
    let value = 0
    for (let i = 0; i < bytes && !this.ended; i++) value = value * 256 + this.#view.getUint8(this.#at++)
    return value
  }
}
