import { lstat } from 'node:fs/promises'
import type { PhotoDetail } from '../../../shared/photo.ts'
import { sameContent } from './choose-targets.ts'
import { removeParts } from './leftovers.ts'
import { type Copy, copyElsewhere, isKnown, type PlannedFile, type PlannedPhoto } from './planned-photo.ts'
import { partOf, placeOf, type RunContext, targetOf } from './run-context.ts'

/**
 * Finds out how far an interrupted import came, from its journal, the catalog and what the destinations hold. Proven
 * parts, and files that got their name just before the end, are read there once more, never from the card; what the
 * catalog has is only looked for. Everything else of the import's own parts is removed.
 */
export async function recover(run: RunContext, photos: readonly PlannedPhoto[]): Promise<void> {
  const keep = new Set<string>()
  for (const planned of photos) {
    const detail = await catalogued(run, planned)
    for (const file of planned.files) await recoverFile(run, file, detail, keep)
  }
  for (const destination of run.destinations) await removeParts(destination.path, run.importId, keep)
}

/** The photo of the library, if an earlier run came that far. */
async function catalogued(run: RunContext, planned: PlannedPhoto): Promise<PhotoDetail | null> {
  const file = planned.files.find(({ row }) => row.state === 'catalogued' && row.targets[0] !== null)
  if (file && planned.photoId === null) {
    const { volumeId, folder, name } = placeOf(run, file, 0)
    const there = await run.catalog.filesIn(volumeId, folder)
    planned.photoId =
      there.find((other) => other.name === name && other.sha256 === file.row.sha256)?.photoId ?? null
  }
  return planned.photoId === null ? null : run.catalog.detail(planned.photoId)
}

async function recoverFile(
  run: RunContext,
  file: PlannedFile,
  detail: PhotoDetail | null,
  keep: Set<string>,
): Promise<void> {
  const { row } = file
  // What failed may succeed now: another reader, a disk with room.
  row.error = null
  if (wasRecognised(file)) {
    file.copies.fill({ ...copyElsewhere })
    return
  }
  if (row.sha256 !== null) {
    for (const destination of run.destinations.keys()) await recoverCopy(run, file, destination, detail, keep)
  }
  // A journalled name without its file was never given; it is chosen anew.
  row.targets = row.targets.map((target, index) => (file.copies[index]!.state === 'none' ? null : target))
  for (const [destination, target] of row.targets.entries()) {
    if (target !== null) run.names.promise(target, [destination])
  }
  if (file.copies[0]!.state === 'none') row.state = 'seen'
  else if (row.state !== 'catalogued') row.state = 'verified'
}

/** Recognised by content, so that nothing was copied. */
function wasRecognised(file: PlannedFile): boolean {
  return (
    !isKnown(file) && file.row.state === 'catalogued' && file.row.targets.every((target) => target === null)
  )
}

async function recoverCopy(
  run: RunContext,
  file: PlannedFile,
  destination: number,
  detail: PhotoDetail | null,
  keep: Set<string>,
): Promise<void> {
  if (file.copies[destination]!.state === 'elsewhere') return
  if (file.row.targets[destination] !== null) {
    const placed = await placedCopy(run, file, destination, detail)
    if (placed) {
      file.copies[destination] = placed
      return
    }
  }
  const part = partOf(run, file, destination)
  const method = await sameContent(part, file.row, run.checks)
  if (method === 'other' || method === 'nothing') return
  keep.add(part)
  file.copies[destination] = { state: 'part', method, verifiedAt: run.clock.now() }
}

async function placedCopy(
  run: RunContext,
  file: PlannedFile,
  destination: number,
  detail: PhotoDetail | null,
): Promise<Copy | null> {
  const target = targetOf(run, file, destination)
  const known = detail?.files
    .find(({ sha256 }) => sha256 === file.row.sha256)
    ?.copies.find(({ path, verifiedAt }) => path === target && verifiedAt !== null)
  if (known?.verifiedAt) {
    const found = await lstat(target).catch(() => null) // gone: copied again
    const whole = found?.isFile() && found.size === file.row.bytes
    return whole ? { state: 'placed', method: known.method, verifiedAt: known.verifiedAt } : null
  }
  const method = await sameContent(target, file.row, run.checks)
  if (method === 'other' || method === 'nothing') return null
  return { state: 'placed', method, verifiedAt: run.clock.now() }
}
