import { expect, test } from 'vitest'
import { plannedMove } from '../../../../src/renderer/edits/move-in-album.ts'

const order = Uint32Array.of(10, 11, 12, 13, 14)

/** The order after the move. */
function moved(slots: number[], direction: 1 | -1): number[] | null {
  const move = plannedMove(order, new Set(slots), direction)
  if (!move) return null
  const others = [...order].filter((slot) => !move.slots.includes(slot))
  others.splice(move.after === null ? 0 : others.indexOf(move.after) + 1, 0, ...move.slots)
  return others
}

test('one photo goes one place on or back', () => {
  expect(moved([12], 1)).toEqual([10, 11, 13, 12, 14])
  expect(moved([12], -1)).toEqual([10, 12, 11, 13, 14])
  expect(moved([11], -1)).toEqual([11, 10, 12, 13, 14])
})

test('the ends are ends', () => {
  expect(moved([10], -1)).toBeNull()
  expect(moved([14], 1)).toBeNull()
})

test('several photos come together in their order', () => {
  expect(moved([13, 11], 1)).toEqual([10, 12, 11, 13, 14])
})
