import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder } from '../make-folder.ts'
import { DamagedCatalog, openForWriting } from './database.ts'
import type { Database } from './database.ts'

const countedTables = [
  'photos',
  'files',
  'registers',
  'operations',
  'keywords',
  'albums',
  'album_photos',
  'imports',
]

export function rowCounts(database: Database): Record<string, number> {
  const counts = countedTables.map((table) => [
    table,
    database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
  ])
  return Object.fromEntries(counts) as Record<string, number> // count(*) is a number.
}

/**
 * Opens a copy, checks every page of it and its rows, and only then gives it its name; durable when this returns.
 * @throws DamagedCatalog when the copy is not what it should be; it is removed then
 */
export function acceptCopy(part: string, counts: Record<string, number>, target: string): void {
  try {
    checkCopy(part, counts)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
  sync(part)
  renameSync(part, target)
  sync(dirname(target))
}

/** A verified copy of the catalog as it is before a migration changes it. */
export function keepCopyBefore(database: Database, folder: string, version: number): void {
  makeFolder(folder)
  const target = join(folder, `before update from version ${version}.db`)
  const part = `${target}.part`
  rmSync(part, { force: true })
  database.prepare('VACUUM INTO ?').run(part)
  acceptCopy(part, rowCounts(database), target)
}

function checkCopy(path: string, counts: Record<string, number>): void {
  const copy = openForWriting(path)
  try {
    // A backup is one file, with nothing beside it.
    copy.pragma('journal_mode = DELETE')
    const found = copy.pragma('integrity_check(1)', { simple: true })
    if (found !== 'ok') throw new DamagedCatalog(`the copy ${path} is damaged: ${String(found)}`)
    if (JSON.stringify(rowCounts(copy)) !== JSON.stringify(counts)) {
      throw new DamagedCatalog(`the copy ${path} does not hold all rows`)
    }
  } finally {
    copy.close()
  }
}

/** Makes a file or folder durable. Windows cannot sync folders, and its renames need none. */
export function sync(path: string): void {
  if (process.platform === 'win32' && statSync(path).isDirectory()) return
  const handle = openSync(path, process.platform === 'win32' ? 'r+' : 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
