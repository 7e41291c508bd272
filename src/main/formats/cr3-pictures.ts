import { findBox, readBoxes, type Box } from './boxes.ts'
import type { ByteSource } from './byte-source.ts'
import { addCandidate, type Findings } from './findings.ts'
import { findInTiff } from './tiff-pictures.ts'

/** Canon's boxes, after the description by Laurent Clévy (github.com/lclevy/canon_cr3). */
const CANON = '85c0b687820f11e08111f4ce462b6a48'
const PREVIEW = 'eaf42b5e1c984b88b9fbb7dc406e4d16'

/** Thumbnail (THMB), 1620 px preview (PRVW) and the full-size JPEG that a track of its own holds. */
export async function findInCr3(source: ByteSource, findings: Findings): Promise<void> {
  for (const top of await readBoxes(source, 0, source.size)) {
    if (top.type === 'moov') await findInMoov(source, top, findings)
    if (top.uuid === PREVIEW) {
      const preview = await findBox(source, { ...top, at: top.at + 8 }, 'PRVW')
      if (preview) await addSized(source, preview, 12, 16, findings)
    }
  }
}

async function findInMoov(source: ByteSource, moov: Box, findings: Findings): Promise<void> {
  for (const box of await readBoxes(source, moov.at, moov.end)) {
    if (box.type === 'trak') await findInTrack(source, box, findings)
    if (box.uuid !== CANON) continue
    for (const part of await readBoxes(source, box.at, box.end)) {
      if (/^CMT[12]$/.test(part.type)) await findInTiff(source, part.at, findings)
      if (part.type === 'THMB') await addSized(source, part, 8, 16, findings)
    }
  }
}

async function addSized(
  source: ByteSource,
  box: Box,
  sizeAt: number,
  dataAt: number,
  findings: Findings,
): Promise<void> {
  const size = await source.view(box.at + sizeAt, 4)
  if (size) addCandidate(findings, box.at + dataAt, size.getUint32(0))
}

/** A track with one sample; whether it is the JPEG or RAW data shows when the candidate is looked at. */
async function findInTrack(source: ByteSource, track: Box, findings: Findings): Promise<void> {
  const table = await findBox(source, track, 'mdia', 'minf', 'stbl')
  if (!table) return
  const sizes = await findBox(source, table, 'stsz')
  const offsets = await findBox(source, table, 'co64')
  const size = sizes && (await source.view(sizes.at, 16))
  const offset = offsets && (await source.view(offsets.at, 16))
  if (!size || !offset || offset.getUint32(4) !== 1) return
  const shared = size.getUint32(4)
  addCandidate(findings, Number(offset.getBigUint64(8)), shared > 0 ? shared : size.getUint32(12))
}
