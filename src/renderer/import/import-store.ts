import { create } from 'zustand'
import type { CardFilter } from './items/card-filter.ts'
import { type CardSelection, noSelection } from './items/card-selection.ts'

interface ImportState {
  filter: CardFilter
  selection: CardSelection
  /** One photo is shown large. */
  closer: boolean
  /** Cards whose photos are shown although their verdict stands. */
  reopened: ReadonlySet<string>
  job: string
  /** As typed, separated by commas. */
  keywords: string
  /** Null: as in the settings. */
  creator: string | null
  copyright: string | null
}

/** What the import screen shows and what only this import is given. It survives leaving the screen. */
export const useImport = create<ImportState>(() => ({
  filter: 'all',
  selection: noSelection,
  closer: false,
  reopened: new Set(),
  job: '',
  keywords: '',
  creator: null,
  copyright: null,
}))

export function select(selection: CardSelection): void {
  useImport.setState({ selection })
}
