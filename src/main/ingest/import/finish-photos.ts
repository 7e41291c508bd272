import { AppError } from '../../../shared/errors.ts'
import { type FileTemplate } from '../../../shared/file-template.ts'
import type { ContentHash, PhotoId } from '../../../shared/ids.ts'
import { addToCatalog } from './add-to-catalog.ts'
import { chooseTargets } from './choose-targets.ts'
import { placePhoto, syncFolders } from './place-photo.ts'
import type { PlannedFile, PlannedPhoto } from './planned-photo.ts'
import { quietlyAsync } from './leftovers.ts'
import { partOf, type RunContext, setState } from './run-context.ts'
import { unlink } from 'node:fs/promises'

/** Photos that one transaction takes at most. */
const BATCH = 64

/**
 * The last steps of each photo, in batches: recognise known contents, choose names, journal them, give them, make
 * folders durable, add to the catalog. Photos that come while a batch is under way share the next one.
 */
export class Finisher {
  readonly #run: RunContext
  readonly #template: FileTemplate
  readonly #waiting: PlannedPhoto[] = []
  #working: Promise<void> | null = null

  constructor(run: RunContext, template: FileTemplate) {
    this.#run = run
    this.#template = template
  }

  /** Names of an earlier run of this import stay promised. */
  promise(planned: readonly PlannedPhoto[]): void {
    for (const photo of planned) {
      for (const file of photo.files)
        this.#run.names.promise(file.row.targets.filter((target) => target !== null))
    }
  }

  add(planned: PlannedPhoto): void {
    this.#waiting.push(planned)
    this.#working ??= this.#work().finally(() => (this.#working = null))
  }

  /** Resolves when everything added is in the catalog. */
  async drain(): Promise<void> {
    while (this.#working) await this.#working
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH)
      try {
        await this.#run.finishing.take(() => this.#finish(batch))
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        this.#run.halt(error)
        return
      }
    }
  }

  async #finish(batch: readonly PlannedPhoto[]): Promise<void> {
    const run = this.#run
    const fresh = await this.#withoutKnown(batch)
    for (const planned of fresh) {
      const files = provenFiles(planned).filter((file) => file.row.targets[0] === null)
      if (files.length > 0) await chooseTargets(run, planned, files, this.#template)
    }
    const proven = fresh.flatMap(provenFiles)
    await run.journal.write(
      proven.map(({ row }) => ({
        index: row.index,
        state: 'verified',
        sha256: row.sha256,
        xxh128: row.xxh128,
        targets: row.targets,
      })),
    )
    const touched = new Set<string>()
    for (const planned of fresh) await placePhoto(run, planned, this.#template, touched)
    await syncFolders(touched)
    const placed = fresh.filter((planned) => planned.files.some((file) => file.copies[0]!.state === 'placed'))
    await addToCatalog(run, placed)
    for (const planned of fresh) setState(run, planned, placed.includes(planned) ? 'catalogued' : 'failed')
  }

  /** Photos whose content the library has meanwhile, or another photo of this card has, are not added twice. */
  async #withoutKnown(batch: readonly PlannedPhoto[]): Promise<PlannedPhoto[]> {
    const hashes = batch.flatMap((planned) => planned.files.flatMap(({ row }) => row.sha256 ?? []))
    const known = await this.#run.catalog.findContents([...new Set(hashes)])
    const inBatch = new Map<ContentHash, PlannedPhoto>()
    const fresh: PlannedPhoto[] = []
    for (const planned of batch) {
      const complete = planned.files.every((file) => file.row.sha256 !== null)
      const named = planned.files.some((file) => file.row.targets[0] !== null)
      const has = (file: PlannedFile) => known.has(file.row.sha256!) || inBatch.has(file.row.sha256!)
      if (complete && !named && planned.files.every(has)) {
        await this.#leaveKnown(planned, known.get(planned.files[0]!.row.sha256!)?.photoId ?? null)
        continue
      }
      if (complete && !named) this.#attach(planned, known)
      for (const file of planned.files) if (file.row.sha256) inBatch.set(file.row.sha256, planned)
      fresh.push(planned)
    }
    return fresh
  }

  /** The library has the leading file, and lacks something beside it: only that is added, to the same photo. */
  #attach(planned: PlannedPhoto, known: ReadonlyMap<ContentHash, { photoId: PhotoId }>): void {
    const lead = known.get(planned.files[0]!.row.sha256!)
    if (lead) planned.attachTo = lead.photoId
  }

  async #leaveKnown(planned: PlannedPhoto, photoId: PhotoId | null): Promise<void> {
    const run = this.#run
    planned.photo.knownAs = photoId
    for (const file of planned.files) {
      for (const [destination, copy] of file.copies.entries()) {
        if (copy.state === 'part') await quietlyAsync(unlink(partOf(run, file, destination)))
        file.copies[destination] = { state: 'none', method: null, verifiedAt: 0 }
      }
    }
    await run.journal.write(
      planned.files.map(({ row }) => {
        row.state = 'catalogued'
        return { index: row.index, state: 'catalogued', sha256: row.sha256, xxh128: row.xxh128 }
      }),
    )
    setState(run, planned, 'skipped')
  }
}

/** Files that the first destination has or can have. */
function provenFiles(planned: PlannedPhoto): PlannedFile[] {
  return planned.files.filter((file) => file.copies[0]!.state !== 'none' && file.row.state !== 'failed')
}
