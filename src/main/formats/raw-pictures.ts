import { latin1, type ByteSource } from './byte-source.ts'
import { addCandidate, addOrientation, addSize, type Findings } from './findings.ts'
import { findInJpeg } from './jpeg-pictures.ts'
import { findInTiff } from './tiff-pictures.ts'

/** Fujifilm: the header names a whole JPEG, which has its own EXIF and thumbnail. */
export async function findInRaf(source: ByteSource, findings: Findings): Promise<void> {
  const place = await source.view(84, 8)
  if (!place) return
  const offset = place.getUint32(0)
  addCandidate(findings, offset, place.getUint32(4))
  await findInJpeg(source, offset, findings)
  await noteRafSize(source, findings)
}

/** The first directory of RAW facts: tag 0x0100 is the sensor's height and width. */
async function noteRafSize(source: ByteSource, findings: Findings): Promise<void> {
  const directory = (await source.view(92, 4))?.getUint32(0) ?? 0
  const count = Math.min((await source.view(directory, 4))?.getUint32(0) ?? 0, 255)
  for (let at = directory + 4, i = 0; i < count; i++) {
    const entry = await source.view(at, 8)
    if (!entry) return
    if (entry.getUint16(0) === 0x0100) return addSize(findings, entry.getUint16(6), entry.getUint16(4))
    at += 4 + entry.getUint16(2)
  }
}

/** Minolta: a chain of blocks, of which TTW is a TIFF structure. */
export async function findInMrw(source: ByteSource, findings: Findings): Promise<void> {
  const end = 8 + ((await source.view(4, 4))?.getUint32(0) ?? 0)
  for (let at = 8, i = 0; at + 8 <= end && i < 32; i++) {
    const block = await source.view(at, 8)
    if (!block) return
    if (latin1(block, 0, 4) === '\0TTW') await findInTiff(source, at + 8, findings)
    at += 8 + block.getUint32(4)
  }
}

const CIFF_DEPTH = 6

/** Canon CRW: heaps of records, each with its directory at its end (Canon's CIFF specification 1.0, rev. 4). */
export async function findInCrw(source: ByteSource, findings: Findings): Promise<void> {
  const head = await source.view(0, 6)
  if (!head) return
  const littleEndian = head.getUint16(0) === 0x4949
  const start = head.getUint32(2, littleEndian)
  await findInHeap(source, { at: start, end: source.size, littleEndian }, CIFF_DEPTH, findings)
}

interface Heap {
  at: number
  end: number
  littleEndian: boolean
}

async function findInHeap(source: ByteSource, heap: Heap, depth: number, findings: Findings): Promise<void> {
  const { at, end, littleEndian } = heap
  const last = await source.view(end - 4, 4)
  if (!last || depth === 0) return
  const directory = at + last.getUint32(0, littleEndian)
  const count = (await source.view(directory, 2))?.getUint16(0, littleEndian) ?? 0
  const records = count <= 200 ? await source.view(directory + 2, count * 10) : null
  for (let i = 0; records && i < count; i++) {
    const tag = records.getUint16(i * 10, littleEndian)
    const bytes = records.getUint32(i * 10 + 2, littleEndian)
    const offset = at + records.getUint32(i * 10 + 6, littleEndian)
    const kind = tag & 0x3800
    if ((tag & 0xc000) !== 0) continue
    if (kind === 0x2800 || kind === 0x3000) {
      await findInHeap(source, { at: offset, end: offset + bytes, littleEndian }, depth - 1, findings)
    } else if (tag === 0x2007 || tag === 0x2008) addCandidate(findings, offset, bytes)
    else if (tag === 0x1810) await noteImageSpec(source, offset, littleEndian, findings)
  }
}

const ORIENTATIONS: Readonly<Record<number, number>> = { 0: 1, 90: 6, 180: 3, 270: 8 }

async function noteImageSpec(
  source: ByteSource,
  at: number,
  littleEndian: boolean,
  findings: Findings,
): Promise<void> {
  const spec = await source.view(at, 16)
  if (!spec) return
  addSize(findings, spec.getUint32(0, littleEndian), spec.getUint32(4, littleEndian))
  const degrees = ((spec.getInt32(12, littleEndian) % 360) + 360) % 360
  addOrientation(findings, ORIENTATIONS[degrees])
}

const X3F_JPEG = 18

/** Sigma: the directory at the end lists image sections; those of format 18 are JPEGs. */
export async function findInX3f(source: ByteSource, findings: Findings): Promise<void> {
  const rotation = (await source.view(36, 4))?.getUint32(0, true)
  if (rotation !== undefined) addOrientation(findings, ORIENTATIONS[rotation])
  const directory = (await source.view(source.size - 4, 4))?.getUint32(0, true) ?? 0
  const head = await source.view(directory, 12)
  if (!head || latin1(head, 0, 4) !== 'SECd') return
  const count = Math.min(head.getUint32(8, true), 100)
  for (let i = 0; i < count; i++) {
    const row = await source.view(directory + 12 + i * 12, 12)
    const offset = row?.getUint32(0, true) ?? 0
    const section = row && latin1(row, 8, 3) === 'IMA' ? await source.view(offset, 28) : null
    if (!row || !section) continue
    addSize(findings, section.getUint32(16, true), section.getUint32(20, true))
    if (section.getUint32(12, true) === X3F_JPEG) {
      addCandidate(findings, offset + 28, row.getUint32(4, true) - 28)
    }
  }
}
