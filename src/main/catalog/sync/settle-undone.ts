import { RegisterSource } from '../../../shared/registers.ts'
import { stageFound } from '../found-fields.ts'
import { carryOutOperations, lastOperation } from '../operations.ts'
import { refreshPhoto } from '../refresh-photo.ts'
import { recordAction } from '../write-path.ts'
import type { Write } from '../write-path.ts'

/**
 * Undoing an edit puts back what a file said before the edit; the file may say otherwise by now, and other computers will
 * know it only as it is now.
 */
export function settleUndone(write: Write): void {
  const slots = write
    .statements<number>(
      `SELECT DISTINCT o.object FROM actions a
       JOIN operations o ON o.number BETWEEN a.first_operation AND a.last_operation
       WHERE a.kind IN ('undo', 'redo') AND o.source = ${RegisterSource.file} AND o.field NOT LIKE 'album.%'`,
    )
    .pluck()
    .all()
  for (const slot of slots) stageFound(write, slot, refreshPhoto(write, slot).metadata)
  carryOutOperations(write)
  recordAction(write, { kind: 'found', summary: { photos: slots.length }, changed: slots.length })
  write.firstOperation = lastOperation(write.statements) + 1
}
