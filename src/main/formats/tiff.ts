import type { ByteSource } from './byte-source.ts'

/** A TIFF structure inside a file: where its offsets count from and how its numbers are stored. */
export interface Tiff {
  source: ByteSource
  /** Position in the file of the byte that offsets count from. */
  base: number
  littleEndian: boolean
  big: boolean
  firstIfd: number
}

export interface TiffEntry {
  tag: number
  type: number
  count: number
  /** Position of the value in the file. */
  at: number
  bytes: number
}

/** Directories by tag; the first entry of a tag counts. `next` is the offset of the next one, 0 for none. */
export interface Ifd {
  entries: Map<number, TiffEntry>
  next: number
}

const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8]
const MAX_ENTRIES = 1_000
const MAX_VALUES = 64

/** Magic numbers of TIFF itself, Olympus ORF (two) and Panasonic RW2. */
const MAGICS = [42, 0x4f52, 0x5352, 0x55]

/** Reads the 8 (BigTIFF: 16) bytes at `base`. TIFF 6.0 section 2; BigTIFF by AWare Systems' description. */
export async function openTiff(source: ByteSource, base: number): Promise<Tiff | null> {
  const head = await source.view(base, 8)
  if (!head) return null
  const order = head.getUint16(0)
  if (order !== 0x4949 && order !== 0x4d4d) return null
  const littleEndian = order === 0x4949
  const magic = head.getUint16(2, littleEndian)
  if (magic === 43) {
    const offset = await source.view(base + 8, 8)
    if (!offset) return null
    return { source, base, littleEndian, big: true, firstIfd: Number(offset.getBigUint64(0, littleEndian)) }
  }
  if (!MAGICS.includes(magic)) return null
  return { source, base, littleEndian, big: false, firstIfd: head.getUint32(4, littleEndian) }
}

/** Reads the directory at an offset; null when it does not lie in the file. */
export async function readIfd(tiff: Tiff, offset: number): Promise<Ifd | null> {
  const { source, base, littleEndian, big } = tiff
  if (offset <= 0) return null
  const countBytes = big ? 8 : 2
  const counted = await source.view(base + offset, countBytes)
  if (!counted) return null
  const count = big ? Number(counted.getBigUint64(0, littleEndian)) : counted.getUint16(0, littleEndian)
  if (count === 0 || count > MAX_ENTRIES) return null
  const entryBytes = big ? 20 : 12
  const table = await source.view(base + offset + countBytes, count * entryBytes)
  if (!table) return null
  const entries = new Map<number, TiffEntry>()
  for (let i = 0; i < count; i++) {
    const entry = readEntry(tiff, table, i * entryBytes, base + offset + countBytes + i * entryBytes)
    if (entry && !entries.has(entry.tag)) entries.set(entry.tag, entry)
  }
  const after = await source.view(base + offset + countBytes + count * entryBytes, big ? 8 : 4)
  return { entries, next: after ? offsetIn(after, 0, tiff) : 0 }
}

function readEntry(tiff: Tiff, table: DataView, at: number, fileAt: number): TiffEntry | null {
  const { littleEndian, big, base } = tiff
  const type = table.getUint16(at + 2, littleEndian)
  const count = big ? Number(table.getBigUint64(at + 4, littleEndian)) : table.getUint32(at + 4, littleEndian)
  const unit = TYPE_BYTES[type] ?? 0
  if (unit === 0) return null
  const bytes = unit * count
  const inline = bytes <= (big ? 8 : 4)
  const valueAt = at + (big ? 12 : 8)
  return {
    tag: table.getUint16(at, littleEndian),
    type,
    count,
    bytes,
    at: inline ? fileAt + (big ? 12 : 8) : base + offsetIn(table, valueAt, tiff),
  }
}

function offsetIn(view: DataView, at: number, tiff: Tiff): number {
  return tiff.big ? Number(view.getBigUint64(at, tiff.littleEndian)) : view.getUint32(at, tiff.littleEndian)
}

/** Whole-number values of an entry, at most 64; empty where there is none. */
export async function numbers(tiff: Tiff, ifd: Ifd, tag: number): Promise<number[]> {
  const entry = ifd.entries.get(tag)
  if (!entry) return []
  const unit = TYPE_BYTES[entry.type] ?? 0
  const count = Math.min(entry.count, MAX_VALUES)
  const view = await tiff.source.view(entry.at, unit * count)
  if (!view) return []
  return Array.from({ length: count }, (_, i) => wholeNumber(view, i * unit, unit, tiff.littleEndian))
}

export async function number(tiff: Tiff, ifd: Ifd, tag: number): Promise<number | undefined> {
  return (await numbers(tiff, ifd, tag))[0]
}

function wholeNumber(view: DataView, at: number, unit: number, littleEndian: boolean): number {
  if (unit === 1) return view.getUint8(at)
  if (unit === 2) return view.getUint16(at, littleEndian)
  if (unit === 4) return view.getUint32(at, littleEndian)
  return Number(view.getBigUint64(at, littleEndian))
}
