import { sql } from 'kysely'
import type { AccountStore, OpenSession } from './store.ts'

/** Milliseconds that a session lives; it also ends when it was not used for 30 days. */
export const SESSION_LIFE = 90 * 24 * 3600 * 1000

/** Notes that a session was used; the hour is enough. */
export async function touch({ account, rows }: AccountStore, { session }: OpenSession): Promise<void> {
  await rows
    .updateTable('sessions')
    .set({ last_used_at: sql`now()` })
    .where('account_id', '=', account)
    .where('session_id', '=', session)
    .execute()
}

export interface NewSession {
  session: Buffer
  device: Buffer
  tokenHash: Buffer
  expiresAt: Date
}

export async function addSession({ account, rows }: AccountStore, of: NewSession): Promise<void> {
  await rows
    .insertInto('sessions')
    .values({
      account_id: account,
      session_id: of.session,
      device_key: of.device,
      token_hash: of.tokenHash,
      expires_at: of.expiresAt,
    })
    .execute()
  await rows
    .insertInto('session_directory')
    .values({ token_hash: of.tokenHash, account_id: account })
    .execute()
}

export async function liveSessions({ account, rows }: AccountStore) {
  return rows
    .selectFrom('sessions')
    .select(['account_id', 'session_id', 'device_key', 'created_at', 'last_used_at', 'expires_at'])
    .where('account_id', '=', account)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .where('last_used_at', '>', sql<Date>`now() - interval '30 days'`)
    .orderBy('created_at')
    .execute()
}

/** Ends sessions. @param which one of them, those of a computer, or all but one @returns how many ended */
export async function endSessions(
  { account, rows }: AccountStore,
  which: { session: Uint8Array } | { device: Uint8Array } | { allBut: Uint8Array },
): Promise<number> {
  const ended = rows
    .updateTable('sessions')
    .set({ revoked_at: sql`now()` })
    .where('account_id', '=', account)
    .where('revoked_at', 'is', null)
  const chosen =
    'session' in which
      ? ended.where('session_id', '=', Buffer.from(which.session))
      : 'device' in which
        ? ended.where('device_key', '=', Buffer.from(which.device))
        : ended.where('session_id', '<>', Buffer.from(which.allBut))
  const done = await chosen.executeTakeFirst()
  return Number(done.numUpdatedRows)
}
