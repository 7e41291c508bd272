import { type GridLayout, measures, shownAspect } from './layout.ts'

/** Index of the last element that is not greater than `value`; the first one when all are. `values` rises. */
function lastAtMost(values: ArrayLike<number>, length: number, value: number): number {
  let low = 0
  let high = length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (values[middle]! <= value) low = middle
    else high = middle - 1
  }
  return low
}

/** The row that is at this height, or the next one above it. */
export function rowAt(layout: GridLayout, y: number): number {
  return lastAtMost(layout.rowTop, layout.rows, y)
}

export function rowOf(layout: GridLayout, position: number): number {
  return lastAtMost(layout.rowStart, layout.rows, position)
}

export function groupOf(layout: GridLayout, position: number): number {
  return lastAtMost(layout.groupStart, layout.groups, position)
}

/** The day that begins with this row, or -1 when the row goes on with one. */
export function groupBeginningAt(layout: GridLayout, row: number): number {
  const group = lastAtMost(layout.groupRow, layout.groups, row)
  return layout.groupRow[group] === row ? group : -1
}

/** Top of a row with what belongs above it: its day heading. */
export function rowTopWithHeading(layout: GridLayout, row: number): number {
  const begins = groupBeginningAt(layout, row) >= 0
  const above = begins ? (layout.input.day ? measures.heading : measures.padding) : 0
  return layout.rowTop[row]! - above
}

export interface CellPlace {
  position: number
  /** px from the left of the content. */
  x: number
  width: number
}

/** The cells of a row from left to right. Edges are whole px, so that photos stay sharp and gaps equal. */
export function cellsOf(layout: GridLayout, row: number): CellPlace[] {
  const { order, aspect, width } = layout.input
  const height = layout.rowHeight[row]!
  const from = layout.rowStart[row]!
  const to = layout.rowStart[row + 1]!
  const cells: CellPlace[] = []
  let x = 0
  for (let position = from; position < to; position++) {
    const right = Math.min(width, x + shownAspect(aspect[order[position]!]!) * height)
    const left = Math.round(x)
    cells.push({ position, x: left, width: Math.max(1, Math.round(right) - left) })
    x = right + measures.gap
  }
  return cells
}

/** The cell of a row that is nearest to a horizontal place. */
export function nearestCell(layout: GridLayout, row: number, x: number): CellPlace {
  let nearest: CellPlace | null = null
  let distance = Infinity
  for (const cell of cellsOf(layout, row)) {
    const away = Math.max(cell.x - x, x - (cell.x + cell.width), 0)
    if (away < distance) {
      distance = away
      nearest = cell
    }
  }
  if (!nearest) throw new RangeError(`Row ${row} is not in the layout`)
  return nearest
}
