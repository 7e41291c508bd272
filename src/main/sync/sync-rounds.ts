import type { SyncTrouble } from '../../shared/sync-status.ts'
import type { Send } from '../../shared/space/client/transport.ts'
import type { CatalogSync } from '../catalog/catalog-sync.ts'
import type { AccountHost } from '../space/account-host.ts'
import { toolsFor } from '../space/account-host.ts'
import { openAccount } from '../space/library-account.ts'
import type { LibraryAccount } from '../space/library-account.ts'
import { requireKept } from '../space/kept-account.ts'
import { greet } from '../space/reach-server.ts'
import { WrongPassword } from '../space/vault/vault-refusals.ts'
import { PokeListener } from './poke-listener.ts'
import { serverSpaceLog } from './server-space-log.ts'
import type { Poke } from './space-events.ts'
import { syncLibrary } from './sync-library.ts'
import type { SyncReport } from './sync-library.ts'
import { troubleOf } from './trouble.ts'
import type { RoundTrouble } from './trouble.ts'

export type RoundOutcome =
  | { kind: 'done'; report: SyncReport }
  /** The keys are locked with the password. `wrong`: and not with the one that was given. */
  | { kind: 'locked'; wrong: boolean }
  | { kind: 'aborted' }
  | ({ kind: 'trouble' } & RoundTrouble)

export interface RoundWishes {
  password: string | null
  signal: AbortSignal
  onProgress(report: Readonly<SyncReport>): void
}

/** The account is opened once; then rounds are run on it, and the server's pokes are listened to. */
export class SyncRounds {
  readonly #host: AccountHost
  readonly #sync: CatalogSync
  readonly #onPoke: (poke: Poke) => void
  readonly #onBug: (error: unknown) => void
  #account: LibraryAccount | null = null
  #listener: PokeListener | null = null

  /** @param onPoke see PokeListener */
  constructor(
    host: AccountHost,
    sync: CatalogSync,
    onPoke: (poke: Poke) => void,
    onBug: (error: unknown) => void,
  ) {
    this.#host = host
    this.#sync = sync
    this.#onPoke = onPoke
    this.#onBug = onBug
  }

  /** Null while it is not unlocked. */
  get account(): LibraryAccount | null {
    return this.#account
  }

  /** Never rejects. */
  async run({ password, signal, onProgress }: RoundWishes): Promise<RoundOutcome> {
    let server = ''
    try {
      server = requireKept(this.#host.library).server
      const account = await this.#open(server, password, signal)
      this.#listener ??= new PokeListener(account, this.#host.random, this.#onPoke)
      const tools = this.#tools(server, signal)
      const log = await serverSpaceLog(tools, account.member)
      const report = await syncLibrary({ sync: this.#sync, log, signal, onProgress })
      return { kind: 'done', report }
    } catch (error) {
      if (signal.aborted) return { kind: 'aborted' }
      if (error instanceof PasswordNeeded) return { kind: 'locked', wrong: false }
      if (error instanceof WrongPassword) return { kind: 'locked', wrong: true }
      const known = troubleOf(error, server)
      if (!known) this.#onBug(error)
      const trouble: SyncTrouble = { reason: 'fault', params: {} }
      const found = known ?? { trouble, goesOn: 'user' as const, wait: null }
      // Who is not believed, or believes us no more, is not listened to.
      if (found.goesOn === 'user') this.forget()
      return { kind: 'trouble', ...found }
    }
  }

  /** The network is back. */
  hurry(): void {
    this.#listener?.hurry()
  }

  /** Keys and connection are let go. */
  forget(): void {
    this.#listener?.stop()
    this.#listener = null
    this.#account = null
  }

  async #open(server: string, password: string | null, signal: AbortSignal): Promise<LibraryAccount> {
    if (this.#account) return this.#account
    // A Wi-Fi that asks for a login answers everything, and is no space that lies.
    await greet(this.#tools(server, signal).connection)
    const host = { ...this.#host, send: until(signal, this.#host.send) }
    const { member } = await openAccount(host, () =>
      password === null ? Promise.reject(new PasswordNeeded()) : Promise.resolve(password),
    )
    return (this.#account = { tools: toolsFor(this.#host, server), member })
  }

  #tools(server: string, signal: AbortSignal) {
    return toolsFor({ ...this.#host, send: until(signal, this.#host.send) }, server)
  }
}

class PasswordNeeded extends Error {}

/** Whoever stops a round does not wait for a server that is silent. */
function until(signal: AbortSignal, send: Send): Send {
  return async (request) => {
    signal.throwIfAborted()
    const stopped = Promise.withResolvers<never>()
    const stop = () => stopped.reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    try {
      return await Promise.race([send(request), stopped.promise])
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
}
