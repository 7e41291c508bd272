import type { Database } from './database.ts'
import type { Statements } from './statements.ts'

/** Operations removed in one transaction, so that no edit waits long. */
const BATCH = 20_000

/**
 * Takes old actions and their operations out of the log; the registers keep what they led to.
 * @returns whether there is more to do
 */
export function forgetOldActions(database: Database, statements: Statements, before: number): boolean {
  return database
    .transaction(() => {
      const newest = statements<{ number: number; last_operation: number }>(
        'SELECT number, last_operation FROM actions WHERE at < ? ORDER BY number DESC LIMIT 1',
      ).get(before)
      if (!newest) return false
      const removed = statements(
        `DELETE FROM operations WHERE number IN (
           SELECT number FROM operations WHERE number <= ? ORDER BY number LIMIT ${BATCH})`,
      ).run(newest.last_operation).changes
      if (removed === BATCH) return true
      statements('DELETE FROM actions WHERE number <= ?').run(newest.number)
      return false
    })
    .immediate()
}
