import type { AlbumId } from '../../shared/ids.ts'
import type { EngineClient } from '../../shared/ipc/client.ts'
import { useLibrary } from '../state/library-store.ts'
import type { Edits } from './apply-edits.ts'
import { editTargets } from './edit-targets.ts'

/**
 * Moves the photos that edits are for one place towards the beginning (-1) or the end (1) of the album in view.
 * Several photos come together.
 */
export async function moveInAlbum(
  edits: Edits,
  engine: EngineClient,
  album: AlbumId | undefined,
  direction: 1 | -1,
): Promise<void> {
  const { view } = useLibrary.getState()
  if (!album || !view) return
  const move = plannedMove(view.order, new Set(editTargets()), direction)
  if (!move) return
  await placeInAlbum(edits, engine, album, move.slots, move.after)
}

/** Puts the photos behind the one in a slot, or first (null). */
export async function placeInAlbum(
  edits: Edits,
  engine: EngineClient,
  album: AlbumId,
  slots: number[],
  after: number | null,
): Promise<void> {
  const behind = after === null ? null : (await engine.photos.detail({ slot: after })).id
  await edits.apply({ kind: 'album-move', id: album, photos: { slots }, after: behind }, 'quiet')
}

/** The moved slots in their order and the slot they come behind (null: first), or null when they are there already. */
export function plannedMove(
  order: Uint32Array,
  moved: ReadonlySet<number>,
  direction: 1 | -1,
): { slots: number[]; after: number | null } | null {
  const slots: number[] = []
  const others: number[] = []
  let before = 0
  order.forEach((slot) => {
    if (moved.has(slot)) {
      if (slots.length === 0) before = others.length
      slots.push(slot)
    } else others.push(slot)
  })
  const behind = before + direction
  if (slots.length === 0 || behind < 0 || behind > others.length) return null
  return { slots, after: behind === 0 ? null : others[behind - 1]! }
}
