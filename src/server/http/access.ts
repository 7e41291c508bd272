import type { AccessEntry } from '../../shared/space/access-entry.ts'
import type { AccountStore } from '../store/store.ts'

/** Who asks, once believed. It is frozen and made anew for each call. */
export interface Access {
  readonly account: Buffer
  readonly session: Buffer
  readonly device: Buffer
}

/** What a handler of a private route has: the account's rows, in the transaction that the session was opened in. */
export interface PrivateCall {
  readonly access: Access
  readonly store: AccountStore
  /** Ends when the one who asked has gone. */
  readonly asker: AbortSignal
  /** Milliseconds since 1970. */
  readonly now: number
  /** Notes what is read or written; durable before the answer leaves. */
  note(entry: Omit<AccessEntry, 'owner' | 'actor' | 'device' | 'at' | 'result'>, owner?: Uint8Array): void
  /** Runs when the transaction is committed. */
  afterwards(work: () => void): void
}

/** An answer and the owners of all that is in it, as the objects themselves say. */
export interface Owned<Answer> {
  readonly owners: readonly Uint8Array[]
  readonly answer: Answer
}

/** What a row or signed statement said of its owner is not whom it was about to be served to. */
export class ForeignObject extends Error {
  readonly owner: Uint8Array
  readonly access: Access

  constructor(owner: Uint8Array, access: Access) {
    super('an object of another account was about to be served')
    this.owner = owner
    this.access = access
  }
}

/** The last look before an answer is written. @throws ForeignObject */
export function assertOwned({ owners }: Owned<unknown>, access: Access): void {
  const foreign = owners.find((owner) => !access.account.equals(owner))
  if (foreign) throw new ForeignObject(foreign, access)
}
