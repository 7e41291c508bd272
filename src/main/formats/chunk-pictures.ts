import { latin1, type ByteSource } from './byte-source.ts'
import { addCandidate, setSize, type Findings } from './findings.ts'
import { findInTiff } from './tiff-pictures.ts'

const MAX_CHUNKS = 500

/** PNG: the `eXIf` chunk is a TIFF structure (PNG 1.5 extensions). */
export async function findInPng(source: ByteSource, findings: Findings): Promise<void> {
  let at = 8
  for (let i = 0; i < MAX_CHUNKS; i++) {
    const head = await source.view(at, 8)
    if (!head) break
    if (latin1(head, 4, 4) === 'eXIf') await findInTiff(source, at + 8, findings)
    at += 12 + head.getUint32(0)
  }
  const header = await source.view(16, 8)
  if (header) setSize(findings, header.getUint32(0), header.getUint32(4))
}

/** WebP: the `EXIF` chunk is a TIFF structure, with or without the six bytes of a JPEG segment before it. */
export async function findInWebp(source: ByteSource, findings: Findings): Promise<void> {
  let at = 12
  for (let i = 0; i < MAX_CHUNKS; i++) {
    const head = await source.view(at, 12)
    if (!head) break
    const bytes = head.getUint32(4, true)
    if (latin1(head, 0, 4) === 'EXIF') {
      await findInTiff(source, at + (latin1(head, 8, 4) === 'Exif' ? 14 : 8), findings)
    }
    at += 8 + bytes + (bytes & 1)
  }
  const first = await source.view(12, 18)
  if (first) setWebpSize(first, findings)
}

/** The first chunk says the size: VP8X (RFC 9649), VP8 (RFC 6386, 9.1) or VP8L (RFC 9649, 3.4). */
function setWebpSize(chunk: DataView, findings: Findings): void {
  const type = latin1(chunk, 0, 4)
  if (type === 'VP8X') {
    setSize(findings, 1 + (chunk.getUint32(12, true) & 0xffffff), 1 + (chunk.getUint32(14, true) >>> 8))
  } else if (type === 'VP8 ') {
    setSize(findings, chunk.getUint16(14, true) & 0x3fff, chunk.getUint16(16, true) & 0x3fff)
  } else if (type === 'VP8L') {
    const bits = chunk.getUint32(9, true)
    setSize(findings, 1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff))
  }
}

async function u32(source: ByteSource, at: number): Promise<number | undefined> {
  return (await source.view(at, 4))?.getUint32(0)
}

const THUMBNAIL = 1036
const THUMBNAIL_HEADER = 28

/** Photoshop: image resource 1036 is a thumbnail as JPEG (Adobe Photoshop File Formats Specification). */
export async function findInPsd(source: ByteSource, findings: Findings): Promise<void> {
  setSize(findings, (await u32(source, 18)) ?? 0, (await u32(source, 14)) ?? 0)
  const colourBytes = await u32(source, 26)
  const resources = colourBytes === undefined ? undefined : await u32(source, 30 + colourBytes)
  if (colourBytes === undefined || resources === undefined) return
  const end = 34 + colourBytes + resources
  let at = 34 + colourBytes
  for (let i = 0; i < MAX_CHUNKS && at < end; i++) {
    const head = await source.view(at, 7)
    if (!head || latin1(head, 0, 4) !== '8BIM') return
    const nameBytes = head.getUint8(6) + 1
    const sizeAt = at + 6 + nameBytes + (nameBytes & 1)
    const bytes = await u32(source, sizeAt)
    if (bytes === undefined) return
    if (head.getUint16(4) === THUMBNAIL) {
      addCandidate(findings, sizeAt + 4 + THUMBNAIL_HEADER, bytes - THUMBNAIL_HEADER)
    }
    at = sizeAt + 4 + bytes + (bytes & 1)
  }
}
