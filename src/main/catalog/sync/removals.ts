import type { AlbumId } from '../../../shared/ids.ts'
import { reasonsToHold } from '../../../shared/sync/hold-removals.ts'
import type { HoldReason, Removals } from '../../../shared/sync/hold-removals.ts'
import type { TravellingOperation } from '../../../shared/sync/operation.ts'
import type { Statements } from '../statements.ts'
import type { Write } from '../write-path.ts'
import { forgetApart, readApart } from './apart.ts'
import { carryOut } from './receive.ts'
import { photoSlot } from './travelling-ids.ts'

/**
 * Carries out the removals that wait, unless they are too many.
 * @param agreed the user has seen how many they are, and wants them
 * @returns why they wait on; empty: none do
 */
export function settleRemovals(write: Write, agreed: boolean): HoldReason[] {
  const waiting = readApart(write.statements, 'removal')
  if (waiting.length === 0) return []
  const reasons = agreed ? [] : reasonsToHold(removalsOf(write.statements, waiting))
  if (reasons.length > 0) return reasons
  forgetApart(write, 'removal')
  carryOut(write, waiting, false)
  return []
}

/** Why removals wait. */
export function heldRemovals(statements: Statements): HoldReason[] {
  return reasonsToHold(removalsOf(statements, readApart(statements, 'removal')))
}

function removalsOf(statements: Statements, waiting: readonly TravellingOperation[]): Removals {
  const trashed = new Set<number>()
  const albums = new Map<string, Set<string> | 'whole'>()
  for (const { field, object, element } of waiting) {
    if (field === 'trashed_at') trashed.add(photoSlot(statements, object) ?? -1)
    else if (field === 'album.alive') albums.set(object, 'whole')
    else if (albums.get(object) !== 'whole')
      albums.set(object, new Set([...((albums.get(object) as Set<string> | undefined) ?? []), element])) // Not whole.
  }
  const count = (sql: string, ...values: unknown[]) =>
    statements<number>(sql)
      .pluck()
      .get(...values) ?? 0
  return {
    photos: count('SELECT count(*) FROM photos WHERE trashed_at IS NULL'),
    trashed: trashed.size,
    albums: [...albums].map(([id, leaving]) => {
      const before = count(
        'SELECT count(*) FROM album_photos WHERE album = (SELECT number FROM albums WHERE id = unhex(?))',
        id,
      )
      return { id: id as AlbumId, before, after: leaving === 'whole' ? 0 : before - leaving.size } // Operations of albums.
    }),
  }
}
