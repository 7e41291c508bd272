import { unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { FileTemplate } from '../../../shared/file-template.ts'
import { ensureFolder, placeWithoutReplacing, syncFolder } from '../copy/place.ts'
import { destinationNotice, errnoOf } from '../copy/system-errors.ts'
import { chooseTargets, sameContent } from './choose-targets.ts'
import { quietlyAsync } from './leftovers.ts'
import { split } from './name-targets.ts'
import { isCompanion, isTaken, noCopy, type PlannedFile, type PlannedPhoto } from './planned-photo.ts'
import { failFile, partOf, type RunContext, targetOf } from './run-context.ts'

/**
 * Gives the proven parts of a photo their final names. `touched` collects folders whose names are not durable yet.
 * A file that cannot be placed fails by itself; companions are placed only with a picture they belong to.
 */
export async function placePhoto(
  run: RunContext,
  planned: PlannedPhoto,
  template: FileTemplate,
  touched: Set<string>,
): Promise<void> {
  const pictures = planned.files.filter((file) => !isCompanion(file))
  for (const file of pictures) await placeFile(run, planned, file, template, touched)
  const home = pictures.some(isTaken)
  for (const file of planned.files.filter(isCompanion)) {
    if (home) await placeFile(run, planned, file, template, touched)
    else await leaveOut(run, planned, file)
  }
}

async function placeFile(
  run: RunContext,
  planned: PlannedPhoto,
  file: PlannedFile,
  template: FileTemplate,
  touched: Set<string>,
): Promise<void> {
  for (const [destination, copy] of file.copies.entries()) {
    if (copy.state !== 'part' || file.row.targets[destination] === null) continue
    // Without its first copy a file is not in the library; a second copy would lie there unknown.
    if (!isTaken(file) && destination > 0) await removePart(run, file, destination)
    else await placeOrFail(run, planned, file, destination, template, touched)
  }
}

async function placeOrFail(
  run: RunContext,
  planned: PlannedPhoto,
  file: PlannedFile,
  destination: number,
  template: FileTemplate,
  touched: Set<string>,
): Promise<void> {
  try {
    await placeCopy(run, planned, file, destination, template, touched)
    file.copies[destination]!.state = 'placed'
  } catch (error) {
    await placingFailed(run, planned, file, destination, error)
  }
}

/** A companion whose picture failed waits on the card for it. */
async function leaveOut(run: RunContext, planned: PlannedPhoto, file: PlannedFile): Promise<void> {
  for (const [destination, copy] of file.copies.entries()) {
    if (copy.state === 'part') await removePart(run, file, destination)
  }
  if (planned.photo.error && !file.row.error) failFile(run, planned, file, planned.photo.error)
}

async function removePart(run: RunContext, file: PlannedFile, destination: number): Promise<void> {
  await quietlyAsync(unlink(partOf(run, file, destination)))
  file.copies[destination] = { ...noCopy }
  file.row.targets = file.row.targets.with(destination, null)
}

async function placeCopy(
  run: RunContext,
  planned: PlannedPhoto,
  file: PlannedFile,
  destination: number,
  template: FileTemplate,
  touched: Set<string>,
): Promise<void> {
  const root = run.destinations[destination]!.path
  const part = partOf(run, file, destination)
  const target = targetOf(run, file, destination)
  // Once in a batch: each folder above costs a sync of its own.
  if (!touched.has(dirname(target))) await ensureFolder(root, split(file.row.targets[destination]!).folder)
  touched.add(dirname(target))
  if (await placeWithoutReplacing(part, target)) return
  // Somebody gave the same name a moment ago. The same content is welcome, anything else stays untouched.
  const there = await sameContent(target, file.row, run.checks)
  if (there !== 'other' && there !== 'nothing') return quietlyAsync(unlink(part))
  const placed = file.copies.some((copy) => copy.state === 'placed')
  if (placed) throw new AppError('write-failed', { path: target, reason: 'EEXIST' })
  file.row.targets = file.row.targets.map((old, index) => (file.copies[index]!.state === 'part' ? null : old))
  await chooseTargets(run, planned, template)
  await run.journal.write([{ index: file.row.index, targets: file.row.targets }])
  if (file.copies[destination]!.state === 'part')
    await placeCopy(run, planned, file, destination, template, touched)
}

async function placingFailed(
  run: RunContext,
  planned: PlannedPhoto,
  file: PlannedFile,
  destination: number,
  error: unknown,
): Promise<void> {
  const target = targetOf(run, file, destination)
  const reason = errnoOf(error)
  if (reason === null && !(error instanceof AppError)) throw error
  const notice = error instanceof AppError ? error : destinationNotice(target, reason ?? '')
  await removePart(run, file, destination)
  failFile(run, planned, file, { code: notice.code, params: notice.params }, destination)
}

export async function syncFolders(folders: ReadonlySet<string>): Promise<void> {
  try {
    await Promise.all([...folders].map(syncFolder))
  } catch (error) {
    const reason = errnoOf(error)
    if (reason === null) throw error
    const path = [...folders][0] ?? ''
    throw new AppError('write-failed', { path, reason }, { cause: error })
  }
}
