import { describe, expect, test } from 'vitest'
import {
  activate,
  extendTo,
  keepVisible,
  noSelection,
  selectAll,
  selectNone,
  stepFrom,
  targets,
  toggle,
} from '../../../../src/renderer/import/items/card-selection.ts'

/** What a filter shows: photos 0, 2, 4 … 18 of a card. */
const order = [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]

describe('selection on a card', () => {
  test('keys mark the active photo, and all selected ones when there are more', () => {
    expect(targets(noSelection)).toEqual([])
    expect(targets(activate(4))).toEqual([4])
    expect(targets(toggle(activate(4), 0))).toEqual([0, 4])
  })

  test('Shift selects everything between, either way, and shrinks again', () => {
    const forward = extendTo(activate(4), order, 10)
    expect(targets(forward)).toEqual([4, 6, 8, 10])
    expect(targets(extendTo(forward, order, 6))).toEqual([4, 6])
    expect(targets(extendTo(forward, order, 0))).toEqual([0, 2, 4])
  })

  test('a photo is taken out of the selection by the same act that took it in', () => {
    const two = toggle(activate(4), 8)
    expect(targets(toggle(two, 8))).toEqual([4])
  })

  test('all and none', () => {
    const all = selectAll(activate(6), order)
    expect(targets(all)).toEqual(order)
    expect(targets(selectNone(all))).toEqual([6])
  })

  test('steps stay inside the grid', () => {
    const step = (from: number, name: Parameters<typeof stepFrom>[2]) => stepFrom(from, order, name, 4, 2)
    expect(step(0, 'right')).toBe(2)
    expect(step(0, 'left')).toBe(0)
    expect(step(18, 'right')).toBe(18)
    expect(step(2, 'down')).toBe(10)
    expect(step(14, 'down')).toBe(18)
    expect(step(18, 'down')).toBe(18)
    expect(step(4, 'up')).toBe(4)
    expect(step(12, 'up')).toBe(4)
    expect(step(12, 'first')).toBe(0)
    expect(step(0, 'last')).toBe(18)
    expect(step(-1, 'right')).toBe(0)
    expect(stepFrom(3, [], 'right', 4, 2)).toBe(-1)
  })

  test('when the filter hides the active photo, the next one becomes active', () => {
    expect(keepVisible(activate(6), [0, 2, 8, 10]).active).toBe(8)
    expect(keepVisible(activate(18), [0, 2]).active).toBe(2)
    expect(keepVisible(activate(2), [0, 2])).toEqual(activate(2))
    expect(keepVisible(activate(2), [])).toEqual(noSelection)
  })
})
