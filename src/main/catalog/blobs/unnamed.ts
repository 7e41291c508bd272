import type { Statements } from '../statements.ts'

/** Milliseconds that a blob stays although nothing names it: a catalog may be restored from a backup meanwhile. */
const STAYS_MS = 30 * 86_400_000

/**
 * Notes which of the blobs that this computer has stored are named by nothing any more.
 * @param listed all of them, in base64url
 * @returns those that have been so for 30 days
 */
export function noteUnnamed(statements: Statements, listed: readonly string[], now: number): string[] {
  const all = JSON.stringify(listed)
  statements(`CREATE TEMP TABLE IF NOT EXISTS named AS SELECT '' AS blob WHERE 0`).run()
  statements('DELETE FROM temp.named').run()
  statements(
    `INSERT INTO temp.named SELECT DISTINCT value ->> 'blob' FROM registers
     WHERE field IN ('blob.file', 'blob.grid', 'blob.screen') AND json_valid(value)`,
  ).run()
  const unnamed = `SELECT value FROM json_each(?) WHERE value NOT IN (SELECT blob FROM temp.named WHERE blob IS NOT NULL)`
  statements(`DELETE FROM unnamed_blobs WHERE blob NOT IN (${unnamed})`).run(all)
  statements(`INSERT OR IGNORE INTO unnamed_blobs SELECT value, ? FROM (${unnamed})`).run(now, all)
  return statements<string>('SELECT blob FROM unnamed_blobs WHERE since <= ?')
    .pluck()
    .all(now - STAYS_MS)
}
