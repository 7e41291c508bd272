import type { GridLayout } from './layout.ts'
import { cellsOf, groupOf, nearestCell, rowOf } from './layout-places.ts'

export type Move =
  'left' | 'right' | 'up' | 'down' | 'first' | 'last' | 'page-up' | 'page-down' | 'previous-day' | 'next-day'

/**
 * Position that a move leads to from `position`, or the same when it leads nowhere. Up and down go to the photo that
 * is nearest by place; `viewport` is the height a page has.
 */
export function moved(layout: GridLayout, position: number, move: Move, viewport: number): number {
  const last = layout.input.order.length - 1
  if (last < 0) return -1
  if (position < 0) return move === 'last' ? last : 0
  switch (move) {
    case 'left':
      return Math.max(0, position - 1)
    case 'right':
      return Math.min(last, position + 1)
    case 'up':
      return vertically(layout, position, rowOf(layout, position) - 1)
    case 'down':
      return vertically(layout, position, rowOf(layout, position) + 1)
    case 'first':
      return 0
    case 'last':
      return last
    case 'page-up':
    case 'page-down':
      return byPage(layout, position, move === 'page-down' ? viewport : -viewport)
    case 'previous-day':
    case 'next-day':
      return byDay(layout, position, move === 'next-day')
  }
}

function vertically(layout: GridLayout, position: number, row: number): number {
  if (row < 0 || row >= layout.rows) return position
  return nearestCell(layout, row, centreOf(layout, position)).position
}

function centreOf(layout: GridLayout, position: number): number {
  const cell = cellsOf(layout, rowOf(layout, position)).find((one) => one.position === position)
  return cell ? cell.x + cell.width / 2 : 0
}

function byPage(layout: GridLayout, position: number, distance: number): number {
  const row = rowOf(layout, position)
  const wanted = layout.rowTop[row]! + distance
  // At least one row, so that a page lower than a row still moves.
  let target = distance > 0 ? Math.min(row + 1, layout.rows - 1) : Math.max(row - 1, 0)
  if (distance > 0) {
    while (target < layout.rows - 1 && layout.rowTop[target + 1]! <= wanted) target++
  } else {
    while (target > 0 && layout.rowTop[target - 1]! >= wanted) target--
  }
  return vertically(layout, position, target)
}

function byDay(layout: GridLayout, position: number, forward: boolean): number {
  const group = groupOf(layout, position)
  if (forward) return group + 1 < layout.groups ? layout.groupStart[group + 1]! : position
  const start = layout.groupStart[group]!
  return position > start || group === 0 ? start : layout.groupStart[group - 1]!
}
