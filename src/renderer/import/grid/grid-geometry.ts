/** Measures of the card grid, in px. Every cell is a box for the picture and a strip of marks below it. */
const GAP = 12
const STRIP = 22
const NARROWEST = 140
/** Height of a box by its width; photos of both directions fit without one dwarfing the other. */
const BOX_RATIO = 0.74

export interface GridGeometry {
  columns: number
  cellWidth: number
  boxHeight: number
  /** From one row to the next. */
  rowHeight: number
}

export function gridGeometry(width: number): GridGeometry {
  const columns = Math.max(1, Math.floor((width + GAP) / (NARROWEST + GAP)))
  const cellWidth = Math.floor((width - (columns - 1) * GAP) / columns)
  const boxHeight = Math.round(cellWidth * BOX_RATIO)
  return { columns, cellWidth, boxHeight, rowHeight: boxHeight + STRIP + GAP }
}

/** Rows to draw: those in sight, some beyond them, and the one with the active photo, which holds the focus. */
export function rowsToDraw(
  scrollTop: number,
  height: number,
  rowHeight: number,
  rowCount: number,
  activeRow: number,
): number[] {
  const beyond = 4
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - beyond)
  const last = Math.min(rowCount - 1, Math.ceil((scrollTop + height) / rowHeight) + beyond)
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
  if (activeRow < 0 || activeRow >= rowCount || rows.includes(activeRow)) return rows
  return activeRow < first ? [activeRow, ...rows] : [...rows, activeRow]
}

/** Where to scroll so that a row is wholly in sight; the same place when it is. */
export function scrollTopFor(row: number, scrollTop: number, height: number, rowHeight: number): number {
  const top = row * rowHeight
  const bottom = top + rowHeight + GAP
  if (top < scrollTop) return Math.max(0, top - GAP)
  if (bottom > scrollTop + height) return bottom - height
  return scrollTop
}
