import { latin1, type ByteSource } from './byte-source.ts'
import { addCandidate, addOrientation, addSize, type Findings } from './findings.ts'
import { findInMakerNote } from './maker-notes.ts'
import { number, numbers, openTiff, readIfd, type Ifd, type Tiff } from './tiff.ts'

const Tag = {
  width: 0x0100,
  height: 0x0101,
  compression: 0x0103,
  stripOffsets: 0x0111,
  orientation: 0x0112,
  stripBytes: 0x0117,
  subIfds: 0x014a,
  jpegOffset: 0x0201,
  jpegBytes: 0x0202,
  /** Panasonic RW2. */
  jpgFromRaw: 0x002e,
  sensorWidth: 0x0002,
  sensorHeight: 0x0003,
  exifIfd: 0x8769,
  makerNote: 0x927c,
  exifWidth: 0xa002,
  exifHeight: 0xa003,
  interopIfd: 0xa005,
} as const

const MAX_IFDS = 48

/** Walks a TIFF structure: a TIFF or RAW file, or the EXIF part of another file. */
export async function findInTiff(source: ByteSource, base: number, findings: Findings): Promise<void> {
  const tiff = await openTiff(source, base)
  if (!tiff) return
  const isRw2 = (await source.view(base + 2, 1))?.getUint8(0) === 0x55
  const queue = [tiff.firstIfd]
  const seen = new Set<number>()
  let first = true
  for (let offset = queue.shift(); offset !== undefined; offset = queue.shift()) {
    if (seen.has(offset) || seen.size >= MAX_IFDS) continue
    seen.add(offset)
    const ifd = await readIfd(tiff, offset)
    if (!ifd) continue
    if (first) {
      addOrientation(findings, await number(tiff, ifd, Tag.orientation))
      await findInExif(tiff, ifd, findings)
      first = false
    }
    if (isRw2) await findInRw2(tiff, ifd, findings)
    await findInIfd(tiff, ifd, findings)
    queue.push(...(await numbers(tiff, ifd, Tag.subIfds)))
    if (ifd.next > 0) queue.push(ifd.next)
  }
}

async function findInIfd(tiff: Tiff, ifd: Ifd, findings: Findings): Promise<void> {
  addSize(findings, await number(tiff, ifd, Tag.width), await number(tiff, ifd, Tag.height))
  const jpegOffset = await number(tiff, ifd, Tag.jpegOffset)
  if (jpegOffset !== undefined) {
    addCandidate(findings, tiff.base + jpegOffset, await number(tiff, ifd, Tag.jpegBytes))
  }
  const compression = await number(tiff, ifd, Tag.compression)
  if (compression !== 6 && compression !== 7) return
  const offsets = await numbers(tiff, ifd, Tag.stripOffsets)
  const bytes = await numbers(tiff, ifd, Tag.stripBytes)
  if (offsets.length === 1 && bytes.length === 1) {
    addCandidate(findings, tiff.base + (offsets[0] ?? 0), bytes[0])
  }
}

async function findInRw2(tiff: Tiff, ifd: Ifd, findings: Findings): Promise<void> {
  addSize(findings, await number(tiff, ifd, Tag.sensorWidth), await number(tiff, ifd, Tag.sensorHeight))
  const jpeg = ifd.entries.get(Tag.jpgFromRaw)
  if (jpeg) addCandidate(findings, jpeg.at, jpeg.bytes)
}

async function findInExif(tiff: Tiff, ifd0: Ifd, findings: Findings): Promise<void> {
  const exif = await readIfd(tiff, (await number(tiff, ifd0, Tag.exifIfd)) ?? 0)
  if (!exif) return
  addSize(findings, await number(tiff, exif, Tag.exifWidth), await number(tiff, exif, Tag.exifHeight))
  const interop = await readIfd(tiff, (await number(tiff, exif, Tag.interopIfd)) ?? 0)
  const index = interop?.entries.get(1)
  const text = index && (await tiff.source.view(index.at, 3))
  if (text && latin1(text) === 'R03') findings.adobeRgb = true
  const note = exif.entries.get(Tag.makerNote)
  if (note) await findInMakerNote(tiff, note, findings)
}
