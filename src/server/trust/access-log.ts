import type { AccessEntry } from '../../shared/space/access-entry.ts'
import { encodeEntry } from '../../shared/space/access-entry.ts'
import { logApart } from '../store/access-chain.ts'
import type { Store } from '../store/store.ts'

interface Waiting {
  entries: Uint8Array[]
  done(): void
  failed(error: unknown): void
}

/** In one commit at most. */
const BATCH = 256
/** Commits under way at once, so that entries wait for no commit that began before they came. */
const LANES = 2

/**
 * Writes what was read before the first byte of it leaves. Calls that come while a commit is under way share the next
 * one, so that nobody waits longer than a commit and the one before it.
 */
export class AccessLog {
  readonly #store: Store
  #waiting: Waiting[] = []
  #lanes = 0

  constructor(store: Store) {
    this.#store = store
  }

  /** Resolves when the entries are durable. @throws DatabaseUnavailable, and then nothing may be served */
  note(entries: readonly AccessEntry[]): Promise<void> {
    if (entries.length === 0) return Promise.resolve()
    const { promise, resolve, reject } = Promise.withResolvers<undefined>()
    this.#waiting.push({ entries: entries.map(encodeEntry), done: () => resolve(undefined), failed: reject })
    void this.#commit()
    return promise
  }

  async #commit(): Promise<void> {
    if (this.#lanes >= LANES) return
    this.#lanes++
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH)
      try {
        await logApart(
          this.#store,
          batch.flatMap(({ entries }) => entries),
        )
        for (const { done } of batch) done()
      } catch (error) {
        for (const { failed } of batch) failed(error)
      }
    }
    this.#lanes--
  }
}
