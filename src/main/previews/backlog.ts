import { Kind, State, type Columns } from '../../shared/columns.ts'
import { AppError } from '../../shared/errors.ts'
import type { PhotoId } from '../../shared/ids.ts'
import type { JobContext } from '../jobs/jobs.ts'
import type { LibraryPictures } from './library-pictures.ts'
import type { PictureFactsQueue } from './picture-facts.ts'
import type { PreviewStore } from './store/preview-store.ts'
import type { PreviewCatalog, PreviewJobs } from './neighbours.ts'

/** More than there are decoders, so that none waits for a file to be read or kept. */
const AT_ONCE = 4
const BATCH = 64
const CHECKED_AT_ONCE = 1_000

export interface BacklogDeps {
  catalog: PreviewCatalog
  jobs: PreviewJobs
  pictures: LibraryPictures
  store: PreviewStore
  facts: PictureFactsQueue
  onBug: (error: unknown) => void
}

/**
 * Makes the grid previews that are missing, newest photo first, then makes drafts again from more. One job while there
 * is something to do; pausing it leaves what someone looks at untouched.
 */
export class PreviewBacklog {
  readonly #deps: BacklogDeps
  #running: Promise<void> | null = null
  #again = false
  #closed = false
  #lost: PhotoId[] = []
  #storeChecked = false

  constructor(deps: BacklogDeps) {
    this.#deps = deps
  }

  wake(): void {
    this.#again = true
    if (this.#running || this.#closed) return
    this.#running = this.#runAll()
      .catch((error: unknown) => {
        const stopped = error instanceof AppError && error.code === 'engine-stopped'
        if (!stopped) this.#deps.onBug(error)
      })
      .finally(() => {
        this.#running = null
      })
  }

  /** Resolves once nothing is missing that can be made. */
  async settled(): Promise<void> {
    this.wake()
    await this.#running
  }

  close(): void {
    this.#closed = true
  }

  async #runAll(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false
      if (await this.#isEmpty()) continue
      await new Promise<void>((done) => {
        const spec = { kind: 'previews', subject: '', canPause: true, canCancel: true } as const
        this.#deps.jobs.start(spec, (context) => this.#run(context).finally(done))
      })
    }
  }

  async #isEmpty(): Promise<boolean> {
    if (!this.#storeChecked) this.#lost = await this.#findLost()
    this.#storeChecked = true
    return this.#missing().length === 0 && (await this.#deps.store.drafts(1)).length === 0
  }

  /** Photos without a preview, newest first. */
  #missing(): PhotoId[] {
    const { catalog } = this.#deps
    const slots = slotsWhere(catalog, (slot) => lacksPreview(catalog.columns, slot))
    return [...photosAt(catalog, slots), ...this.#lost]
  }

  /** The store is a cache: it may have been deleted or replaced since the catalog was told of its previews. */
  async #findLost(): Promise<PhotoId[]> {
    const { store, catalog } = this.#deps
    const told = slotsWhere(catalog, (slot) => hasState(catalog.columns, slot, State.preview))
    if ((await store.count('grid')) >= told.length) return []
    const lost: PhotoId[] = []
    for (let at = 0; at < told.length; at += CHECKED_AT_ONCE) {
      lost.push(...(await store.lacking(photosAt(catalog, told.slice(at, at + CHECKED_AT_ONCE)))))
    }
    return lost
  }

  async #run(context: JobContext): Promise<void> {
    const missing = this.#missing()
    this.#lost = []
    let itemsDone = 0
    const report = (itemsTotal: number) => {
      context.progress({ itemsDone: itemsDone++, itemsTotal })
    }
    await this.#each(context, missing, true, () => {
      report(missing.length)
    })
    const tried = new Set<PhotoId>()
    for (;;) {
      const drafts = (await this.#deps.store.drafts(BATCH + tried.size)).filter((photo) => !tried.has(photo))
      if (drafts.length === 0) break
      for (const photo of drafts) tried.add(photo)
      await this.#each(context, drafts, false, () => {
        report(missing.length + tried.size)
      })
    }
    context.progress({ itemsDone, itemsTotal: itemsDone })
    await this.#deps.facts.flush()
  }

  async #each(
    context: JobContext,
    photos: readonly PhotoId[],
    quick: boolean,
    done: () => void,
  ): Promise<void> {
    const queue = photos.values()
    const work = async () => {
      for (const photoId of queue) {
        await context.whenRunning()
        await this.#make(context, photoId, quick)
        done()
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  }

  async #make(context: JobContext, photoId: PhotoId, quick: boolean): Promise<void> {
    try {
      await this.#deps.pictures.picture('grid', photoId, quick, 'idle')
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'engine-stopped') throw error
      if (NO_FAILURES.has(error.code)) return
      context.failed(String(error.params['path'] ?? ''), { code: error.code, params: error.params })
    }
  }
}

/** What is told where it belongs: a frame that is still to be drawn, a photo that has gone, a disk that is not connected. */
const NO_FAILURES: ReadonlySet<string> = new Set(['no-preview-yet', 'not-found', 'file-missing'])

/** True for a photo whose preview could be made and is not. */
export function lacksPreview(columns: Columns, slot: number): boolean {
  const settled = hasState(columns, slot, State.preview | State.vacant | State.missing)
  return !settled && ((columns.kind[slot] ?? 0) & Kind.undecodable) === 0
}

function hasState(columns: Columns, slot: number, state: number): boolean {
  return ((columns.state[slot] ?? 0) & state) !== 0
}

/** Newest first. */
function slotsWhere({ columns }: PreviewCatalog, wanted: (slot: number) => boolean): number[] {
  const slots: number[] = []
  for (let slot = columns.length - 1; slot >= 0; slot--) if (wanted(slot)) slots.push(slot)
  return slots
}

function photosAt(catalog: PreviewCatalog, slots: readonly number[]): PhotoId[] {
  return slots.map((slot) => catalog.idOf(slot)).filter((photoId) => photoId !== null)
}
