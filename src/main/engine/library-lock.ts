import Database from 'better-sqlite3'
import { truncateSync } from 'node:fs'
import { AppError } from '../../shared/errors.ts'
import { makeFolder } from '../make-folder.ts'
import type { LibraryLayout } from './library-layout.ts'

/**
 * One engine per library. The lock is the operating system's own, taken by SQLite on a file of no content: it falls
 * with the process, however that ends, so there is no stale lock to clear away.
 * @returns a function that releases it
 * @throws AppError library-in-use, library-not-writable, not-a-folder
 */
export function lockLibrary(layout: LibraryLayout): () => void {
  createFolder(layout.root)
  const database = openLock(layout)
  try {
    takeLock(database, layout)
  } catch (error) {
    database.close()
    throw error
  }
  return () => database.close()
}

function createFolder(path: string): void {
  try {
    makeFolder(path)
  } catch (error) {
    const exists = codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOTDIR'
    throw new AppError(exists ? 'not-a-folder' : 'library-not-writable', { path }, { cause: error })
  }
}

function openLock(layout: LibraryLayout): Database.Database {
  try {
    return new Database(layout.lock, { timeout: 0 })
  } catch (error) {
    throw new AppError('library-not-writable', { path: layout.root }, { cause: error })
  }
}

function takeLock(database: Database.Database, layout: LibraryLayout): void {
  try {
    // Nothing is ever written, so there is nothing to keep a journal of.
    database.pragma('journal_mode = OFF')
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    const code = codeOf(error)
    if (code.startsWith('SQLITE_BUSY')) throw new AppError('library-in-use', { path: layout.root })
    if (code.startsWith('SQLITE_NOTADB')) {
      // Something wrote into the file. Nobody can hold a lock on such a file, so it may be emptied; removing it
      // could let two engines lock two files of the same name.
      truncateSync(layout.lock)
      database.exec('BEGIN EXCLUSIVE')
      return
    }
    throw new AppError('library-not-writable', { path: layout.root }, { cause: error })
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
