import { NotAuthentic } from '../../shared/crypto/web-crypto.ts'
import type { AccessEntry } from '../../shared/space/access-entry.ts'
import { decodeEntry } from '../../shared/space/access-entry.ts'
import type { WatchDatabase } from '../watch/watch-database.ts'

/** Of what an entry says, the verbs by which an object leaves the server. */
const serving: readonly AccessEntry['verb'][] = ['read', 'list']

/**
 * Which objects of one account were served to another, in the order they were served. It is the owner's log that says
 * so: an entry is durable before the first byte that it tells of has left.
 * @param from milliseconds since 1970; `to` likewise, both included
 * @throws Error when an entry of the log cannot be read
 */
export async function exposure(
  database: WatchDatabase,
  owner: Uint8Array,
  actor: Uint8Array,
  from: number,
  to: number,
): Promise<AccessEntry[]> {
  const rows = await database.rows<{ sequence: string; entry: Buffer }>(
    `SELECT sequence, entry FROM accesses WHERE account_id = $1 AND actor = $2 AND at BETWEEN $3 AND $4
     ORDER BY sequence`,
    [Buffer.from(owner), Buffer.from(actor), from, to],
  )
  return rows
    .map(({ sequence, entry }) => decoded(entry, sequence, owner))
    .filter(({ verb, result }) => serving.includes(verb) && result === 'done')
}

function decoded(entry: Buffer, sequence: string, owner: Uint8Array): AccessEntry {
  try {
    return decodeEntry(entry)
  } catch (error) {
    if (!(error instanceof NotAuthentic)) throw error
    throw new Error(
      `Entry ${sequence} of the access log of ${Buffer.from(owner).toString('hex')} cannot be read, so the answer would ` +
        'not be whole. Nothing was changed; “server admin invariants” says what else is broken.',
      { cause: error },
    )
  }
}
