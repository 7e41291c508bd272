import type { AccessEntry } from '../../shared/space/access-entry.ts'
import { decodeEntry } from '../../shared/space/access-entry.ts'
import type { WatchDatabase } from '../watch/watch-database.ts'

/** Something of one account that was served to another. */
export type Exposed = AccessEntry & { sequence: number }

/**
 * Exactly which objects of `owner` were served to `actor`, by the owner's access log. Both bounds are inclusive.
 * @throws NotAuthentic when an entry is not one: the log is damaged, and no answer is better than half of one
 */
export async function exposure(
  database: WatchDatabase,
  owner: Buffer,
  actor: Buffer,
  from: Date,
  to: Date,
): Promise<Exposed[]> {
  const rows = await database.rows<{ sequence: string; entry: Buffer }>(
    `SELECT sequence, entry FROM accesses
     WHERE account_id = $1 AND actor = $2 AND at BETWEEN $3 AND $4 ORDER BY sequence`,
    [owner, actor, from.getTime(), to.getTime()],
  )
  return rows
    .map(({ sequence, entry }) => ({ ...decodeEntry(entry), sequence: Number(sequence) }))
    .filter(({ verb, result }) => (verb === 'read' || verb === 'list') && result === 'done')
}
