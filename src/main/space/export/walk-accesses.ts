import { equal } from '../../../shared/crypto/bytes.ts'
import { NotAuthentic, sha256 } from '../../../shared/crypto/web-crypto.ts'
import { decodeEntry } from '../../../shared/space/access-entry.ts'
import type { AccessEntry } from '../../../shared/space/access-entry.ts'
import { api } from '../../../shared/space/api.ts'
import { AccountRefusal } from '../account-refusal.ts'
import type { Walk } from './walk.ts'

const AT_ONCE = 1000

export interface WalkedAccess {
  sequence: number
  /** As the server keeps it, which the chain of hashes is over. */
  encoded: Uint8Array
  hash: Uint8Array
  entry: AccessEntry
}

/**
 * The access log from its beginning: every entry is of this account and holds the hash of the one before.
 * @throws AccountRefusal foreign-access; Refusal, ForeignAnswer
 */
export async function* accessesOf(walk: Walk): AsyncGenerator<WalkedAccess> {
  let after = 0
  let before: Uint8Array = new Uint8Array(32)
  for (;;) {
    const { accesses } = await walk.ask(api.trust.accesses, { query: { after, limit: AT_ONCE } })
    if (accesses.length === 0) return
    for (const { sequence, entry: encoded, hash } of accesses) {
      const refusal = new AccountRefusal('foreign-access', { entry: after + 1 })
      const entry = await walk.requireOurs(refusal, 'foreign-record', async () => {
        const decoded = decodeEntry(encoded)
        const follows = equal(hash, await sha256(before, await sha256(encoded)))
        if (!follows || sequence !== after + 1 || !equal(decoded.owner, walk.owner)) throw new NotAuthentic()
        return decoded
      })
      after = sequence
      before = hash
      yield { sequence, encoded, hash, entry }
    }
  }
}
