import { createRequire } from 'node:module'
import type BetterSqlite3 from 'better-sqlite3'
import { AppError } from '../../shared/errors.ts'

export type Database = BetterSqlite3.Database

/** "ISPC" in ASCII: tells our catalogs from other SQLite files. */
export const APPLICATION_ID = 0x49535043
/** Older versions can damage a database in WAL mode. Source: https://www.sqlite.org/wal.html, the WAL-reset bug. */
const LEAST_SQLITE = [3, 51, 3] as const
/** better-sqlite3 13 ends older versions of Node without a message. */
const LEAST_NODE = 22

/**
 * What every connection runs with. SQLite does not keep most of these in the file: a catalog opened again would
 * silently sync less. So each is set, and read back, at every opening.
 */
const pragmas: readonly (readonly [name: string, value: string | number])[] = [
  ['busy_timeout', 5000],
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['foreign_keys', 1],
  ['trusted_schema', 0],
  ['cell_size_check', 1],
  ['mmap_size', 0],
  ['temp_store', 2],
  ['cache_size', -16_384],
  ...(process.platform === 'darwin'
    ? ([
        ['fullfsync', 1],
        ['checkpoint_fullfsync', 1],
      ] as const)
    : []),
]

/** The file is not, or not any more, a sound catalog; told to the user like SQLite's own findings. */
export class DamagedCatalog extends Error {
  readonly code = 'SQLITE_CORRUPT'
}

/**
 * Opens the one connection that writes. A new file gets our application id.
 * @throws AppError sqlite-too-old; DamagedCatalog, or what SQLite says
 */
export function openForWriting(path: string): Database {
  const database = connect(path, false)
  return orClose(database, () => {
    if (isEmpty(database)) database.pragma(`application_id = ${APPLICATION_ID}`)
    setAll(database, pragmas)
    // A batch of new photos changes more pages than SQLite's default of 1000 before it copies them from its log.
    database.pragma('wal_autocheckpoint = 8000')
    database.pragma('journal_size_limit = 67108864')
    requireCatalog(database, path)
    return database
  })
}

/** A connection that only reads, for a thread that answers while the writer works. */
export function openForReading(path: string): Database {
  const database = connect(path, true)
  return orClose(database, () => {
    setAll(
      database,
      pragmas.filter(([name]) => name !== 'journal_mode'),
    )
    // The system's own cache has what is read again; memory is for the columns.
    setAll(database, [
      ['query_only', 1],
      ['cache_size', -8_192],
    ])
    requireCatalog(database, path)
    return database
  })
}

function connect(path: string, readonly: boolean): Database {
  if (Number(process.versions.node.split('.')[0]) < LEAST_NODE) {
    throw new Error(`the catalog needs Node ${LEAST_NODE} or newer, this is ${process.versions.node}`)
  }
  const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite3 // Its types.
  const database = new Sqlite(path, { readonly, fileMustExist: readonly, timeout: 5000 })
  return orClose(database, () => {
    requireVersion(String(database.prepare('SELECT sqlite_version()').pluck().get()))
    return database
  })
}

/** @throws AppError sqlite-too-old */
export function requireVersion(version: string): void {
  const parts = version.split('.').map(Number)
  for (const [index, least] of LEAST_SQLITE.entries()) {
    const part = parts[index] ?? 0
    if (part > least) return
    if (part < least) throw new AppError('sqlite-too-old', { version })
  }
}

function setAll(database: Database, settings: typeof pragmas): void {
  for (const [name, value] of settings) {
    database.pragma(`${name} = ${value}`)
    const found = database.pragma(name, { simple: true })
    if (found !== value) throw new Error(`SQLite refuses ${name} = ${value}: it is ${String(found)}`)
  }
}

function requireCatalog(database: Database, path: string): void {
  if (database.pragma('application_id', { simple: true }) === APPLICATION_ID) return
  throw new DamagedCatalog(`${path} is not a catalog`)
}

function isEmpty(database: Database): boolean {
  return database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
}

function orClose<Result>(database: Database, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    database.close()
    throw error
  }
}
