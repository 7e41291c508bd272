import { constants } from 'node:fs'
import { access, readdir, stat, statfs } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { Volume } from '../../shared/import.ts'
import { looksLikeCard } from '../volumes/card-signs.ts'
import { picturesFolder } from './pictures-folder.ts'

/** One step of the folder chooser. */
export interface FolderListing {
  path: string | null
  parent: string | null
  folders: { name: string; path: string; isCard: boolean }[]
  writable: boolean
  bytesFree: number | null
}

/** More than anyone scrolls through; a folder with more is searched by typing its path. */
const MOST_FOLDERS = 2_000
const byName = new Intl.Collator(undefined, { numeric: true }).compare

/** Where choosing begins: cards and other volumes, pictures, home. */
export function browseStart(volumes: readonly Volume[]): FolderListing {
  const places = [
    ...volumes.flatMap(({ mountPath, name, isCard }) =>
      mountPath === null ? [] : [{ path: mountPath, name, isCard }],
    ),
    ...[picturesFolder(), homedir()].map((path) => ({ path, name: basename(path), isCard: false })),
  ]
  const cardsFirst = places.sort((a, b) => Number(b.isCard) - Number(a.isCard))
  return { path: null, parent: null, folders: cardsFirst, writable: false, bytesFree: null }
}

/** @throws AppError folder-missing, not-a-folder, read-failed */
export async function browseFolder(path: string): Promise<FolderListing> {
  const names = await folderNames(path)
  const folders = await Promise.all(
    names.slice(0, MOST_FOLDERS).map(async (name) => {
      const full = join(path, name)
      return { name, path: full, isCard: await looksLikeCard(full) }
    }),
  )
  return {
    path,
    parent: dirname(path) === path ? null : dirname(path),
    folders,
    writable: await isWritable(path),
    bytesFree: await freeBytes(path),
  }
}

async function folderNames(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true })
    const shown = entries.filter((entry) => !entry.name.startsWith('.') && !entry.name.includes('\ufffd'))
    const folders = await Promise.all(
      shown.map(
        async (entry) =>
          entry.isDirectory() || (entry.isSymbolicLink() && (await isFolder(join(path, entry.name)))),
      ),
    )
    return shown
      .filter((_, index) => folders[index])
      .map((entry) => entry.name)
      .sort(byName)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOENT') throw new AppError('folder-missing', { path })
    if (code === 'ENOTDIR') throw new AppError('not-a-folder', { path })
    throw new AppError('read-failed', { path, reason: String(code) }, { cause: error })
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found?.isDirectory() ?? false
}

async function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  )
}

async function freeBytes(path: string): Promise<number | null> {
  const space = await statfs(path).catch(() => null)
  return space && space.bavail * space.bsize
}
