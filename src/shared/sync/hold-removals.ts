import type { AlbumId } from '../ids.ts'

/** What carrying out a pull would take away, in numbers. */
export interface Removals {
  /** Photos outside the trash before. */
  photos: number
  /** How many of them it would put there. */
  trashed: number
  /** Albums that it changes: their photos before and after, none after where the album itself would be deleted. */
  albums: readonly { id: AlbumId; before: number; after: number }[]
}

export type HoldReason =
  | { kind: 'photos-trashed'; trashed: number; photos: number }
  | { kind: 'album-emptied'; id: AlbumId; before: number }

/** A pull may always trash that many photos, */
const FEW_PHOTOS = 20
/** and one in so many of a large library. */
const SMALL_PART = 50
/** A pull may empty an album of that many photos. */
const SMALL_ALBUM = 50

/** Why a pull has to wait until the user has decided: it would remove much at once. None: it may be carried out. */
export function reasonsToHold({ photos, trashed, albums }: Removals): HoldReason[] {
  const many: HoldReason[] =
    trashed > Math.max(FEW_PHOTOS, photos / SMALL_PART) ? [{ kind: 'photos-trashed', trashed, photos }] : []
  const emptied = albums.filter(({ before, after }) => before > SMALL_ALBUM && after === 0)
  return [...many, ...emptied.map(({ id, before }): HoldReason => ({ kind: 'album-emptied', id, before }))]
}
