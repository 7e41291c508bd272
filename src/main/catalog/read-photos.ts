import type { PhotoId } from '../../shared/ids.ts'
import type { PhotoCell } from '../../shared/photo.ts'
import { hexOf } from './bytes.ts'
import type { Statements } from './statements.ts'

/** Cells of these slots, in the order asked; slots without a photo are left out. */
export function readCells(statements: Statements, slots: readonly number[]): PhotoCell[] {
  const row = statements<{
    id: Uint8Array
    name: string
    title: string
    badge: string
    taken_at: string | null
    duration: number | null
  }>('SELECT id, name, title, badge, taken_at, duration FROM photos WHERE slot = ?')
  return slots.flatMap((slot) => {
    const found = row.get(slot)
    if (!found) return []
    return [
      {
        slot,
        id: hexOf<PhotoId>(found.id),
        name: found.name,
        title: found.title,
        badge: found.badge,
        takenAt: found.taken_at,
        durationSeconds: found.duration,
      },
    ]
  })
}
