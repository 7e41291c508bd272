import { AppError } from '../../../shared/errors.ts'
import { parseTemplate } from '../../../shared/file-template.ts'
import type { ImportReport } from '../../../shared/import.ts'
import { ensureFolder, syncFolder } from '../copy/place.ts'
import { destinationNotice, errnoOf } from '../copy/system-errors.ts'
import { dirname } from 'node:path'
import { makeFolder } from '../../make-folder.ts'
import { copyPhoto } from './copy-photo.ts'
import type { Destination } from './destinations.ts'
import { Finisher } from './finish-photos.ts'
import { removeIncoming } from './leftovers.ts'
import { writeManifests } from './manifests.ts'
import { INCOMING, type PlannedPhoto } from './planned-photo.ts'
import { recover } from './recover.ts'
import { makeReport } from './report.ts'
import type { RunContext } from './run-context.ts'
import type { StoredImport } from './stored-import.ts'

/**
 * Carries an import, new or interrupted, to its end: copy, prove, place, catalogue, manifest, report.
 * @throws AppError when it cannot go on; what is complete stays, and the import can be resumed
 */
export async function runImport(
  run: RunContext,
  stored: StoredImport,
  photos: readonly PlannedPhoto[],
  version: string,
): Promise<ImportReport> {
  const started = run.clock.now()
  for (const destination of run.destinations) await prepare(destination, run.importId)
  const finisher = new Finisher(run, parseTemplate(run.options.template))
  if (run.resumed) await recover(run, photos)
  await copyAll(run, photos, finisher)
  if (run.halted) throw run.halted
  const manifests = await writeManifests(run, photos, version)
  for (const destination of run.destinations) await removeIncoming(destination.path, run.importId)
  const cancelled = run.job.signal.aborted
  const seconds = (run.clock.now() - started) / 1000
  const report = await makeReport({ run, stored, photos, manifests, seconds, cancelled })
  await run.catalog.importEnd(run.importId, cancelled ? 'cancelled' : 'done', report)
  return report
}

async function prepare(destination: Destination, importId: string): Promise<void> {
  try {
    const created = makeFolder(destination.path)
    if (created !== null) await syncFolder(dirname(created))
    await ensureFolder(destination.path, `${INCOMING}/${importId}`)
  } catch (error) {
    const reason = errnoOf(error)
    if (reason === null) throw error
    const notice = destinationNotice(destination.path, reason)
    throw new AppError(notice.code, notice.params, { cause: error })
  }
}

/** As many photos at once as there are workers; each goes to the finisher when its copies are proven. */
async function copyAll(run: RunContext, photos: readonly PlannedPhoto[], finisher: Finisher): Promise<void> {
  const todo = inOrder(run, photos).filter((planned) => !isDone(planned))
  let next = 0
  const lane = async (): Promise<void> => {
    for (let planned = todo[next++]; planned; planned = todo[next++]) {
      if (!(await goOn(run))) return
      // Rejected while the copy was running: it stays on the card.
      if (planned.photo.flag === 'reject' && planned.files.every((file) => file.row.state === 'seen'))
        continue
      if (!(await copied(run, planned))) return
      finisher.add(planned)
    }
  }
  await Promise.all(Array.from({ length: run.pool.size }, lane))
  await finisher.drain()
}

/** False when the import is to stop, also by a failure of a step. */
async function copied(run: RunContext, planned: PlannedPhoto): Promise<boolean> {
  try {
    return await copyPhoto(run, planned)
  } catch (error) {
    run.failed(error)
    return false
  }
}

/** Waits while paused; false when the import is to stop. */
async function goOn(run: RunContext): Promise<boolean> {
  if (run.halted) return false
  return run.job.whenRunning().then(
    () => !run.halted,
    () => false,
  )
}

function inOrder(run: RunContext, photos: readonly PlannedPhoto[]): PlannedPhoto[] {
  if (run.options.copyFirst === 'order') return [...photos]
  return photos.toSorted((a, b) => Number(b.photo.flag === 'pick') - Number(a.photo.flag === 'pick'))
}

function isDone({ files }: PlannedPhoto): boolean {
  return files.every(
    ({ row, copies }) =>
      row.state === 'catalogued' && copies.every(({ state }) => state === 'placed' || state === 'elsewhere'),
  )
}
