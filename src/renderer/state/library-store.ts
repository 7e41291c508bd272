import { create } from 'zustand'
import { type Columns, emptyColumns } from '../../shared/columns.ts'
import type { View, ViewQuery } from '../../shared/view.ts'

/** A view with its order fetched. `order[position]` is a slot. */
export interface LoadedView extends View {
  readonly query: ViewQuery
  readonly order: Uint32Array
}

interface LibraryState {
  /** `loading` until columns and the first view are there; `lost` while the engine is away. */
  status: 'loading' | 'ready' | 'lost'
  /** Counts connections to the engine; what is kept by slot is void when it changes. */
  run: number
  /** Changed in place by deltas; `version` rises each time. */
  columns: Columns
  version: number
  /** Another number when the shape or the day of any photo changed, so that the grid must be laid out anew. */
  shape: number
  /** What the screen shows. While another is being fetched, the one before stays. */
  view: LoadedView | null
  /** Set when the current query could not be answered. */
  failure: unknown
}

export const useLibrary = create<LibraryState>(() => ({
  status: 'loading',
  run: 0,
  columns: emptyColumns(0),
  version: -1,
  shape: 0,
  view: null,
  failure: null,
}))

/** The view shown now, or null before the first one. */
export function useView(): LoadedView | null {
  return useLibrary((state) => state.view)
}
