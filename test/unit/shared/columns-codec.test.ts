import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  applyColumnsDelta,
  packColumns,
  packColumnsDelta,
  unpackColumns,
} from '../../../src/shared/columns-codec.ts'
import { COLUMN_ROW_BYTES, emptyColumns, UNDATED } from '../../../src/shared/columns.ts'
import type { Columns } from '../../../src/shared/columns.ts'

type Row = ReturnType<typeof rowOf>

const arbitraryRow = fc.record({
  day: fc.oneof(fc.constant(UNDATED), fc.integer({ min: -0x80000000, max: 0x7fffffff })),
  minute: fc.integer({ min: 0, max: 1439 }),
  aspect: fc.integer({ min: 0, max: 0xffff }),
  colour: fc.integer({ min: 0, max: 0xffffffff }),
  rating: fc.integer({ min: 0, max: 5 }),
  flag: fc.integer({ min: 0, max: 2 }),
  label: fc.integer({ min: 0, max: 5 }),
  kind: fc.integer({ min: 0, max: 255 }),
  state: fc.integer({ min: 0, max: 255 }),
  copies: fc.integer({ min: 0, max: 255 }),
  preview: fc.integer({ min: 0, max: 0xffff }),
})

function rowOf(columns: Columns, slot: number) {
  return {
    day: columns.day[slot]!,
    minute: columns.minute[slot]!,
    aspect: columns.aspect[slot]!,
    colour: columns.colour[slot]!,
    rating: columns.rating[slot]!,
    flag: columns.flag[slot]!,
    label: columns.label[slot]!,
    kind: columns.kind[slot]!,
    state: columns.state[slot]!,
    copies: columns.copies[slot]!,
    preview: columns.preview[slot]!,
  }
}

function columnsOf(rows: readonly Row[], capacity = rows.length): Columns {
  const columns = emptyColumns(capacity)
  columns.length = rows.length
  rows.forEach((row, slot) => setRow(columns, slot, row))
  return columns
}

function setRow(columns: Columns, slot: number, row: Row): void {
  columns.day[slot] = row.day
  columns.minute[slot] = row.minute
  columns.aspect[slot] = row.aspect
  columns.colour[slot] = row.colour
  columns.rating[slot] = row.rating
  columns.flag[slot] = row.flag
  columns.label[slot] = row.label
  columns.kind[slot] = row.kind
  columns.state[slot] = row.state
  columns.copies[slot] = row.copies
  columns.preview[slot] = row.preview
}

function rowsOf(columns: Columns): Row[] {
  return Array.from({ length: columns.length }, (_, slot) => rowOf(columns, slot))
}

test('columns come out of their packed form as they went in, spare capacity left out', () => {
  fc.assert(
    fc.property(fc.array(arbitraryRow), fc.nat(0xffffffff), (rows, version) => {
      const packed = packColumns(columnsOf(rows, rows.length + 7), version)
      expect(packed.byteLength).toBe(12 + rows.length * COLUMN_ROW_BYTES)
      const unpacked = unpackColumns(packed.buffer)
      expect(unpacked.version).toBe(version)
      expect(rowsOf(unpacked.columns)).toEqual(rows)
    }),
  )
})

test('a delta brings older columns to the state of the newer ones, new photos included', () => {
  fc.assert(
    fc.property(fc.array(arbitraryRow), fc.array(arbitraryRow, { minLength: 1 }), (before, after) => {
      const now = columnsOf([...after, ...before.slice(after.length)])
      const slots = Array.from({ length: after.length }, (_, slot) => slot)
      const updated = applyColumnsDelta(columnsOf(before), packColumnsDelta(now, 9, slots).buffer)
      expect(updated.version).toBe(9)
      expect([...updated.slots]).toEqual(slots)
      expect(rowsOf(updated.columns)).toEqual(rowsOf(now))
    }),
  )
})

test('the layout is the documented one, byte for byte', () => {
  const columns = columnsOf([
    {
      day: -2,
      minute: 0x0102,
      aspect: 0x0304,
      colour: 0xff102030,
      rating: 5,
      flag: 1,
      label: 2,
      kind: 3,
      state: 4,
      copies: 6,
      preview: 0x0708,
    },
  ])
  expect(Buffer.from(packColumns(columns, 7)).toString('hex')).toBe(
    '434f4c31' +
      '07000000' +
      '01000000' +
      'feffffff' +
      '0201' +
      '0403' +
      '302010ff' +
      '050102030406' +
      '0807',
  )
})

test('other bytes are refused', () => {
  const row = rowOf(emptyColumns(1), 0)
  const packed = packColumns(columnsOf([row]), 1).buffer
  for (const bytes of [0, 4, 8, 12, 13, 28])
    expect(() => unpackColumns(packed.slice(0, bytes))).toThrow(RangeError)
  expect(() => unpackColumns(packColumnsDelta(columnsOf([]), 3, []).buffer)).toThrow(RangeError)
  expect(() => applyColumnsDelta(columnsOf([]), packed)).toThrow(RangeError)
})
