import type { Clock, RandomSource } from '../../shared/random.ts'
import type { Settings } from '../../shared/settings.ts'
import type { UploadStatus } from '../../shared/sync-status.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { PreviewService } from '../previews/preview-service.ts'
import type { RoundTrouble } from '../sync/trouble.ts'
import type { VolumeService } from '../volumes/volume-service.ts'
import type { SpaceLink } from './space-link.ts'
import { storeFiles } from './store-files.ts'
import type { StoreEnd } from './store-files.ts'
import { storePreviews } from './store-previews.ts'
import type { TransferTarget } from './transfer-target.ts'

/** Edits and new files come in bursts. */
const WAKE_MS = 500
/** The status is told so often at most, and speeds are means over this time. */
const TELL_MS = 1_000
const AFTER_FAULT_MS = 10_000
/** Blobs are looked through once a day, and those of the last week are left alone. */
const SWEEP_MS = 86_400_000
const FRESH_MS = 7 * 86_400_000

/** How a run ended; `trouble` is null when all is stored that can be. */
export interface StoreRunEnd {
  trouble: RoundTrouble | null
}

export interface StoreServiceParts {
  catalog: Pick<Catalog, 'blobs' | 'onChange'>
  previews: Pick<PreviewService, 'whole'>
  volumes: Pick<VolumeService, 'resolve' | 'connected' | 'onChange'>
  link: SpaceLink
  random: RandomSource
  clock: Clock
  settings: { get(): Readonly<Settings>; onChange(listener: () => void): () => void }
  onBug(error: unknown): void
}

/** Stores in the space what is on this computer: previews first, then files and larger previews. In the background. */
export class StoreService {
  readonly #parts: StoreServiceParts
  readonly #stops: (() => void)[]
  readonly #listeners = new Set<(end: StoreRunEnd | null) => void>()
  #running: Promise<void> | null = null
  #again = false
  #closed = false
  #wakeTimer: NodeJS.Timeout | null = null
  #tellTimer: NodeJS.Timeout | null = null
  #sentBefore = 0
  #toldAt = 0
  #sweptAt = -Infinity
  #status: UploadStatus = { files: 0, bytes: 0, previews: 0, parked: 0, bytesPerSecond: 0 }

  constructor(parts: StoreServiceParts) {
    this.#parts = parts
    const unpark = () =>
      void this.#ask(async () => {
        await parts.catalog.blobs.unpark()
        this.#wake()
      })
    parts.link.onOpen(() => this.#wake())
    this.#stops = [
      parts.catalog.onChange(({ details }) => details && this.#wakeSoon()),
      parts.settings.onChange(() => this.#wakeSoon()),
      parts.volumes.onChange(unpark),
    ]
    unpark()
  }

  get status(): UploadStatus {
    return this.#status
  }

  /** After each change of the status. @param listener is given null while a run goes on */
  onChange(listener: (end: StoreRunEnd | null) => void): void {
    this.#listeners.add(listener)
  }

  /** Resolves when nothing more can be stored now. */
  async settled(): Promise<void> {
    this.#wake()
    await this.#running
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const stop of this.#stops) stop()
    for (const timer of [this.#wakeTimer, this.#tellTimer]) if (timer) clearTimeout(timer)
    this.#parts.link.rest()
    await this.#running
  }

  #wakeSoon(): void {
    this.#wakeTimer ??= setTimeout(() => {
      this.#wakeTimer = null
      this.#wake()
    }, WAKE_MS).unref()
  }

  #wake(): void {
    this.#again = true
    if (this.#running || this.#closed) return
    this.#running = this.#ask(() => this.#run()).finally(() => {
      this.#running = null
      // Somebody woke it while it was ending.
      if (this.#again) this.#wake()
    })
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false
      const { target } = this.#parts.link
      await this.#count()
      const end = target ? await this.#store(target) : null
      if (target && !end) await this.#sweep(target)
      await this.#count()
      this.#tell(target && end?.kind !== 'stopped' ? { trouble: end } : null)
    }
  }

  async #store(target: TransferTarget): Promise<StoreEnd> {
    const { catalog, previews, volumes, link, random, settings } = this.#parts
    const { blobs } = catalog
    const isWanted = () => link.target === target && !this.#closed && !settings.get().metered
    const { spaceKeeps } = settings.get()
    if (spaceKeeps === 'catalog' || !isWanted()) return null
    const common = { blobs, previews, volumes, random, transfers: link.transfers }
    const onStored = () => this.#tellSoon()
    const end = await storePreviews(common, target, 'grid', isWanted, onStored)
    if (end) return end
    const ends = await Promise.all([
      spaceKeeps === 'everything' ? storeFiles(common, target, isWanted, onStored) : null,
      storePreviews(common, target, 'screen', isWanted, onStored),
    ])
    return ends.find((each) => each !== null) ?? null
  }

  /** What this computer has stored and nothing names any more is removed, 30 days later. */
  async #sweep(target: TransferTarget): Promise<void> {
    const { catalog, clock, link } = this.#parts
    const now = clock.now()
    if (now - this.#sweptAt < SWEEP_MS) return
    this.#sweptAt = now
    const listed = await link.transfers.call('listOwn', target, now - FRESH_MS)
    if (listed.kind !== 'done') return
    const unnamed = await catalog.blobs.noteUnnamed(listed.value, now)
    if (unnamed.length > 0) await link.transfers.call('remove', target, unnamed)
  }

  #tellSoon(): void {
    this.#tellTimer ??= setTimeout(() => {
      this.#tellTimer = null
      void this.#ask(async () => {
        await this.#count()
        this.#tell(null)
      })
    }, TELL_MS).unref()
  }

  async #count(): Promise<void> {
    const { sent } = this.#parts.link
    const now = performance.now()
    const seconds = (now - this.#toldAt) / 1000
    const bytesPerSecond =
      seconds < TELL_MS / 2000 ? this.#status.bytesPerSecond : Math.round((sent - this.#sentBefore) / seconds)
    this.#sentBefore = sent
    this.#toldAt = now
    this.#status = { ...(await this.#parts.catalog.blobs.counts()), bytesPerSecond }
  }

  #tell(end: StoreRunEnd | null): void {
    if (!this.#closed) for (const listener of this.#listeners) listener(end)
  }

  async #ask(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      // The catalog does not answer any more at the end.
      if (this.#closed) return
      this.#parts.onBug(error)
      setTimeout(() => this.#wake(), AFTER_FAULT_MS).unref()
    }
  }
}
