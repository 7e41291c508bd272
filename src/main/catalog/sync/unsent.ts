import { RegisterSource } from '../../../shared/registers.ts'
import { travellingFields } from '../../../shared/sync/travelling-fields.ts'
import type { Write } from '../write-path.ts'

const texts = Object.entries(travellingFields)
  .filter(([, { merge }]) => merge === 'text')
  .map(([field]) => `'${field}'`)
  .join(', ')

/**
 * Notes what the user has just changed to be sent. What a file says is not: every computer reads it from the file's
 * metadata. Of fields that are no texts only the latest value goes, since nobody asks for those before; one that is on
 * its way stays noted until it is there.
 */
export function stageUnsent(write: Write, first: number, last: number): void {
  if (!write.travels) return
  write
    .statements(
      `DELETE FROM unsent WHERE batch IS NULL AND field NOT IN (${texts}) AND (field, object, element) IN (
         SELECT field, object, element FROM operations WHERE number BETWEEN ? AND ?)`,
    )
    .run(first, last)
  write
    .statements(
      `INSERT INTO unsent (field, object, element, time, base, value)
       SELECT field, object, element, time, iif(source_before = ${RegisterSource.file}, NULL, base), value
       FROM operations WHERE number BETWEEN ? AND ? AND source <> ${RegisterSource.file}`,
    )
    .run(first, last)
  // What was written over was seen by whoever wrote over it.
  write
    .statements(
      `INSERT INTO text_versions (field, object, time, value, seen)
       SELECT field, object, base, before, 1 FROM operations
       WHERE number BETWEEN ? AND ? AND field IN (${texts}) AND base IS NOT NULL
         AND source <> ${RegisterSource.file} AND source_before <> ${RegisterSource.file}
       ON CONFLICT DO UPDATE SET seen = 1, value = coalesce(value, excluded.value)`,
    )
    .run(first, last)
}

/** Notes that a file, or what is known of it, is new. */
export function stageUnsentFile(write: Write, file: number): void {
  if (!write.travels) return
  write
    .statements('INSERT INTO unsent_files (file) VALUES (?) ON CONFLICT DO UPDATE SET batch = NULL')
    .run(file)
}

/** Everything that the user has said so far, and all photos with their files. */
export function stageEverything(write: Write): void {
  write
    .statements(
      `INSERT INTO unsent (field, object, element, time, base, value)
       SELECT 'added', slot, 0, ?, NULL, added_at FROM photos`,
    )
    .run(write.time)
  write
    .statements(
      `INSERT INTO unsent (field, object, element, time, base, value)
       SELECT field, object, element, time, NULL, value FROM registers WHERE source <> ${RegisterSource.file}`,
    )
    .run()
  write.statements('INSERT INTO unsent_files (file) SELECT number FROM files').run()
}
