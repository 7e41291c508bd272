import { create } from 'zustand'
import type { AlbumId } from '../../shared/ids.ts'

export interface AlbumName {
  readonly id: AlbumId
  readonly title: string
}

/** A dialog that an edit needs before it can be made. `slots` are the photos it is for. */
export type EditDialog =
  | { readonly kind: 'add-to-album'; readonly slots: readonly number[] }
  | { readonly kind: 'new-album'; readonly slots: readonly number[] }
  | { readonly kind: 'rename-album'; readonly album: AlbumName }

interface EditState {
  /** Null until the engine has said so. */
  canUndo: boolean | null
  canRedo: boolean | null
  lastAlbum: AlbumName | null
  dialog: EditDialog | null
}

export const useEditState = create<EditState>(() => ({
  canUndo: null,
  canRedo: null,
  lastAlbum: null,
  dialog: null,
}))
