import { sameContent } from './choose-targets.ts'
import { removeParts } from './leftovers.ts'
import type { PlannedFile, PlannedPhoto } from './planned-photo.ts'
import { partOf, type RunContext, targetOf } from './run-context.ts'

/**
 * Finds out how far an interrupted import came, from its journal and from what the destinations really hold: proven
 * parts and files that already have their name are read there again, never from the card. Everything else of the
 * import's own parts is removed.
 */
export async function recover(run: RunContext, photos: readonly PlannedPhoto[]): Promise<void> {
  const keep = new Set<string>()
  for (const { files } of photos) {
    for (const file of files) {
      file.recovered = true
      if (file.row.state === 'failed') retryFailed(file)
      if (file.row.state === 'verified' || file.row.state === 'catalogued') await recoverFile(run, file, keep)
    }
  }
  for (const destination of run.destinations) await removeParts(destination.path, run.importId, keep)
}

/** What failed may succeed now: another reader, a disk with room. */
function retryFailed(file: PlannedFile): void {
  file.row.state = file.row.sha256 !== null && file.row.targets[0] !== null ? 'verified' : 'seen'
  file.row.error = null
}

async function recoverFile(run: RunContext, file: PlannedFile, keep: Set<string>): Promise<void> {
  for (const destination of run.destinations.keys()) {
    const copy = file.copies[destination]!
    if (file.row.targets[destination] !== null) {
      const method = await sameContent(targetOf(run, file, destination), file.row, run.pool)
      if (method !== 'other' && method !== 'nothing') {
        file.copies[destination] = { state: 'placed', method, verifiedAt: run.clock.now() }
        continue
      }
    }
    const part = partOf(run, file, destination)
    const method = await sameContent(part, file.row, run.pool)
    if (method === 'other' || method === 'nothing') continue
    keep.add(part)
    file.copies[destination] = { ...copy, state: 'part', method, verifiedAt: run.clock.now() }
  }
  // A journalled name without its file was never given; the name is chosen anew.
  file.row.targets = file.row.targets.map((target, index) =>
    file.copies[index]!.state === 'none' ? null : target,
  )
  if (file.copies[0]!.state === 'none' && !isKnownElsewhere(file)) file.row.state = 'seen'
}

/** Recognised by content, so that nothing was copied. */
export function isKnownElsewhere(file: PlannedFile): boolean {
  return file.row.state === 'catalogued' && file.row.targets.every((target) => target === null)
}
