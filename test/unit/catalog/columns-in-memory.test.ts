import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocateColumns } from '../../../src/main/catalog/column-layout.ts'
import type { ColumnPatch } from '../../../src/main/catalog/column-layout.ts'
import { LibraryMemory } from '../../../src/main/catalog/library-memory.ts'
import { naturalText } from '../../../src/main/catalog/name-keys.ts'
import { SlotOrder } from '../../../src/main/catalog/slot-order.ts'
import { State } from '../../../src/shared/columns.ts'
import type { PhotoId } from '../../../src/shared/ids.ts'

interface Row {
  id: string
  name: string
  day: number
}

function patchOf(rows: ReadonlyMap<number, Row>): ColumnPatch {
  const slots = Uint32Array.from(rows.keys()).sort()
  const columns = allocateColumns(slots.length)
  columns.length = slots.length
  const names = [...slots].map((slot, index) => {
    const row = rows.get(slot)!
    columns.day[index] = row.day
    for (const part of [0, 1, 2, 3] as const)
      columns[`id${part}`][index] = parseInt(row.id.slice(part * 8, part * 8 + 8), 16)
    return row.name
  })
  return { slots, columns, names }
}

const id = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 })
const row = fc.record({
  id,
  name: fc.constantFrom('DSC_2.JPG', 'dsc_10.jpg', 'DSC_2.NEF', 'a', '京都', ''),
  day: fc.integer({ min: -5, max: 5 }),
})

test('columns, ids and orders follow patches, whatever comes in which order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.nat(40).map(String), row, { maxKeys: 12 }), { maxLength: 8 }),
      (patches) => {
        const memory = new LibraryMemory()
        const model = new Map<number, Row>()
        for (const patch of patches) {
          // A photo keeps its id.
          const rows = new Map(
            Object.entries(patch).map(([slot, given]) => [
              Number(slot),
              { ...given, id: model.get(Number(slot))?.id ?? given.id },
            ]),
          )
          for (const [slot, given] of rows) model.set(slot, given)
          memory.put(patchOf(rows))
          const byTime = [...memory.byTaken.slots()].filter((slot) => model.has(slot))
          const expected = [...model.keys()].sort((a, b) => {
            const [left, right] = [model.get(a)!, model.get(b)!]
            return (
              left.day - right.day || compareText(naturalText(left.name), naturalText(right.name)) || a - b
            )
          })
          expect(byTime).toEqual(expected)
        }
        for (const [slot, given] of model) {
          expect(memory.ids.idOf(slot)).toBe(given.id)
          expect(memory.columns.day[slot]).toBe(given.day)
        }
        const distinct = new Set([...model.values()].map((given) => given.id))
        for (const one of distinct) expect(model.get(memory.ids.slotOf(one as PhotoId)!)?.id).toBe(one)
        for (let slot = 0; slot < memory.columns.length; slot++) {
          expect(memory.columns.state[slot] === State.vacant).toBe(!model.has(slot))
        }
      },
    ),
    { numRuns: 200 },
  )
})

function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

test('names are in the order of a person', () => {
  const names = ['dsc_10.jpg', 'DSC_2.JPG', 'DSC_0003.JPG', 'IMG 1', 'img 01b', '京都', 'a', '2', '10', 'Ａ1']
  const sorted = names.toSorted((a, b) => compareText(naturalText(a), naturalText(b)))
  expect(sorted).toEqual([
    '2',
    '10',
    'a',
    'Ａ1',
    'DSC_2.JPG',
    'DSC_0003.JPG',
    'dsc_10.jpg',
    'IMG 1',
    'img 01b',
    '京都',
  ])
})

test('an order stays sorted while keys change', () => {
  const keys = [5, 3, 9, 1]
  const order = new SlotOrder((a, b) => keys[a]! - keys[b]! || a - b)
  order.reach(4)
  expect([...order.slots()]).toEqual([3, 1, 0, 2])
  keys[3] = 7
  keys.push(4)
  order.changed(3)
  order.reach(5)
  expect([...order.slots()]).toEqual([1, 4, 0, 3, 2])
})
