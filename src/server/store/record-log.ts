import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { AccountStore } from './account-store.ts'

/** Where a space's log ends. The empty log ends at 0 with a hash of zeros. */
export interface LogHead {
  sequence: number
  /** SHA-256(hash before || SHA-256(sealed record)), 32 bytes. */
  hash: Buffer
}

export const emptyLog: LogHead = { sequence: 0, hash: Buffer.alloc(32) }

/** Where the log ends now. */
export async function headOf({ account, rows }: AccountStore, space: Uint8Array): Promise<LogHead> {
  const last = await rows
    .selectFrom('records')
    .select(['sequence', 'hash'])
    .where('account_id', '=', account)
    .where('space_id', '=', Buffer.from(space))
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ? { sequence: Number(last.sequence), hash: last.hash } : emptyLog
}

/**
 * Adds sealed records behind the head that the writer knows. Writers of one space take turns.
 * @returns the new head; null when the log ends elsewhere by now
 */
export async function append(
  store: AccountStore,
  space: Uint8Array,
  known: LogHead,
  sealed: readonly Uint8Array[],
): Promise<LogHead | null> {
  const { account, rows } = store
  const spaceId = Buffer.from(space)
  const log = Buffer.concat([account, spaceId]).toString('hex')
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${log}, 0))`.execute(rows)
  const head = await headOf(store, space)
  if (head.sequence !== known.sequence || !head.hash.equals(known.hash)) return null
  let last = head
  for (const record of sealed) {
    const next = { sequence: last.sequence + 1, hash: chained(last.hash, record) }
    await rows
      .insertInto('records')
      .values({
        account_id: account,
        space_id: spaceId,
        sequence: String(next.sequence),
        sealed: Buffer.from(record),
        previous_sequence: last.sequence === 0 ? null : String(last.sequence),
        previous_hash: last.hash,
        hash: next.hash,
      })
      .execute()
    last = next
  }
  return last
}

/** Records behind a place, at most so many, in order. */
export async function recordsAfter(
  { account, rows }: AccountStore,
  space: Uint8Array,
  sequence: number,
  limit: number,
): Promise<{ sequence: number; sealed: Buffer }[]> {
  const found = await rows
    .selectFrom('records')
    .select(['sequence', 'sealed'])
    .where('account_id', '=', account)
    .where('space_id', '=', Buffer.from(space))
    .where('sequence', '>', String(sequence))
    .orderBy('sequence')
    .limit(limit)
    .execute()
  return found.map((row) => ({ sequence: Number(row.sequence), sealed: row.sealed }))
}

function chained(before: Buffer, sealed: Uint8Array): Buffer {
  const inner = createHash('sha256').update(sealed).digest()
  return createHash('sha256').update(before).update(inner).digest()
}
