import { latin1, type ByteSource } from './byte-source.ts'
import { addCandidate, addSize, type Findings } from './findings.ts'
import { findInTiff } from './tiff-pictures.ts'

const MAX_CHUNKS = 500

/** PNG: the `eXIf` chunk is a TIFF structure (PNG 1.5 extensions). */
export async function findInPng(source: ByteSource, findings: Findings): Promise<void> {
  let at = 8
  for (let i = 0; i < MAX_CHUNKS; i++) {
    const head = await source.view(at, 16)
    if (!head) return
    const type = latin1(head, 4, 4)
    if (type === 'IHDR') addSize(findings, head.getUint32(8), await u32(source, at + 12))
    if (type === 'eXIf') return findInTiff(source, at + 8, findings)
    at += 12 + head.getUint32(0)
  }
}

/** WebP: the `EXIF` chunk is a TIFF structure, with or without the six bytes of a JPEG segment before it. */
export async function findInWebp(source: ByteSource, findings: Findings): Promise<void> {
  let at = 12
  for (let i = 0; i < MAX_CHUNKS; i++) {
    const head = await source.view(at, 18)
    if (!head) return
    const type = latin1(head, 0, 4)
    const bytes = head.getUint32(4, true)
    if (type === 'VP8X') {
      const size = latin1(head, 12, 6)
      addSize(findings, 1 + u24(size, 0), 1 + u24(size, 3))
    }
    if (type === 'EXIF') return findInTiff(source, at + (latin1(head, 8, 4) === 'Exif' ? 14 : 8), findings)
    at += 8 + bytes + (bytes & 1)
  }
}

function u24(text: string, at: number): number {
  return text.charCodeAt(at) | (text.charCodeAt(at + 1) << 8) | (text.charCodeAt(at + 2) << 16)
}

async function u32(source: ByteSource, at: number): Promise<number | undefined> {
  return (await source.view(at, 4))?.getUint32(0)
}

const THUMBNAIL = 1036
const THUMBNAIL_HEADER = 28

/** Photoshop: image resource 1036 is a thumbnail as JPEG (Adobe Photoshop File Formats Specification). */
export async function findInPsd(source: ByteSource, findings: Findings): Promise<void> {
  addSize(findings, await u32(source, 18), await u32(source, 14))
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
