import Database from 'better-sqlite3'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Marks a data folder as in use by this process. The lock is the operating system's own, taken by SQLite on a file of no
 * content: it falls with the process, however that ends, and no process number of before a restart can hold it.
 * @returns how to give it back
 * @throws Error when another process uses it
 */
export function holdDataFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const lock = new Database(join(folder, 'server.lock'), { timeout: 0 })
  try {
    // Nothing is ever written, so there is nothing to keep a journal of.
    lock.pragma('journal_mode = OFF')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error
    throw new Error(
      `A server runs on ${folder} already. Nothing was changed. Stop that one first, or give this one a data ` +
        'folder of its own with DATABASE_URL and S3 storage in common.',
      { cause: error },
    )
  }
  return () => lock.close()
}
