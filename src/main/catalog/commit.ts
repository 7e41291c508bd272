import type { VolumeId } from '../../shared/ids.ts'
import type { ColumnPatch } from './column-layout.ts'

/** What a transaction changed, for the columns and lists in memory. It reaches them before its caller goes on. */
export interface Commit {
  /** Rises with every transaction that writes. */
  version: number
  patch: ColumnPatch | null
  /** Photos were added, trashed or restored, or may be ordered otherwise. */
  membership: boolean
  /** Albums, folders, keywords or imports changed. */
  lists: boolean
  /** Texts that are searched changed. */
  texts: boolean
  /** Slots whose details changed; null: many. */
  details: number[] | null
  undo: { canUndo: boolean; canRedo: boolean } | null
  dictionaries: Dictionaries
}

/** Names behind the numbers in the columns. In a commit: those that are new. */
export interface Dictionaries {
  cameras: { number: number; name: string }[]
  lenses: { number: number; name: string }[]
  folders: FolderEntry[]
  imports: { number: number; id: string }[]
}

export interface FolderEntry {
  number: number
  parent: number | null
  volumeId: VolumeId
  path: string
}
