import { AppError } from '../../../shared/errors.ts'
import type { ImportId } from '../../../shared/ids.ts'
import type { Job } from '../../../shared/jobs.ts'
import type { Flag } from '../../../shared/photo.ts'
import type { ImportFileRow } from '../../catalog/catalog.ts'
import type { JobContext } from '../../jobs/jobs.ts'
import type { CardChange } from '../card-service.ts'
import { newItemEvents } from '../card/item-events.ts'
import type { OpenCard } from '../card/open-card.ts'
import { CopyPool } from '../copy/copy-pool.ts'
import { Signal } from '../copy/copy-task.ts'
import type { IngestDeps } from '../ingest-deps.ts'
import { type Destination, lookAtDestinations } from './destinations.ts'
import { Journal } from './journal.ts'
import { NameTargets } from './name-targets.ts'
import { planPhotos, type PlannedPhoto } from './planned-photo.ts'
import type { LiveDestination, RunContext } from './run-context.ts'
import { runImport } from './run-import.ts'
import type { SideBySide } from './side-by-side.ts'
import type { StoredImport } from './stored-import.ts'

interface ImportParts {
  importId: ImportId
  card: OpenCard
  stored: StoredImport
  rows: readonly ImportFileRow[]
  destinations: readonly Destination[]
  others: SideBySide
  /** Closed when the import ends. */
  pool: CopyPool
}

/** An import as a job: progress, pause, cancel, and what its end means for the card. */
export class ActiveImport {
  readonly importId: ImportId
  running = false
  readonly #deps: IngestDeps
  readonly #card: OpenCard
  readonly #stored: StoredImport
  readonly #photos: PlannedPhoto[]
  readonly #destinations: LiveDestination[]
  readonly #others: SideBySide
  readonly #pool: CopyPool
  readonly #checks = new CopyPool(2)
  readonly #ended = Promise.withResolvers<void>()
  #halted: AppError | null = null
  #stopping = false
  #resumed = false

  /** @throws AppError card-changed when the card is not the one the journal speaks of */
  constructor(deps: IngestDeps, parts: ImportParts) {
    this.importId = parts.importId
    this.#deps = deps
    this.#card = parts.card
    this.#stored = parts.stored
    this.#others = parts.others
    this.#pool = parts.pool
    this.#destinations = parts.destinations.map((destination) => ({ ...destination, down: null }))
    const planned = planPhotos(parts.rows, parts.stored, parts.card.photos, parts.destinations.length)
    this.#photos = planned.filter((photo) => photo !== null)
    if (this.#photos.length < planned.length) throw new AppError('card-changed', { name: parts.card.name })
  }

  /** @throws AppError card-changed, or a problem of a destination */
  static async resume(deps: IngestDeps, parts: Omit<ImportParts, 'destinations'>): Promise<ActiveImport> {
    const open = parts.rows.filter((row) => row.state !== 'catalogued')
    const bytes = open.reduce((sum, row) => sum + row.bytes, 0)
    const destinations = await lookAtDestinations(parts.stored.options, parts.card.root, bytes, deps.volumes)
    const problem = destinations.flatMap((destination) => destination.problems)[0]
    if (problem) throw new AppError(problem.code, problem.params)
    const active = new ActiveImport(deps, { ...parts, destinations })
    active.#resumed = true
    active.#restoreMarks()
    return active
  }

  start(tell: (change: CardChange) => void): Job {
    this.running = true
    return this.#deps.jobs.start(
      { kind: 'import', subject: this.#card.name, canPause: true, canCancel: true },
      (job) => this.#run(job, tell),
    )
  }

  /** A mark on a photo that is in the library already counts there. */
  marked(indexes: readonly number[], change: { flag?: Flag; rating?: number }): void {
    const wanted = new Set(indexes)
    const ids = this.#photos.flatMap(({ photo, photoId }) =>
      photoId !== null && wanted.has(photo.index) ? [photoId] : [],
    )
    if (ids.length === 0) return
    const edits = [
      ...(change.flag === undefined ? [] : [{ field: 'flag' as const, value: change.flag }]),
      ...(change.rating === undefined ? [] : [{ field: 'rating' as const, value: change.rating }]),
    ]
    for (const edit of edits) {
      this.#deps.catalog.apply({ kind: 'photos', photos: { ids }, change: edit }).catch(this.#deps.onBug)
    }
  }

  /** Before the card is imported again: what is in the library now is known, what failed may be tried again. */
  settle(): void {
    for (const { photo, photoId, files } of this.#photos) {
      if (photoId !== null && files.every(({ row }) => row.state === 'catalogued')) photo.knownAs = photoId
      photo.state = 'seen'
      photo.error = null
    }
  }

  /** Stops at a safe point without ending the import: it can be resumed. */
  async stop(): Promise<void> {
    if (!this.running) return
    this.#stopping = true
    this.#halt(new AppError('engine-stopped'))
    await this.#ended.promise
  }

  async #run(job: JobContext, tell: (change: CardChange) => void): Promise<void> {
    const events = newItemEvents(this.#card, tell)
    const run = this.#context(job, events.changed)
    const unfollow = this.#followPause(job.id, tell)
    const cancel = () => this.#pool.signal(Signal.stop)
    job.signal.addEventListener('abort', cancel)
    try {
      const report = await runImport(run, this.#stored, this.#photos, this.#deps.version)
      this.#card.state = 'done'
      tell({ kind: 'report', cardId: this.#card.cardId, report })
    } catch (caught) {
      const removed = caught instanceof AppError && caught.code === 'card-removed'
      const error: unknown = removed ? this.#cardRemoved() : caught
      await this.#interrupted(error)
      throw error
    } finally {
      job.signal.removeEventListener('abort', cancel)
      unfollow()
      await this.#pool.close()
      await this.#checks.close()
      this.running = false
      this.#deps.onAdded()
      events.flush()
      tell({ kind: 'card', card: this.#card.describe() })
      this.#ended.resolve()
    }
  }

  async #interrupted(error: unknown): Promise<void> {
    const notice = error instanceof AppError ? { code: error.code, params: error.params } : null
    this.#card.state = notice?.code === 'card-removed' ? 'removed' : 'failed'
    this.#card.error = notice
    if (this.#stopping) return
    try {
      await this.#deps.catalog.importSetState(this.importId, 'paused')
    } catch (error) {
      // The catalog's own disk may be what is full; an import that still counts as running can be resumed too.
      if (!(error instanceof AppError)) throw error
    }
  }

  #context(job: JobContext, changed: (from: number, to: number) => void): RunContext {
    const bytesTotal = this.#bytesLeft()
    let bytesDone = 0
    const tellProgress = () =>
      job.progress({
        itemsTotal: this.#photos.length,
        itemsDone: this.#photos.filter(({ photo }) => isOver(photo.state)).length,
        bytesTotal,
        bytesDone: Math.min(bytesDone, bytesTotal),
      })
    const halted = () => this.#halted
    return {
      importId: this.importId,
      resumed: this.#resumed,
      options: this.#stored.options,
      card: this.#card,
      destinations: this.#destinations,
      catalog: this.#deps.catalog,
      clock: this.#deps.clock,
      random: this.#deps.random,
      pool: this.#pool,
      checks: this.#checks,
      journal: new Journal(this.#deps.catalog, this.importId, (error) => this.#failed(error)),
      names: new NameTargets(
        this.#destinations.map(({ path }) => path),
        this.#others.promised,
      ),
      finishing: this.#others.finishing,
      job,
      halt: (reason) => this.#halt(reason),
      failed: (error) => this.#failed(error),
      get halted() {
        return halted()
      },
      bytesLeft: () => this.#bytesLeft(),
      changed: (photo) => {
        changed(photo.index, photo.index + 1)
        tellProgress()
      },
      read: (bytes) => {
        bytesDone += bytes
        tellProgress()
      },
    }
  }

  /** What can be told ends the import at a safe point; anything else is a bug, told apart, and ends it too. */
  #failed(error: unknown): void {
    if (!(error instanceof AppError)) this.#deps.onBug(error)
    this.#halt(error instanceof AppError ? error : new AppError('engine-stopped'))
  }

  #halt(reason: AppError): void {
    this.#halted ??= reason
    this.#pool.signal(Signal.stop)
  }

  #cardRemoved(): AppError {
    const done = this.#photos.filter(({ files }) =>
      files.every((file) => file.row.state === 'catalogued'),
    ).length
    return new AppError('card-removed', { done, total: this.#photos.length })
  }

  #bytesLeft(): number {
    return this.#photos
      .flatMap((planned) => planned.files)
      .filter(({ row }) => row.state !== 'verified' && row.state !== 'catalogued')
      .reduce((sum, { row }) => sum + row.bytes, 0)
  }

  #followPause(jobId: string, tell: (change: CardChange) => void): () => void {
    return this.#deps.jobs.onChange((job) => {
      if (job.id !== jobId || this.#halted) return
      const paused = job.state === 'paused'
      if (paused === (this.#card.state === 'paused') || (job.state !== 'running' && !paused)) return
      this.#card.state = paused ? 'paused' : 'copying'
      this.#pool.signal(paused ? Signal.wait : Signal.run)
      this.#deps.catalog.importSetState(this.importId, paused ? 'paused' : 'running').catch(this.#deps.onBug)
      tell({ kind: 'card', card: this.#card.describe() })
    })
  }

  /** Flags and ratings as they were when the import began, unless the photo was marked anew. */
  #restoreMarks(): void {
    for (const { photo, group } of this.#photos) {
      const marks = this.#stored.photos[group]!
      if (photo.flag === 'none') photo.flag = marks.flag
      if (photo.rating === 0) photo.rating = marks.rating
    }
  }
}

function isOver(state: string): boolean {
  return state === 'catalogued' || state === 'failed' || state === 'skipped'
}
