import type { Database } from './database.ts'
import { lastOperation } from './operations.ts'
import type { Statements } from './statements.ts'

/** Operations removed in one transaction, so that no edit waits long. */
const BATCH = 20_000

/**
 * Takes actions from before a time out of the log, then their operations; the registers keep what they led to.
 * @returns whether there is more to do
 */
export function forgetOldActions(database: Database, statements: Statements, before: number): boolean {
  return database
    .transaction(() => {
      statements('DELETE FROM actions WHERE at < ?').run(before)
      const needed = statements<number | null>('SELECT min(first_operation) FROM actions').pluck().get()
      const removed = statements(
        `DELETE FROM operations WHERE number IN (
           SELECT number FROM operations WHERE number < ? ORDER BY number LIMIT ${BATCH})`,
        // The newest stays, since numbers go on from it.
      ).run(needed ?? lastOperation(statements))
      return removed.changes === BATCH
    })
    .immediate()
}
