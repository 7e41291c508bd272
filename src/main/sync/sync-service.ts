import { AppError } from '../../shared/errors.ts'
import type { Clock, RandomSource } from '../../shared/random.ts'
import type { SettledText, SyncResult, SyncStatus } from '../../shared/sync-status.ts'
import type { SpaceLink } from '../blobs/space-link.ts'
import type { StoreRunEnd, StoreService } from '../blobs/store-service.ts'
import { bytesOf } from '../catalog/bytes.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { SettingsStore } from '../engine/settings-store.ts'
import type { AccountHost } from '../space/account-host.ts'
import type { LibraryAccount } from '../space/library-account.ts'
import { BackOff } from './back-off.ts'
import { keptKeys, keptKeysStamp } from './kept-keys.ts'
import type { KeptKeys } from './kept-keys.ts'
import { noticeWake } from './notice-wake.ts'
import type { Poke } from './space-events.ts'
import type { SyncReport } from './sync-library.ts'
import type { RoundOutcome, SyncRounds } from './sync-rounds.ts'
import { statusOf } from './status-of.ts'
import type { SyncFacts } from './status-of.ts'

/** Keeps a library in step with its space, in the background, as long as the engine runs. */
export interface SyncService {
  status(): SyncStatus
  /** The account as it is unlocked for syncing; null while it is not. */
  account(): LibraryAccount | null
  /** After each change of the status. @returns how to stop listening */
  onChange(listener: (status: SyncStatus) => void): () => void
  /**
   * A round now, after the one that runs, also while paused.
   * @param password where the keys of the account are locked with it; they stay open until the engine ends
   * @throws AppError engine-stopped
   */
  now(password?: string): Promise<SyncResult>
  /** Carries out the removals that wait. */
  allowRemovals(): Promise<SyncStatus>
  /** Keeps what holds of texts, and has the other computers told. @returns how many had other versions */
  settleTexts(texts: SettledText[]): Promise<number>
  /** Stops what runs, wherever it is: the next time it goes on from there. */
  close(): Promise<void>
}

export interface SyncServiceParts {
  /** Folder. */
  library: string
  catalog: Pick<Catalog, 'sync' | 'onChange'>
  settings: SettingsStore
  /** Opened while sync goes well. */
  link: SpaceLink
  store: Pick<StoreService, 'status' | 'onChange'>
  clock: Clock
  random: RandomSource
  /** Called once there is an account: ciphers and the keychain take their time to load. */
  openHost(): Promise<AccountHost>
  onBug(error: unknown): void
}

/** A burst of edits is one round. */
const EDITS_MS = 200
/** While nothing can be sent, edits are only counted. */
const HINDERED_MS = 2_000
const INTERVAL_MS = 300_000

export function createSyncService(parts: SyncServiceParts): SyncService {
  return new BackgroundSync(parts)
}

interface Asked {
  password: string | null
  resolve(result: SyncResult): void
  reject(error: Error): void
}

class BackgroundSync implements SyncService {
  readonly #parts: SyncServiceParts
  readonly #listeners = new Set<(status: SyncStatus) => void>()
  readonly #stops: (() => void)[]
  readonly #backOff: BackOff
  readonly #facts: SyncFacts = {
    keys: 'none',
    isOpen: false,
    wrongPassword: false,
    paused: false,
    moving: null,
    trouble: null,
    troubleSince: 0,
    doneAt: null,
    unsent: 0,
    held: [],
    uploads: { files: 0, bytes: 0, previews: 0, parked: 0, bytesPerSecond: 0 },
    uploadTrouble: null,
  }
  #stamp: string | null = null
  #rounds: SyncRounds | null = null
  #running: { done: Promise<void>; abort: AbortController } | null = null
  #asked: Asked[] = []
  /** What happened during a round that it may have missed. */
  #again = false
  #editedMeanwhile = false
  #editTimer: NodeJS.Timeout | null = null
  #nextTimer: NodeJS.Timeout | null = null
  #told = ''
  /** Key of the space's server; null: none is joined. */
  #server: Uint8Array | null = null
  #closed = false

  constructor(parts: SyncServiceParts) {
    this.#parts = parts
    this.#backOff = new BackOff(parts.random)
    this.#facts.paused = parts.settings.get().syncPaused
    this.#stops = [
      parts.catalog.onChange(() => this.#edited()),
      parts.settings.onChange(({ syncPaused }) => this.#setPaused(syncPaused)),
      noticeWake(
        parts.clock,
        () => this.#woke(),
        () => this.#lookAtKeys(),
      ),
    ]
    parts.store.onChange((end) => this.#stored(end))
    this.#lookAtKeys()
  }

  status(): SyncStatus {
    this.#lookAtKeys()
    return statusOf(this.#facts)
  }

  account(): LibraryAccount | null {
    this.#lookAtKeys()
    return this.#rounds?.account ?? null
  }

  onChange(listener: (status: SyncStatus) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  now(password?: string): Promise<SyncResult> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new AppError('engine-stopped'))
      this.#asked.push({ password: password ?? null, resolve, reject })
      this.#lookAtKeys()
      this.#start()
    })
  }

  async allowRemovals(): Promise<SyncStatus> {
    await this.#parts.catalog.sync.settleRemovals(true)
    await this.#count()
    this.#tell()
    return statusOf(this.#facts)
  }

  async settleTexts(texts: SettledText[]): Promise<number> {
    const settled = await this.#parts.catalog.sync.settleTexts(texts)
    // No photo shows it, so no change of the catalog has said so.
    await this.#sendEdits()
    return settled
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const stop of this.#stops) stop()
    if (this.#editTimer) clearTimeout(this.#editTimer)
    if (this.#nextTimer) clearTimeout(this.#nextTimer)
    this.#running?.abort.abort()
    await this.#running?.done
    this.#letGo()
    for (const { reject } of this.#asked) reject(new AppError('engine-stopped'))
  }

  /** Somebody may have signed in or out, here or by another process. */
  #lookAtKeys(): void {
    const stamp = keptKeysStamp(this.#parts.library)
    if (stamp === this.#stamp || this.#running) return
    this.#stamp = stamp
    this.#letGo()
    Object.assign(this.#facts, { keys: this.#keysKept(), isOpen: false, wrongPassword: false })
    Object.assign(this.#facts, { trouble: null, doneAt: null })
    this.#backOff.reset()
    this.#tell()
    this.#wish()
  }

  #keysKept(): KeptKeys {
    try {
      return keptKeys(this.#parts.library)
    } catch (error) {
      this.#parts.onBug(error)
      return 'unreadable'
    }
  }

  #edited(): void {
    if (this.#facts.keys === 'none' || this.#editTimer) return
    this.#editTimer = setTimeout(
      () => {
        this.#editTimer = null
        // What a round itself changes needs no further one.
        if (this.#running) this.#editedMeanwhile = true
        else void this.#sendEdits().catch((error: unknown) => this.#failed(error))
      },
      this.#isHindered() ? HINDERED_MS : EDITS_MS,
    )
    this.#editTimer.unref()
  }

  async #sendEdits(): Promise<void> {
    await this.#count()
    this.#tell()
    if (this.#facts.unsent > 0) this.#wish()
  }

  #poked(poke: Poke): void {
    // The server is there again, or has just gone.
    if (poke === null && this.#facts.trouble?.goesOn === 'offline') this.#retry()
    else if (poke === null) this.#wish()
    else void this.#lookAt(poke).catch((error: unknown) => this.#failed(error))
  }

  /** What this computer sent is told to it as well. */
  async #lookAt({ space, sequence }: NonNullable<Poke>): Promise<void> {
    await this.#running?.done
    const { joined, place } = await this.#parts.catalog.sync.state()
    if (joined?.space === space && place.sequence < sequence) this.#wish()
  }

  #woke(): void {
    this.#backOff.reset()
    this.#rounds?.hurry()
    if (this.#facts.trouble?.goesOn !== 'user') this.#retry()
  }

  #setPaused(paused: boolean): void {
    if (paused === this.#facts.paused) return
    this.#facts.paused = paused
    if (paused) this.#running?.abort.abort()
    if (paused) this.#parts.link.rest()
    this.#tell()
    this.#wish()
  }

  /** A round, unless it is known that it would lead to nothing. */
  #wish(): void {
    if (this.#isHindered()) return
    if (this.#running) this.#again = true
    else this.#start()
  }

  #isHindered(): boolean {
    const { paused, trouble, keys, isOpen } = this.#facts
    return paused || trouble !== null || !(isOpen || keys === 'keychain')
  }

  /** A round although the last one failed. */
  #retry(): void {
    if (!this.#facts.paused && !this.#running) this.#start()
  }

  #start(): void {
    if (this.#running || this.#closed) return
    const abort = new AbortController()
    const run = async () => {
      const asked = this.#asked.splice(0)
      try {
        const report = await this.#round(asked, abort.signal)
        for (const { resolve } of asked) resolve({ report, status: statusOf(this.#facts) })
      } catch (error) {
        this.#failed(error)
        for (const { reject } of asked) reject(new AppError('engine-stopped'))
      }
    }
    this.#again = this.#editedMeanwhile = false
    if (this.#nextTimer) clearTimeout(this.#nextTimer)
    const done = run().finally(() => {
      this.#running = null
      this.#lookAtKeys()
      if (this.#asked.length > 0) this.#start()
      else if (this.#again) this.#wish()
      else if (this.#editedMeanwhile) void this.#sendEdits().catch((error: unknown) => this.#failed(error))
    })
    this.#running = { done, abort }
  }

  async #round(asked: readonly Asked[], signal: AbortSignal): Promise<SyncResult['report']> {
    const facts = this.#facts
    const password = asked.find((each) => each.password !== null)?.password ?? null
    const canOpen = facts.isOpen || facts.keys === 'keychain' || password !== null
    if (!canOpen) {
      await this.#count()
      this.#tell()
      return null
    }
    const rounds = await this.#loadRounds()
    const outcome = await rounds.run({ password, signal, onProgress: (report) => this.#progress(report) })
    facts.isOpen = rounds.account !== null
    facts.moving = null
    if (!this.#closed) await this.#count()
    this.#conclude(outcome)
    this.#tell()
    if (outcome.kind !== 'done') return null
    const { sent, received, rewound } = outcome.report
    return { sent, received, rewound }
  }

  async #loadRounds(): Promise<SyncRounds> {
    if (this.#rounds) return this.#rounds
    const { SyncRounds } = await import('./sync-rounds.ts')
    const { catalog, openHost, onBug } = this.#parts
    return (this.#rounds = new SyncRounds(await openHost(), catalog.sync, (poke) => this.#poked(poke), onBug))
  }

  #conclude(outcome: RoundOutcome): void {
    const facts = this.#facts
    const { clock } = this.#parts
    switch (outcome.kind) {
      case 'aborted':
        return
      case 'locked':
        facts.wrongPassword = outcome.wrong
        return
      case 'done':
        facts.wrongPassword = false
        facts.doneAt = clock.now()
        if (facts.trouble) this.#rounds?.hurry()
        facts.trouble = null
        this.#backOff.reset()
        this.#next(INTERVAL_MS)
        this.#openLink()
        return
      case 'trouble': {
        const { trouble, goesOn, wait } = outcome
        this.#parts.link.rest()
        if (facts.trouble?.goesOn !== goesOn) facts.troubleSince = clock.now()
        facts.trouble = { ...trouble, goesOn }
        if (goesOn === 'offline') this.#next(Math.max(wait ?? 0, this.#backOff.next()))
        if (goesOn === 'later') this.#next(Math.max(wait ?? 0, INTERVAL_MS))
      }
    }
  }

  /** Changes are in step: files and previews may go, and be asked for. */
  #openLink(): void {
    const account = this.#rounds?.account
    const { link } = this.#parts
    if (!account || !this.#server || this.#facts.paused || this.#closed) return
    const { connection } = account.tools
    // Opened again, it tries again what failed; while it works it is left alone.
    if (link.target && !this.#facts.uploadTrouble) return
    link.open({ origin: connection.origin, session: account.member.session, serverKey: this.#server })
  }

  /** What was stored, or why nothing more is. */
  #stored(end: StoreRunEnd | null): void {
    const facts = this.#facts
    facts.uploads = this.#parts.store.status
    if (end?.trouble?.goesOn === 'offline') {
      this.#parts.link.rest()
      this.#next(Math.max(end.trouble.wait ?? 0, this.#backOff.next()))
    } else if (end?.trouble?.goesOn === 'user') {
      // Who lies of files is not believed of changes.
      this.#letGo()
      this.#conclude({ kind: 'trouble', ...end.trouble })
    } else if (end) facts.uploadTrouble = end.trouble && end.trouble.trouble
    this.#tell()
  }

  /** Keys, connection and what is on its way. */
  #letGo(): void {
    this.#parts.link.rest()
    this.#rounds?.forget()
    this.#facts.uploadTrouble = null
  }

  #next(milliseconds: number): void {
    if (this.#nextTimer) clearTimeout(this.#nextTimer)
    if (this.#closed) return
    this.#nextTimer = setTimeout(() => this.#retry(), milliseconds)
    this.#nextTimer.unref()
  }

  #progress({ sent, received }: Readonly<SyncReport>): void {
    const before = this.#facts.moving
    const isReceiving = received > (before?.received ?? 0)
    this.#facts.moving = { sent, received, isReceiving }
    void this.#count().then(
      () => this.#tell(),
      (error: unknown) => this.#failed(error),
    )
  }

  async #count(): Promise<void> {
    const { unsent, held, joined } = await this.#parts.catalog.sync.state()
    Object.assign(this.#facts, { unsent: unsent.changes, held })
    this.#server = joined && new Uint8Array(bytesOf(joined.server))
  }

  #tell(): void {
    const status = statusOf(this.#facts)
    const text = JSON.stringify(status)
    if (text === this.#told || this.#closed) return
    this.#told = text
    for (const listener of this.#listeners) listener(status)
  }

  /** The catalog did not answer. At the end that is as it should be. */
  #failed(error: unknown): void {
    if (!this.#closed) this.#parts.onBug(error)
  }
}
