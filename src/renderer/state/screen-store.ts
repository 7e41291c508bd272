import { create } from 'zustand'
import type { Sort, ViewSource } from '../../shared/view.ts'

/** Which screen is shown. Loupe, compare and survey look at the view that the library shows. */
export type Screen = 'library' | 'loupe' | 'import' | 'settings' | 'space' | 'joining' | 'conflicts'

interface ScreenState {
  screen: Screen
  /** The card shown by the import screen. */
  cardId: string | null
  source: ViewSource
  search: string
  sort: Sort
  sidebarOpen: boolean
  infoOpen: boolean
  overlay: 'none' | 'palette' | 'keys' | 'jobs' | 'sync'
  /** Position of the active photo in the current view; -1 none. */
  active: number
  /** Position from which Shift extends the selection; -1 none. */
  anchor: number
  /** Slots of the selected photos. */
  selected: ReadonlySet<number>
}

/** Where the user is and what is selected. Changed through `useScreen.setState` by commands and components. */
export const useScreen = create<ScreenState>(() => ({
  screen: 'library',
  cardId: null,
  source: { kind: 'all' },
  search: '',
  sort: { field: 'taken', descending: true },
  sidebarOpen: true,
  infoOpen: true,
  overlay: 'none',
  active: -1,
  anchor: -1,
  selected: new Set(),
}))
