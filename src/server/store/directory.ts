import type { Store } from './store.ts'

/** @param lookup keyed hash of the canonical address, 32 bytes */
export async function accountOfEmail(store: Store, lookup: Uint8Array): Promise<Buffer | null> {
  const rows = await store.call<{ account: Buffer | null }>({
    text: 'SELECT account_of_email($1) AS account',
    values: [Buffer.from(lookup)],
  })
  return rows[0]?.account ?? null
}

export type ChallengePurpose = 'register' | 'password' | 'recovery'

export interface NewChallenge {
  challenge: Buffer
  purpose: ChallengePurpose
  lookup: Buffer
  /** SHA-256 of the code that was mailed; null where none is asked for. */
  codeHash: Buffer | null
  minutes: number
}

export async function issueChallenge(store: Store, of: NewChallenge): Promise<void> {
  await store.call({
    text: "SELECT issue_challenge($1, $2, $3, $4, $5 * interval '1 minute')",
    values: [of.challenge, of.purpose, of.lookup, of.codeHash, of.minutes],
  })
}

/** Takes a challenge out of use. @returns null when there is none, it is too old, or the code is wrong */
export async function takeChallenge(
  store: Store,
  challenge: Uint8Array,
  codeHash: Buffer | null,
): Promise<{ purpose: ChallengePurpose; lookup: Buffer } | null> {
  const rows = await store.call<{ purpose: ChallengePurpose; lookup: Buffer }>({
    text: 'SELECT * FROM take_challenge($1, $2)',
    values: [Buffer.from(challenge), codeHash],
  })
  return rows[0] ?? null
}

/** Milliseconds that somebody from this network has to wait who failed with this address. */
export async function loginWait(store: Store, lookup: Buffer, network: Buffer): Promise<number> {
  const rows = await store.call<{ wait: string }>({
    text: 'SELECT login_wait($1, $2) AS wait',
    values: [lookup, network],
  })
  return Number(rows[0]?.wait ?? 0)
}

export async function noteFailedLogin(store: Store, lookup: Buffer, network: Buffer): Promise<void> {
  await store.call({ text: 'SELECT note_failed_login($1, $2)', values: [lookup, network] })
}

export async function forgetFailedLogins(store: Store, lookup: Buffer, network: Buffer): Promise<void> {
  await store.call({ text: 'SELECT forget_failed_logins($1, $2)', values: [lookup, network] })
}

export async function writesStopped(store: Store): Promise<boolean> {
  const rows = await store.call<{ stopped: boolean }>({
    text: 'SELECT writes_stopped() AS stopped',
    values: [],
  })
  return rows[0]?.stopped ?? true
}
