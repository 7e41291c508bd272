import type { RandomSource } from '../../shared/random.ts'
import type { LibraryAccount } from '../space/library-account.ts'
import { BackOff } from './back-off.ts'
import { followSpaceEvents } from './space-events.ts'
import type { Poke } from './space-events.ts'

/** A stream that lasted as long is not one that something on the way cuts each time. */
const STEADY_MS = 60_000

/** Keeps listening to the server's events, again and again with back-off, until stopped. */
export class PokeListener {
  readonly #account: LibraryAccount
  readonly #onPoke: (poke: Poke) => void
  readonly #backOff: BackOff
  readonly #stopped = new AbortController()
  #hurry: () => void = () => undefined

  /** @param onPoke is called with null when news may have been missed: after the stream began, and after it ended */
  constructor(account: LibraryAccount, random: RandomSource, onPoke: (poke: Poke) => void) {
    this.#account = account
    this.#onPoke = onPoke
    this.#backOff = new BackOff(random)
    void this.#listen()
  }

  /** The network is back: no waiting for the next try. */
  hurry(): void {
    this.#backOff.reset()
    this.#hurry()
  }

  stop(): void {
    this.#stopped.abort()
    this.#hurry()
  }

  async #listen(): Promise<void> {
    const { signal } = this.#stopped
    while (!signal.aborted) {
      let openedAt: number | null = null
      const open = () => {
        openedAt = performance.now()
        this.#onPoke(null)
      }
      // Without a connection nobody can be poked, and every 5 minutes it is looked for in any case.
      await followSpaceEvents(this.#account, signal, { open, poke: this.#onPoke }).catch(() => undefined)
      if (signal.aborted) return
      if (openedAt !== null) {
        if (performance.now() - openedAt > STEADY_MS) this.#backOff.reset()
        this.#onPoke(null)
      }
      await this.#wait(this.#backOff.next())
    }
  }

  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      timer.unref()
      this.#hurry = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
