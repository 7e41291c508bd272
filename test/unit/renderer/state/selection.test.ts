import { beforeEach, describe, expect, it } from 'vitest'
import { type LoadedView, useLibrary } from '../../../../src/renderer/state/library-store.ts'
import { useScreen } from '../../../../src/renderer/state/screen-store.ts'
import {
  activeSlot,
  editSlots,
  extendSelection,
  selectAll,
  selectNone,
  selectOnly,
  toggleSelected,
} from '../../../../src/renderer/state/selection.ts'

const view: LoadedView = {
  viewId: 'v',
  count: 5,
  sourceCount: 5,
  bytes: 0,
  problem: null,
  query: { source: { kind: 'all' }, search: '', sort: { field: 'taken', descending: true } },
  order: Uint32Array.of(50, 40, 30, 20, 10),
}
const selected = () => [...useScreen.getState().selected].sort((a, b) => b - a)

beforeEach(() => {
  useLibrary.setState({ view, status: 'ready' })
  useScreen.setState({ active: -1, anchor: -1, selected: new Set() })
})

describe('selecting', () => {
  it('selects one, and only that one', () => {
    selectOnly(1)
    selectOnly(3)
    expect(selected()).toEqual([20])
    expect(activeSlot()).toBe(20)
  })

  it('extends from where it began, also back over it', () => {
    selectOnly(2)
    extendSelection(4)
    expect(selected()).toEqual([30, 20, 10])
    extendSelection(1)
    expect(selected()).toEqual([40, 30])
  })

  it('adds and takes out one by one', () => {
    selectOnly(0)
    toggleSelected(2)
    toggleSelected(0)
    expect(selected()).toEqual([30])
    expect(activeSlot()).toBe(50)
  })

  it('selects all and none', () => {
    selectAll()
    expect(selected()).toHaveLength(5)
    selectNone()
    expect(selected()).toEqual([])
  })

  it('is not moved to a place that is not there', () => {
    selectOnly(1)
    selectOnly(99)
    expect(activeSlot()).toBe(40)
  })
})

describe('what an edit is for', () => {
  it('is the selection when the active photo is in it, else the active photo alone', () => {
    selectOnly(0)
    toggleSelected(1)
    expect(editSlots().sort()).toEqual([40, 50])
    useScreen.setState({ active: 4 })
    expect(editSlots()).toEqual([10])
  })
})
