import { unlink } from 'node:fs/promises'
import type { FileTemplate } from '../../../shared/file-template.ts'
import type { ContentHash, PhotoId, VolumeId } from '../../../shared/ids.ts'
import { addToCatalog } from './add-to-catalog.ts'
import { chooseTargets } from './choose-targets.ts'
import { quietlyAsync } from './leftovers.ts'
import { placePhoto, syncFolders } from './place-photo.ts'
import { copyElsewhere, isCompanion, isKnown, type PlannedFile, type PlannedPhoto } from './planned-photo.ts'
import { partOf, type RunContext, setState } from './run-context.ts'

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
        return this.#run.failed(error)
      }
    }
  }

  async #finish(batch: readonly PlannedPhoto[]): Promise<void> {
    const run = this.#run
    await this.#recogniseContents(batch)
    for (const planned of batch) await chooseTargets(run, planned, this.#template)
    await journalTargets(run, batch)
    const touched = new Set<string>()
    for (const planned of batch) await placePhoto(run, planned, this.#template, touched)
    await syncFolders(touched)
    await addToCatalog(run, batch)
    for (const planned of batch) setState(run, planned, stateOf(planned))
  }

  /** Contents that the library has meanwhile, or another photo of this card has, are not added twice. */
  async #recogniseContents(batch: readonly PlannedPhoto[]): Promise<void> {
    const hashes = batch.flatMap((planned) => planned.files.flatMap(({ row }) => row.sha256 ?? []))
    const known = await this.#run.catalog.findContents([...new Set(hashes)])
    const inBatch = new Set<ContentHash>()
    for (const planned of batch) {
      // Names are journalled before anything enters the catalog: what has one is this import's own.
      const own = planned.files.some(({ row }) => row.targets.some((target) => target !== null))
      if (!own && planned.photoId === null) await this.#takeKnown(planned, known, inBatch)
      for (const file of planned.files) if (file.row.sha256 && !isKnown(file)) inBatch.add(file.row.sha256)
    }
  }

  /** A photo that has a picture the library knows joins that photo; only what it has besides is added. */
  async #takeKnown(
    planned: PlannedPhoto,
    known: ReadonlyMap<ContentHash, { photoId: PhotoId }>,
    inBatch: ReadonlySet<ContentHash>,
  ): Promise<void> {
    const isHere = (file: PlannedFile) =>
      file.row.sha256 !== null && (known.has(file.row.sha256) || inBatch.has(file.row.sha256))
    const pictures = planned.files.filter((file) => !isCompanion(file))
    const home = pictures.map(({ row }) => row.sha256 && known.get(row.sha256)?.photoId).find(Boolean) ?? null
    if (home === null && !planned.files.every(isHere)) return
    planned.photoId = home
    const covered = home === null ? null : await volumesWithCopies(this.#run, home)
    for (const file of planned.files.filter(isHere)) await this.#leaveKnown(file, covered)
  }

  /** The second place keeps its copy where the library has none on that volume. */
  async #leaveKnown(file: PlannedFile, covered: Covered | null): Promise<void> {
    const volumes = covered?.get(file.row.sha256!)
    for (const [index, copy] of file.copies.entries()) {
      const wanted = index > 0 && volumes && !volumes.has(this.#run.destinations[index]!.volumeId)
      if (wanted) continue
      if (copy.state === 'part') await quietlyAsync(unlink(partOf(this.#run, file, index)))
      file.copies[index] = { ...copyElsewhere }
    }
  }
}

type Covered = ReadonlyMap<ContentHash, ReadonlySet<VolumeId>>

/** Per content of a photo of the library, the volumes that hold a verified copy. */
async function volumesWithCopies(run: RunContext, photoId: PhotoId): Promise<Covered> {
  const { files } = await run.catalog.detail(photoId)
  return new Map(
    files.flatMap(({ sha256, copies }) =>
      sha256 === null
        ? []
        : [[sha256, new Set(copies.filter((copy) => copy.verifiedAt !== null).map((copy) => copy.volumeId))]],
    ),
  )
}

async function journalTargets(run: RunContext, batch: readonly PlannedPhoto[]): Promise<void> {
  const proven = batch
    .flatMap((planned) => planned.files)
    .filter((file) => file.copies.some(({ state }) => state === 'part'))
  if (proven.length === 0) return
  await run.journal.write(
    proven.map(({ row }) => ({
      index: row.index,
      state: row.state,
      sha256: row.sha256,
      xxh128: row.xxh128,
      targets: row.targets,
    })),
  )
}

function stateOf({ files }: PlannedPhoto): 'skipped' | 'catalogued' | 'failed' {
  if (files.every(isKnown)) return 'skipped'
  return files.some((file) => file.copies[0]!.state === 'placed') ? 'catalogued' : 'failed'
}
