import { join } from 'node:path'
import type { AppError, ErrorNotice } from '../../../shared/errors.ts'
import type { ImportId } from '../../../shared/ids.ts'
import type { ImportOptions } from '../../../shared/import.ts'
import type { Clock, RandomSource } from '../../../shared/random.ts'
import type { Catalog, FilePlace } from '../../catalog/catalog.ts'
import type { JobContext } from '../../jobs/jobs.ts'
import type { CardPhoto } from '../card/card-photo.ts'
import type { OpenCard } from '../card/open-card.ts'
import type { CopyPool } from '../copy/copy-pool.ts'
import type { Turns } from '../turns.ts'
import type { Destination } from './destinations.ts'
import type { Journal } from './journal.ts'
import { type NameTargets, split } from './name-targets.ts'
import { isKnown, partPath, type PlannedFile, type PlannedPhoto } from './planned-photo.ts'

/** A destination during an import. */
export interface LiveDestination extends Destination {
  /** Why nothing more is copied to it: full, gone, read-only. The first destination's failure ends the import. */
  down: ErrorNotice | null
}

/** Everything the steps of one import share. */
export interface RunContext {
  readonly importId: ImportId
  /** An earlier run may have come anywhere. */
  readonly resumed: boolean
  readonly options: ImportOptions
  readonly card: OpenCard
  readonly destinations: readonly LiveDestination[]
  readonly catalog: Catalog
  readonly clock: Clock
  readonly random: RandomSource
  readonly pool: CopyPool
  /** Reads what lies in a destination; neither pause nor cancel leave its question open. */
  readonly checks: CopyPool
  readonly journal: Journal
  readonly names: NameTargets
  readonly finishing: Turns
  readonly job: JobContext
  /** Ends the import at the next safe point; it can be resumed. The first reason counts. */
  halt(reason: AppError): void
  /** Ends the import by whatever went wrong in a step of its own. */
  failed(error: unknown): void
  readonly halted: AppError | null
  /** Bytes of all files that have no proven copy yet. */
  bytesLeft(): number
  /** A photo's state changed. */
  changed(photo: CardPhoto): void
  /** Bytes of the card just read. */
  read(bytes: number): void
}

export function sourceOf(run: RunContext, file: PlannedFile): string {
  return join(run.card.root, ...file.row.source.split('/'))
}

export function partOf(run: RunContext, file: PlannedFile, destination: number): string {
  return partPath(run.destinations[destination]!.path, run.importId, file.row.index)
}

/** Absolute final path of a file in a destination; its target must have been chosen. */
export function targetOf(run: RunContext, file: PlannedFile, destination: number): string {
  return join(run.destinations[destination]!.path, ...file.row.targets[destination]!.split('/'))
}

/** The place of a file's copy as the catalog names it; its target must have been chosen. */
export function placeOf(run: RunContext, file: PlannedFile, index: number): FilePlace {
  const destination = run.destinations[index]!
  const { folder, name } = split(file.row.targets[index]!)
  return {
    volumeId: destination.volumeId,
    folder: [destination.relative, folder].filter((part) => part !== '').join('/'),
    name,
  }
}

export function setState(run: RunContext, planned: PlannedPhoto, state: CardPhoto['state']): void {
  planned.photo.state = state
  run.changed(planned.photo)
}

/**
 * Notes that a file failed, in the journal and for the user; the rest goes on. Without the second copy the file is
 * still taken; without the first, or unread, it is not.
 */
export function failFile(
  run: RunContext,
  planned: PlannedPhoto,
  file: PlannedFile,
  error: ErrorNotice,
  destination = 0,
): void {
  if (destination === 0 && !isKnown(file)) file.row.state = 'failed'
  file.row.error = { code: error.code, params: { ...error.params } }
  planned.photo.error = error
  run.job.failed(file.row.source, error)
  run.journal.note([{ index: file.row.index, state: file.row.state, error: file.row.error }])
}
