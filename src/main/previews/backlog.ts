import { State, Kind } from '../../shared/columns.ts'
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
  #running = false
  #again = false
  #closed = false
  #lost: PhotoId[] = []

  constructor(deps: BacklogDeps) {
    this.#deps = deps
  }

  wake(): void {
    this.#again = true
    if (this.#running || this.#closed) return
    this.#running = true
    void this.#runAll()
      .catch((error: unknown) => {
        const stopped = error instanceof AppError && error.code === 'engine-stopped'
        if (!stopped) this.#deps.onBug(error)
      })
      .finally(() => {
        this.#running = false
      })
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
    await this.#findLost()
    return this.#missing().length === 0 && (await this.#deps.store.drafts(1)).length === 0
  }

  /** Photos without a preview, newest first. */
  #missing(): PhotoId[] {
    const lacking = this.#photos(
      (state, kind) =>
        !(state & (State.preview | State.vacant | State.missing)) && !(kind & Kind.undecodable),
    )
    return [...lacking, ...this.#lost]
  }

  /** The store is a cache: it may have been deleted or replaced since the catalog was told of its previews. */
  async #findLost(): Promise<void> {
    const { store } = this.#deps
    const told = this.#photos((state) => (state & State.preview) !== 0 && !(state & State.missing))
    this.#lost = []
    if ((await store.count('grid')) >= told.length) return
    for (let at = 0; at < told.length; at += CHECKED_AT_ONCE) {
      this.#lost.push(...(await store.lacking(told.slice(at, at + CHECKED_AT_ONCE))))
    }
  }

  #photos(wanted: (state: number, kind: number) => boolean): PhotoId[] {
    const { catalog } = this.#deps
    const { length, state, kind } = catalog.columns
    const photos: PhotoId[] = []
    for (let slot = length - 1; slot >= 0; slot--) {
      const photoId = wanted(state[slot] ?? 0, kind[slot] ?? 0) ? catalog.idOf(slot) : null
      if (photoId) photos.push(photoId)
    }
    return photos
  }

  async #run(context: JobContext): Promise<void> {
    const missing = this.#missing()
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
      if (error.code === 'no-preview-yet' || error.code === 'not-found') return
      context.failed(String(error.params['path'] ?? ''), { code: error.code, params: error.params })
    }
  }
}
