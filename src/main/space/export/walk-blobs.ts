import { createHash } from 'node:crypto'
import { readBlobStatement } from '../../../shared/crypto/blob-statement.ts'
import { equal } from '../../../shared/crypto/bytes.ts'
import { NotAuthentic } from '../../../shared/crypto/web-crypto.ts'
import { api } from '../../../shared/space/api.ts'
import { BrokenAnswer } from '../../../shared/space/client/connection.ts'
import type { KnownDevice } from '../../../shared/space/client/devices.ts'
import type { Answer } from '../../../shared/space/route.ts'
import { AccountRefusal } from '../account-refusal.ts'
import { hexOf } from './walk.ts'
import type { Walk } from './walk.ts'

export type ListedBlob = Answer<typeof api.blobs.list>['blobs'][number]

const LISTED_AT_ONCE = 1000
/** Bytes in memory at a time. */
const RANGE = 16 * 1024 * 1024

/**
 * The blobs of the account in the order of their ids, each with a statement by a computer of the account that it is.
 * @throws AccountRefusal foreign-blob; Refusal, ForeignAnswer, BrokenAnswer
 */
export async function* listedBlobs(walk: Walk, devices: readonly KnownDevice[]): AsyncGenerator<ListedBlob> {
  for (let after: Uint8Array | undefined; ;) {
    const { blobs } = await walk.ask(api.blobs.list, {
      query: { ...(after && { after }), limit: LISTED_AT_ONCE },
    })
    if (blobs.length === 0) return
    for (const listed of blobs) {
      // A list that goes backwards would never end.
      if (after && Buffer.compare(listed.blob, after) <= 0) throw new BrokenAnswer()
      after = listed.blob
      await walk.requireOurs(foreign(listed), 'foreign-blob', () => {
        const { owner, blob, length, device } = readBlobStatement(listed.statement)
        const fits =
          equal(owner, walk.owner) &&
          equal(blob, listed.blob) &&
          length === listed.length &&
          devices.some(({ key }) => equal(key, device))
        if (!fits) throw new NotAuthentic()
      })
      yield listed
    }
  }
}

/**
 * The bytes of a blob. They are good once all have come: whoever keeps them waits for the end.
 * @throws AccountRefusal foreign-blob when they are not what its id names; Refusal, ForeignAnswer
 */
export async function* bytesOf(walk: Walk, listed: ListedBlob): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  for (let first = 0; first < listed.length; first += RANGE) {
    const last = Math.min(first + RANGE, listed.length) - 1
    const bytes = await walk.fetch(api.blobs.read, listed.blob, { first, last })
    hash.update(bytes)
    yield bytes
  }
  await walk.requireOurs(foreign(listed), 'foreign-blob', () => {
    if (!equal(hash.digest(), listed.blob)) throw new NotAuthentic()
  })
}

function foreign({ blob }: ListedBlob): AccountRefusal {
  return new AccountRefusal('foreign-blob', { blob: hexOf(blob) })
}
