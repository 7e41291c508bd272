import { COLUMN_ROW_BYTES, COLUMNS_DELTA_MAGIC, COLUMNS_MAGIC, emptyColumns } from './columns.ts'
import type { Columns } from './columns.ts'

/**
 * The packed form of the columns (see columns.ts). Every machine this runs on is little endian, as the packed form
 * is, so rows are read and written through typed arrays over the same bytes: a million photos in a few milliseconds.
 */

const HEADER_BYTES = 12
const DELTA_ROW_BYTES = 4 + COLUMN_ROW_BYTES

/** All columns, as `columns` answers them. */
export function packColumns(columns: Columns, version: number): Uint8Array<ArrayBuffer> {
  const rows = packedRows(COLUMNS_MAGIC, version, columns.length, COLUMN_ROW_BYTES)
  for (let slot = 0; slot < columns.length; slot++) {
    writeRow(rows, HEADER_BYTES + slot * COLUMN_ROW_BYTES, columns, slot)
  }
  return rows.u8
}

/** The columns of some slots, as `columns?since=` answers them. */
export function packColumnsDelta(
  columns: Columns,
  version: number,
  slots: ArrayLike<number>,
): Uint8Array<ArrayBuffer> {
  const rows = packedRows(COLUMNS_DELTA_MAGIC, version, slots.length, DELTA_ROW_BYTES)
  for (let index = 0; index < slots.length; index++) {
    const at = HEADER_BYTES + index * DELTA_ROW_BYTES
    const slot = slots[index]!
    rows.u32[at >> 2] = slot
    writeRow(rows, at + 4, columns, slot)
  }
  return rows.u8
}

/** @throws RangeError when the bytes are not packed columns. */
export function unpackColumns(bytes: ArrayBuffer): { version: number; columns: Columns } {
  const rows = rowsOver(bytes)
  const { version, count } = readHeader(rows, COLUMNS_MAGIC, COLUMN_ROW_BYTES)
  const columns = emptyColumns(count)
  columns.length = count
  for (let slot = 0; slot < count; slot++)
    readRow(rows, HEADER_BYTES + slot * COLUMN_ROW_BYTES, columns, slot)
  return { version, columns }
}

/**
 * Brings columns up to date with a delta. Gives the same arrays where they are long enough, else grown ones.
 * @throws RangeError when the bytes are not a delta.
 */
export function applyColumnsDelta(
  before: Columns,
  bytes: ArrayBuffer,
): { version: number; columns: Columns; slots: Uint32Array } {
  const rows = rowsOver(bytes)
  const { version, count } = readHeader(rows, COLUMNS_DELTA_MAGIC, DELTA_ROW_BYTES)
  const slots = new Uint32Array(count)
  let length = before.length
  for (let index = 0; index < count; index++) {
    const slot = rows.u32[(HEADER_BYTES + index * DELTA_ROW_BYTES) >> 2]!
    slots[index] = slot
    if (slot >= length) length = slot + 1
  }
  const columns = withLength(before, length)
  for (let index = 0; index < count; index++) {
    readRow(rows, HEADER_BYTES + index * DELTA_ROW_BYTES + 4, columns, slots[index]!)
  }
  return { version, columns, slots }
}

/** One stretch of bytes seen as bytes and as 16- and 32-bit words; every field of a row lies on its own width. */
interface Rows {
  u8: Uint8Array<ArrayBuffer>
  u16: Uint16Array
  u32: Uint32Array
  i32: Int32Array
}

/** @throws RangeError when the bytes do not even fill words. */
function rowsOver(buffer: ArrayBuffer): Rows {
  return {
    u8: new Uint8Array(buffer),
    u16: new Uint16Array(buffer),
    u32: new Uint32Array(buffer),
    i32: new Int32Array(buffer),
  }
}

function packedRows(magic: number, version: number, count: number, rowBytes: number): Rows {
  const rows = rowsOver(new ArrayBuffer(HEADER_BYTES + count * rowBytes))
  rows.u32[0] = magic
  rows.u32[1] = version
  rows.u32[2] = count
  return rows
}

function readHeader(rows: Rows, magic: number, rowBytes: number): { version: number; count: number } {
  const count = rows.u32[2] ?? 0
  if (rows.u32[0] !== magic || rows.u8.byteLength !== HEADER_BYTES + count * rowBytes) {
    throw new RangeError('Not packed columns')
  }
  return { version: rows.u32[1]!, count }
}

function writeRow(rows: Rows, at: number, columns: Columns, slot: number): void {
  rows.i32[at >> 2] = columns.day[slot]!
  rows.u16[(at + 4) >> 1] = columns.minute[slot]!
  rows.u16[(at + 6) >> 1] = columns.aspect[slot]!
  rows.u32[(at + 8) >> 2] = columns.colour[slot]!
  rows.u8[at + 12] = columns.rating[slot]!
  rows.u8[at + 13] = columns.flag[slot]!
  rows.u8[at + 14] = columns.label[slot]!
  rows.u8[at + 15] = columns.kind[slot]!
  rows.u8[at + 16] = columns.state[slot]!
  rows.u8[at + 17] = columns.copies[slot]!
  rows.u16[(at + 18) >> 1] = columns.preview[slot]!
}

function readRow(rows: Rows, at: number, columns: Columns, slot: number): void {
  columns.day[slot] = rows.i32[at >> 2]!
  columns.minute[slot] = rows.u16[(at + 4) >> 1]!
  columns.aspect[slot] = rows.u16[(at + 6) >> 1]!
  columns.colour[slot] = rows.u32[(at + 8) >> 2]!
  columns.rating[slot] = rows.u8[at + 12]!
  columns.flag[slot] = rows.u8[at + 13]!
  columns.label[slot] = rows.u8[at + 14]!
  columns.kind[slot] = rows.u8[at + 15]!
  columns.state[slot] = rows.u8[at + 16]!
  columns.copies[slot] = rows.u8[at + 17]!
  columns.preview[slot] = rows.u16[(at + 18) >> 1]!
}

/** Grows by half, so that an import that adds photos one delta after the other does not copy each time. */
function withLength(before: Columns, length: number): Columns {
  if (length <= before.day.length) {
    before.length = length
    return before
  }
  const grown = emptyColumns(Math.max(length, Math.ceil(before.day.length * 1.5)))
  grown.length = length
  grown.day.set(before.day)
  grown.minute.set(before.minute)
  grown.aspect.set(before.aspect)
  grown.colour.set(before.colour)
  grown.rating.set(before.rating)
  grown.flag.set(before.flag)
  grown.label.set(before.label)
  grown.kind.set(before.kind)
  grown.state.set(before.state)
  grown.copies.set(before.copies)
  grown.preview.set(before.preview)
  return grown
}
