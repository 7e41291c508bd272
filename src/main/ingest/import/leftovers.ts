import { readdir, rm, rmdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { errnoOf } from '../copy/system-errors.ts'
import { INCOMING } from './planned-photo.ts'

/** For clean-up whose failure changes nothing: the next run clears what is left. */
export async function quietlyAsync(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (errnoOf(error) === null) throw error
  }
}

/** Removes parts of this import that nothing will use, such as those a crash cut off. */
export async function removeParts(
  destination: string,
  importId: string,
  keep: ReadonlySet<string>,
): Promise<void> {
  const folder = join(destination, INCOMING, importId)
  const names = await readdir(folder).catch((): string[] => []) // nothing was begun there
  for (const name of names) {
    if (!keep.has(join(folder, name))) await quietlyAsync(unlink(join(folder, name)))
  }
}

/** Removes the import's folder of parts, and the folder above when no other import uses it. */
export async function removeIncoming(destination: string, importId: string): Promise<void> {
  await quietlyAsync(rm(join(destination, INCOMING, importId), { recursive: true, force: true }))
  await quietlyAsync(rmdir(join(destination, INCOMING)))
}
