import {
  COLUMN_ROW_BYTES,
  COLUMNS_DELTA_MAGIC,
  COLUMNS_MAGIC,
  type Columns,
  emptyColumns,
} from './columns.ts'

/** Bytes before the first row: magic, version, count. */
const HEADER = 12

/** All rows in the packed form of columns.ts. */
export function packColumns(columns: Columns, version: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER + columns.length * COLUMN_ROW_BYTES)
  const view = writeHeader(bytes, COLUMNS_MAGIC, version, columns.length)
  for (let slot = 0; slot < columns.length; slot++) {
    writeRow(view, HEADER + slot * COLUMN_ROW_BYTES, columns, slot)
  }
  return bytes
}

/** The rows of these slots only. */
export function packColumnsDelta(
  columns: Columns,
  version: number,
  slots: Uint32Array,
): Uint8Array<ArrayBuffer> {
  const step = 4 + COLUMN_ROW_BYTES
  const bytes = new Uint8Array(HEADER + slots.length * step)
  const view = writeHeader(bytes, COLUMNS_DELTA_MAGIC, version, slots.length)
  slots.forEach((slot, index) => {
    view.setUint32(HEADER + index * step, slot, true)
    writeRow(view, HEADER + index * step + 4, columns, slot)
  })
  return bytes
}

/** @throws RangeError when the bytes are not a complete packed form. */
export function unpackColumns(bytes: ArrayBuffer): { columns: Columns; version: number } {
  const { view, version, count } = readHeader(bytes, COLUMNS_MAGIC, COLUMN_ROW_BYTES)
  const columns = emptyColumns(count)
  columns.length = count
  for (let slot = 0; slot < count; slot++) readRow(view, HEADER + slot * COLUMN_ROW_BYTES, columns, slot)
  return { columns, version }
}

/**
 * Writes a delta into the columns. When it brings new slots, the result has longer arrays; else it is `columns`.
 * @throws RangeError when the bytes are not a complete packed form.
 */
export function applyColumnsDelta(
  columns: Columns,
  bytes: ArrayBuffer,
): { columns: Columns; version: number; slots: Uint32Array } {
  const step = 4 + COLUMN_ROW_BYTES
  const { view, version, count } = readHeader(bytes, COLUMNS_DELTA_MAGIC, step)
  const slots = new Uint32Array(count)
  let length = columns.length
  for (let index = 0; index < count; index++) {
    const slot = view.getUint32(HEADER + index * step, true)
    slots[index] = slot
    length = Math.max(length, slot + 1)
  }
  const target = withLength(columns, length)
  slots.forEach((slot, index) => {
    readRow(view, HEADER + index * step + 4, target, slot)
  })
  return { columns: target, version, slots }
}

function writeHeader(bytes: Uint8Array<ArrayBuffer>, magic: number, version: number, count: number) {
  const view = new DataView(bytes.buffer)
  view.setUint32(0, magic, true)
  view.setUint32(4, version, true)
  view.setUint32(8, count, true)
  return view
}

function readHeader(bytes: ArrayBuffer, magic: number, rowBytes: number) {
  const view = new DataView(bytes)
  if (bytes.byteLength < HEADER || view.getUint32(0, true) !== magic) {
    throw new RangeError('These bytes are not columns')
  }
  const count = view.getUint32(8, true)
  if (bytes.byteLength !== HEADER + count * rowBytes) throw new RangeError('Columns are cut short')
  return { view, version: view.getUint32(4, true), count }
}

function writeRow(view: DataView, at: number, columns: Columns, slot: number) {
  view.setInt32(at, columns.day[slot]!, true)
  view.setUint16(at + 4, columns.minute[slot]!, true)
  view.setUint16(at + 6, columns.aspect[slot]!, true)
  view.setUint32(at + 8, columns.colour[slot]!, true)
  view.setUint8(at + 12, columns.rating[slot]!)
  view.setUint8(at + 13, columns.flag[slot]!)
  view.setUint8(at + 14, columns.label[slot]!)
  view.setUint8(at + 15, columns.kind[slot]!)
  view.setUint8(at + 16, columns.state[slot]!)
  view.setUint8(at + 17, columns.copies[slot]!)
  view.setUint16(at + 18, columns.preview[slot]!, true)
}

function readRow(view: DataView, at: number, columns: Columns, slot: number) {
  columns.day[slot] = view.getInt32(at, true)
  columns.minute[slot] = view.getUint16(at + 4, true)
  columns.aspect[slot] = view.getUint16(at + 6, true)
  columns.colour[slot] = view.getUint32(at + 8, true)
  columns.rating[slot] = view.getUint8(at + 12)
  columns.flag[slot] = view.getUint8(at + 13)
  columns.label[slot] = view.getUint8(at + 14)
  columns.kind[slot] = view.getUint8(at + 15)
  columns.state[slot] = view.getUint8(at + 16)
  columns.copies[slot] = view.getUint8(at + 17)
  columns.preview[slot] = view.getUint16(at + 18, true)
}

function withLength(columns: Columns, length: number): Columns {
  if (length <= columns.day.length) {
    columns.length = length
    return columns
  }
  // Half as much again, so that a long import does not copy everything for every batch.
  const longer = emptyColumns(Math.max(length, Math.ceil(columns.day.length * 1.5)))
  longer.length = length
  longer.day.set(columns.day)
  longer.minute.set(columns.minute)
  longer.aspect.set(columns.aspect)
  longer.colour.set(columns.colour)
  longer.rating.set(columns.rating)
  longer.flag.set(columns.flag)
  longer.label.set(columns.label)
  longer.kind.set(columns.kind)
  longer.state.set(columns.state)
  longer.copies.set(columns.copies)
  longer.preview.set(columns.preview)
  return longer
}
