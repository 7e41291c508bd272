import { create } from 'zustand'
import type { AlbumId, PhotoId } from '../../shared/ids.ts'
import { useScreen } from '../state/screen-store.ts'

/** The photo or album whose versions are to be shown first; null: any. */
export const useConflictWish = create<{ of: PhotoId | AlbumId | null }>(() => ({ of: null }))

export function openConflicts(of: PhotoId | AlbumId | null = null): void {
  useConflictWish.setState({ of })
  useScreen.setState({ screen: 'conflicts', overlay: 'none' })
}
