import type { Ifd, Tiff, TiffEntry } from '../../formats/tiff.ts'
import type { TagValue } from '../tags.ts'
import { decodeText } from './decode-text.ts'

const ASCII = 2
const RATIONAL = 5
const UNDEFINED = 7
const SIGNED_RATIONAL = 10
const UTF8 = 129

/** A text longer than this is no name or caption; an array with more numbers is data. */
const MAX_TEXT = 65_536
const MAX_NUMBERS = 32

type Reader = (view: DataView, at: number, littleEndian: boolean) => number

const numberTypes: Readonly<Record<number, { bytes: number; read: Reader }>> = {
  1: { bytes: 1, read: (view, at) => view.getUint8(at) },
  3: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  4: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  [RATIONAL]: {
    bytes: 8,
    read: (view, at, little) => view.getUint32(at, little) / view.getUint32(at + 4, little),
  },
  6: { bytes: 1, read: (view, at) => view.getInt8(at) },
  8: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  9: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  [SIGNED_RATIONAL]: {
    bytes: 8,
    read: (view, at, little) => view.getInt32(at, little) / view.getInt32(at + 4, little),
  },
  11: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  12: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
  13: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  16: { bytes: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
}

export function isText(entry: TiffEntry): boolean {
  return entry.type === ASCII || entry.type === UTF8
}

/** Value of a tag: text, number or several numbers; null where it lies outside the file or makes no sense. */
export function tiffValue(tiff: Tiff, ifd: Ifd, tag: number): Promise<TagValue | null> | TagValue | null {
  const entry = ifd.entries.get(tag)
  const decoder = entry && decoderOf(entry)
  if (!entry || !decoder) return null
  // Nearly every value was read with the head: waiting for each would take longer than decoding it.
  const view = tiff.source.inMemory(entry.at, decoder.bytes)
  if (view) return decoder.decode(view, tiff.littleEndian)
  return tiff.source
    .view(entry.at, decoder.bytes)
    .then((read) => (read ? decoder.decode(read, tiff.littleEndian) : null))
}

interface Decoder {
  bytes: number
  decode: (view: DataView, littleEndian: boolean) => TagValue | null
}

function decoderOf(entry: TiffEntry): Decoder | null {
  if (isText(entry) || entry.type === UNDEFINED) {
    return { bytes: Math.min(entry.bytes, MAX_TEXT), decode: (view) => decodeText(bytesOf(view)) }
  }
  const type = numberTypes[entry.type]
  if (!type || entry.count === 0) return null
  const count = Math.min(entry.count, MAX_NUMBERS)
  return {
    bytes: type.bytes * count,
    decode: (view, littleEndian) => {
      if (count === 1) return finiteOrNull(type.read(view, 0, littleEndian))
      return Array.from({ length: count }, (_, i) => type.read(view, i * type.bytes, littleEndian))
    },
  }
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

/** Raw bytes of an entry, at most `limit` of them. */
export async function tiffBytes(tiff: Tiff, entry: TiffEntry, limit: number): Promise<Uint8Array | null> {
  const view = await tiff.source.view(entry.at, Math.min(entry.bytes, limit))
  return view ? bytesOf(view) : null
}

function bytesOf(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
}
