import { open, readdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, type ErrorNotice } from '../../../shared/errors.ts'
import type { CopyOutcome } from '../copy/copy-task.ts'
import { diskFull, isThere } from './destinations.ts'
import { isCompanion, type PlannedFile, type PlannedPhoto } from './planned-photo.ts'
import { failFile, type LiveDestination, partOf, type RunContext, setState, sourceOf } from './run-context.ts'

/** A slip of a disk or cable may not repeat itself; a second failure is believed. */
const ATTEMPTS = 2

/**
 * Copies the files of a photo into parts and proves them. A file that fails is told and passed over; a destination
 * or card that is gone ends the import.
 * @returns false when the work was stopped
 */
export async function copyPhoto(run: RunContext, planned: PlannedPhoto): Promise<boolean> {
  const open = planned.files.filter((file) => wantedBy(run, file).length > 0)
  if (open.length > 0) setState(run, planned, 'copying')
  const fresh = open.filter((file) => file.row.state === 'seen')
  run.journal.note(fresh.map((file) => ({ index: file.row.index, state: 'copying' })))
  for (const file of open.toSorted((a, b) => Number(isCompanion(a)) - Number(isCompanion(b)))) {
    if (run.halted) return false
    const lost = isCompanion(file) && !hasPicture(planned) ? planned.photo.error : null
    if (lost) failFile(run, planned, file, lost)
    else if (!(await copyFileOfPhoto(run, planned, file))) return false
  }
  tellWithout(run, planned)
  setState(run, planned, 'verified')
  return true
}

/** Whether any picture of the photo is proven or known, so that companions have something to come along with. */
function hasPicture(planned: PlannedPhoto): boolean {
  return planned.files.some((file) => !isCompanion(file) && file.copies[0]!.state !== 'none')
}

/** Files that a destination no longer takes are named, one by one. */
function tellWithout(run: RunContext, planned: PlannedPhoto): void {
  for (const [index, { down }] of run.destinations.entries()) {
    for (const file of planned.files) {
      if (down && file.copies[index]!.state === 'none' && !file.row.error)
        failFile(run, planned, file, down, index)
    }
  }
}

/** Destinations that a file is still to be copied to. */
function wantedBy(run: RunContext, file: PlannedFile): number[] {
  return [...run.destinations.keys()].filter(
    (index) => run.destinations[index]!.down === null && file.copies[index]!.state === 'none',
  )
}

async function copyFileOfPhoto(run: RunContext, planned: PlannedPhoto, file: PlannedFile): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    const parts = wantedBy(run, file).map((destination) => ({
      destination,
      path: partOf(run, file, destination),
    }))
    const { options } = run
    const outcome = await run.pool.run(
      {
        kind: 'copy',
        source: sourceOf(run, file),
        bytes: file.row.bytes,
        parts,
        readSourceTwice: options.readSourceTwice,
      },
      (bytes) => run.read(bytes),
    )
    if (outcome.kind === 'stopped') return false
    if (outcome.kind !== 'copied') return sourceFailed(run, planned, file, outcome)
    if (await takeOutcome(run, planned, file, outcome, attempt === ATTEMPTS)) return run.halted === null
    if (wantedBy(run, file).length === 0) return true
  }
}

/** Notes what was proven. False: some destination failed in a way that is worth a fresh copy. */
async function takeOutcome(
  run: RunContext,
  planned: PlannedPhoto,
  file: PlannedFile,
  outcome: Extract<CopyOutcome, { kind: 'copied' }>,
  last: boolean,
): Promise<boolean> {
  const { row } = file
  if (row.sha256 !== null && row.sha256 !== outcome.digests.sha256) {
    failFile(run, planned, file, { code: 'source-differs', params: { name: row.source } })
    return true
  }
  row.sha256 = outcome.digests.sha256
  row.xxh128 = outcome.digests.xxh128
  let again = false
  for (const part of outcome.parts) {
    if (part.ok) {
      file.copies[part.destination] = { state: 'part', method: part.method, verifiedAt: run.clock.now() }
    } else if (part.again && !last) {
      again = true
    } else {
      await destinationFailed(run, planned, file, part.destination, part.error)
    }
  }
  if (again) return false
  if (file.copies[0]!.state !== 'none' && row.state !== 'failed') {
    row.state = 'verified'
    // The part can be trusted after a crash; where it goes is journalled before it goes there.
    run.journal.note([{ index: row.index, state: 'verified', sha256: row.sha256, xxh128: row.xxh128 }])
  }
  return true
}

/** A full or vanished destination fails for every file to come; anything else concerns this file alone. */
async function destinationFailed(
  run: RunContext,
  planned: PlannedPhoto,
  file: PlannedFile,
  index: number,
  error: ErrorNotice,
): Promise<void> {
  const destination = run.destinations[index]!
  const there = await isThere(destination.path)
  const general = error.code === 'disk-full' || error.code === 'folder-not-writable' || !there
  const notice: ErrorNotice = there
    ? error.code === 'disk-full'
      ? diskFull(destination, await stillMissing(run, destination))
      : error
    : { code: 'folder-missing', params: { path: destination.path } }
  if (general && index === 0) return run.halt(new AppError(notice.code, notice.params))
  if (general) destination.down ??= notice
  failFile(run, planned, file, notice, index)
}

/** What the rest of the import needs beyond what is free now. */
async function stillMissing(run: RunContext, destination: LiveDestination): Promise<number> {
  const { bavail, bsize } = await statfs(destination.path)
  return Math.max(bsize, run.bytesLeft() - bavail * bsize)
}

/** A file that cannot be read is told from a card that is gone by asking the card for anything else. */
async function sourceFailed(
  run: RunContext,
  planned: PlannedPhoto,
  file: PlannedFile,
  outcome: CopyOutcome,
): Promise<boolean> {
  if (outcome.kind !== 'unreadable') throw new Error(`unexpected outcome ${outcome.kind}`)
  if (outcome.reason !== '' && !(await cardAnswers(run, file))) {
    run.halt(new AppError('card-removed'))
    return false
  }
  failFile(run, planned, file, outcome.error)
  return true
}

async function cardAnswers(run: RunContext, failed: PlannedFile): Promise<boolean> {
  const listed = await readdir(run.card.root).catch(() => [])
  if (listed.length === 0) return false
  const others = run.card.photos.flatMap((photo) => photo.files.map((member) => member.file)).toReversed()
  for (const other of others.filter((candidate) => !failed.row.source.endsWith(candidate.name)).slice(0, 2)) {
    if (await readMiddle(join(run.card.root, other.folder, other.name), other.bytes).catch(() => false))
      return true
  }
  return others.length <= 1
}

/** The beginning may still be in memory from reading metadata. */
async function readMiddle(path: string, bytes: number): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    await file.read(new Uint8Array(1), 0, 1, Math.floor(bytes / 2))
    return true
  } finally {
    await file.close()
  }
}
