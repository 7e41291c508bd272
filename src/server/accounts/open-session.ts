import { createHash, randomBytes } from 'node:crypto'
import type { AccountStore } from '../store/store.ts'
import { addSession, SESSION_LIFE } from '../store/session-rows.ts'

export interface OpenedSession {
  account: Buffer
  token: Buffer
  expiresAt: number
  certified: boolean
}

/** A new token for a computer of the account, in the transaction of whatever proved who it is. */
export async function openSession(
  store: AccountStore,
  device: Uint8Array,
  certified: boolean,
  now: number,
): Promise<OpenedSession> {
  const token = randomBytes(32)
  const expiresAt = now + SESSION_LIFE
  await addSession(store, {
    session: randomBytes(16),
    device: Buffer.from(device),
    tokenHash: createHash('sha256').update(token).digest(),
    expiresAt: new Date(expiresAt),
  })
  return { account: store.account, token, expiresAt, certified }
}
