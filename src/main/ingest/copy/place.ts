import { link, mkdir, open, rename, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errnoOf } from './system-errors.ts'

/** File systems without hard links (FAT, exFAT, many network shares) answer with one of these. */
const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL'])

/**
 * Gives a finished part its final name, and never replaces anything: false when the name is taken.
 *
 * A hard link fails on a taken name in one step, which rename does not. Where there are no links, an empty file
 * created with O_EXCL takes the name first and the part is renamed over it, so that no foreign file can be lost; a
 * crash between the two calls leaves an empty file that the import's journal knows as its own and completes.
 */
export async function placeWithoutReplacing(part: string, final: string): Promise<boolean> {
  try {
    await link(part, final)
  } catch (error) {
    const reason = errnoOf(error)
    if (reason === 'EEXIST') return false
    if (reason === null || !noLinks.has(reason)) throw error
    return renameOverOwnPlaceholder(part, final)
  }
  await unlink(part)
  return true
}

async function renameOverOwnPlaceholder(part: string, final: string): Promise<boolean> {
  try {
    await (await open(final, 'wx')).close()
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
    throw error
  }
  await rename(part, final)
  return true
}

/** Makes the names in a folder durable. Windows has no such call for folders; NTFS journals them by itself. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Creates the folders below `root` that are missing, and makes each durable in its parent. */
export async function ensureFolder(root: string, relative: string): Promise<void> {
  let path = root
  for (const name of relative.split('/').filter(Boolean)) {
    path = join(path, name)
    try {
      await mkdir(path)
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error
    }
    await syncFolder(dirname(path))
  }
}
