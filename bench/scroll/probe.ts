/** What a page tells the benchmark about itself. The page only says where its scroller and its cells are. */
export interface ScrollPage {
  scroller(): HTMLElement
  /** Cells that overlap the window, with what they show. `covered`: rows leave no part of the window empty. */
  visible(): { cells: number; blank: number; full: number; covered: boolean }
}

declare global {
  interface Window {
    scrollPage?: ScrollPage
  }
}

/** Cells of a selector whose box overlaps the box of the scroller. */
export function overlapping(scroller: HTMLElement, selector: string): HTMLElement[] {
  const box = scroller.getBoundingClientRect()
  return [...scroller.querySelectorAll<HTMLElement>(selector)].filter((cell) => {
    const own = cell.getBoundingClientRect()
    return own.bottom > box.top && own.top < box.bottom
  })
}

/** True when the cells leave no gap higher than `gap` px in the window. */
export function covers(scroller: HTMLElement, cells: readonly HTMLElement[], gap: number): boolean {
  const box = scroller.getBoundingClientRect()
  const rows = cells
    .map((cell) => cell.getBoundingClientRect())
    .map(({ top, bottom }) => ({ top, bottom }))
    .toSorted((a, b) => a.top - b.top)
  let reached = box.top
  for (const { top, bottom } of rows) {
    if (top - reached > gap) return false
    reached = Math.max(reached, bottom)
  }
  return box.bottom - reached <= gap
}
