import { create } from 'zustand'

interface GridPlaceState {
  /** Positions of the first and last photo in the window; -1 while there are none. */
  first: number
  last: number
  /** px from the top of the content. */
  offset: number
  /** The view that the offset is for, so that coming back to the grid finds the same place. */
  order: Uint32Array | null
}

/** Where the grid's window is. It changes with every frame of a scroll: subscribe, do not render by it. */
export const useGridPlace = create<GridPlaceState>(() => ({ first: -1, last: -1, offset: 0, order: null }))

interface GridControl {
  /** Brings a photo's row to the top of the window. */
  scrollToPosition(position: number): void
}

/** The grid that is shown, for the timeline; null while there is none. */
export const useGridControl = create<{ grid: GridControl | null }>(() => ({ grid: null }))
