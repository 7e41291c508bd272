import { unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { FileTemplate } from '../../../shared/file-template.ts'
import { ensureFolder, placeWithoutReplacing, syncFolder } from '../copy/place.ts'
import { destinationNotice, errnoOf } from '../copy/system-errors.ts'
import { chooseTargets, sameContent } from './choose-targets.ts'
import { quietlyAsync } from './leftovers.ts'
import { split } from './name-targets.ts'
import { noCopy, type PlannedFile, type PlannedPhoto } from './planned-photo.ts'
import { failFile, partOf, type RunContext, targetOf } from './run-context.ts'

/**
 * Gives the proven parts of a photo their final names. `touched` collects folders whose names are not durable yet.
 * A file that cannot be placed fails by itself.
 */
export async function placePhoto(
  run: RunContext,
  planned: PlannedPhoto,
  template: FileTemplate,
  touched: Set<string>,
): Promise<void> {
  for (const file of planned.files) {
    for (const [destination, copy] of file.copies.entries()) {
      if (copy.state !== 'part' || file.row.targets[destination] === null) continue
      try {
        await placeCopy(run, planned, file, destination, template)
        copy.state = 'placed'
        touched.add(dirname(targetOf(run, file, destination)))
      } catch (error) {
        await placingFailed(run, planned, file, destination, error)
      }
    }
  }
}

async function placeCopy(
  run: RunContext,
  planned: PlannedPhoto,
  file: PlannedFile,
  destination: number,
  template: FileTemplate,
): Promise<void> {
  const root = run.destinations[destination]!.path
  const part = partOf(run, file, destination)
  const target = targetOf(run, file, destination)
  await ensureFolder(root, split(file.row.targets[destination]!).folder)
  if (await placeWithoutReplacing(part, target)) return
  // Somebody gave the same name a moment ago. The same content is welcome, anything else stays untouched.
  const there = await sameContent(target, file.row, run.checks)
  if (there !== 'other' && there !== 'nothing') return quietlyAsync(unlink(part))
  const placed = file.copies.some((copy) => copy.state === 'placed')
  if (placed) throw new AppError('write-failed', { path: target, reason: 'EEXIST' })
  file.row.targets = file.row.targets.map((old, index) => (file.copies[index]!.state === 'part' ? null : old))
  await chooseTargets(run, planned, template)
  await run.journal.write([{ index: file.row.index, targets: file.row.targets }])
  if (file.copies[destination]!.state === 'part') await placeCopy(run, planned, file, destination, template)
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
  await quietlyAsync(unlink(partOf(run, file, destination)))
  file.copies[destination] = { ...noCopy }
  file.row.targets = file.row.targets.with(destination, null)
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
