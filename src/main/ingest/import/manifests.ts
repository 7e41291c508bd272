import { AppError } from '../../../shared/errors.ts'
import { destinationNotice, errnoOf } from '../copy/system-errors.ts'
import { type Generation, writeGeneration } from '../manifest/write-generation.ts'
import type { ManifestFile } from '../manifest/mhl-write.ts'
import { isThere } from './destinations.ts'
import type { PlannedPhoto } from './planned-photo.ts'
import type { RunContext } from './run-context.ts'

/**
 * Writes this import's manifest into each destination that got files.
 * @returns absolute paths
 */
export async function writeManifests(
  run: RunContext,
  photos: readonly PlannedPhoto[],
  version: string,
): Promise<string[]> {
  const paths: string[] = []
  for (const [index, destination] of run.destinations.entries()) {
    const files = listedFiles(photos, index)
    if (files.length === 0 || !(await isThere(destination.path))) continue
    const generation: Generation = {
      importId: run.importId,
      createdAt: run.clock.now(),
      version,
      proof: proofOf(run, photos, index),
      files,
    }
    paths.push(
      await writeGeneration(destination.path, generation).catch((error: unknown) =>
        failed(destination.path, error),
      ),
    )
  }
  return paths
}

function failed(path: string, error: unknown): never {
  const reason = errnoOf(error)
  if (reason === null) throw error
  const notice = destinationNotice(path, reason)
  throw new AppError(notice.code, notice.params, { cause: error })
}

function listedFiles(photos: readonly PlannedPhoto[], destination: number): ManifestFile[] {
  return photos.flatMap((photo) =>
    photo.files.flatMap(({ row, copies }) => {
      const path = row.targets[destination]
      const copy = copies[destination]!
      if (!path || copy.state !== 'placed' || row.xxh128 === null) return []
      return [{ path, bytes: row.bytes, mtime: row.mtime, xxh128: row.xxh128, hashedAt: copy.verifiedAt }]
    }),
  )
}

/** What was done, in words that stand for years. */
function proofOf(run: RunContext, photos: readonly PlannedPhoto[], destination: number): string {
  const methods = new Set(
    photos.flatMap((photo) => photo.files.flatMap((file) => file.copies[destination]!.method ?? [])),
  )
  const source = run.options.readSourceTwice
    ? 'The source was read twice and found equal.'
    : 'The source was read once.'
  return `${source} Each copy was read back (${[...methods].sort().join(', ')}) and found equal.`
}
