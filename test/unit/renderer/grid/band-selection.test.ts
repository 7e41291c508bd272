import { expect, it } from 'vitest'
import { positionsIn } from '../../../../src/renderer/grid/band-selection.ts'
import { layOut, measures } from '../../../../src/renderer/grid/layout.ts'
import { cellsOf } from '../../../../src/renderer/grid/layout-places.ts'

const layout = layOut({
  order: Uint32Array.from({ length: 60 }, (_, index) => index),
  aspect: new Uint16Array(60).fill(6144),
  day: null,
  width: 900,
  rowHeight: 142,
})

it('takes every photo that the rectangle touches, in whichever direction it was drawn', () => {
  const [first, second] = cellsOf(layout, 0)
  const top = layout.rowTop[0]! + 5
  const bottom = layout.rowTop[1]! + 5
  const a = { x: first!.x + 2, y: top }
  const b = { x: second!.x + 2, y: bottom }
  const perRow = layout.rowStart[1]!
  expect(positionsIn(layout, a, b)).toEqual([0, 1, perRow, perRow + 1])
  expect(positionsIn(layout, b, a)).toEqual(positionsIn(layout, a, b))
})

it('takes nothing from the gaps', () => {
  const [first] = cellsOf(layout, 0)
  const gap = first!.x + first!.width + measures.gap / 2
  const y = layout.rowTop[0]! + layout.rowHeight[0]! + measures.strip + measures.gap / 2
  expect(
    positionsIn(layout, { x: gap, y: layout.rowTop[0]! }, { x: gap, y: layout.rowTop[0]! + 20 }),
  ).toEqual([])
  expect(positionsIn(layout, { x: 0, y }, { x: 900, y })).toEqual([])
})
