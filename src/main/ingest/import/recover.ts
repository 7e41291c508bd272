import { sameContent } from './choose-targets.ts'
import { removeParts } from './leftovers.ts'
import { copyElsewhere, isKnown, type PlannedFile, type PlannedPhoto } from './planned-photo.ts'
import { partOf, type RunContext, targetOf } from './run-context.ts'

/**
 * Finds out how far an interrupted import came, from its journal and from what the destinations really hold: proven
 * parts and files that already have their name are read there again, never from the card. Everything else of the
 * import's own parts is removed.
 */
export async function recover(run: RunContext, photos: readonly PlannedPhoto[]): Promise<void> {
  const keep = new Set<string>()
  for (const file of photos.flatMap((planned) => planned.files)) await recoverFile(run, file, keep)
  for (const destination of run.destinations) await removeParts(destination.path, run.importId, keep)
}

async function recoverFile(run: RunContext, file: PlannedFile, keep: Set<string>): Promise<void> {
  const { row } = file
  // What failed may succeed now: another reader, a disk with room.
  row.error = null
  if (wasRecognised(file)) {
    file.copies.fill({ ...copyElsewhere })
    return
  }
  if (row.sha256 !== null) {
    for (const destination of run.destinations.keys()) await recoverCopy(run, file, destination, keep)
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
  keep: Set<string>,
): Promise<void> {
  if (file.copies[destination]!.state === 'elsewhere') return
  if (file.row.targets[destination] !== null) {
    const method = await sameContent(targetOf(run, file, destination), file.row, run.pool)
    if (method !== 'other' && method !== 'nothing') {
      file.copies[destination] = { state: 'placed', method, verifiedAt: run.clock.now() }
      return
    }
  }
  const part = partOf(run, file, destination)
  const method = await sameContent(part, file.row, run.pool)
  if (method === 'other' || method === 'nothing') return
  keep.add(part)
  file.copies[destination] = { state: 'part', method, verifiedAt: run.clock.now() }
}
