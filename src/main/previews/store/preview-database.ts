import { rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { PreviewSize } from '../../../shared/ipc/bulk.ts'
import type { PhotoId } from '../../../shared/ids.ts'

/** A kept preview. */
export interface StoredPreview {
  photoId: PhotoId
  size: PreviewSize
  /** Names the file and its state that it was made from. */
  source: string
  /** True: made from less than there is, for speed. To be made again. */
  draft: boolean
  mimeType: string
  width: number
  height: number
  bytes: Uint8Array
}

/** Grid previews of several photos back to back, in the order asked for; length 0: there is none. */
export interface PackedGrids {
  lengths: Uint32Array
  bytes: Uint8Array
}

/** Bytes of larger previews that are kept; beyond it those not looked at for longest go. Grid previews all stay. */
const MOST_LARGE_BYTES = 10_000_000_000
const FORMAT_VERSION = 1
const DAY_MS = 86_400_000
const LARGE = ['screen', 'full'] as const

interface Row {
  source: string
  draft: number
  mime: string
  width: number
  height: number
  used: number
  bytes: Uint8Array
}

/**
 * The packed store: one SQLite file, a table per size so that grid previews lie close together, rows in the order of
 * making, which is nearly that of the grid. It is a cache: a damaged or foreign file is replaced by an empty one, and
 * the last commits before a power loss may be missing.
 */
export class PreviewDatabase {
  readonly #path: string
  #db: Database.Database
  #largeBytes = 0

  constructor(path: string) {
    this.#path = path
    this.#db = this.#open()
  }

  get(size: PreviewSize, photoId: PhotoId): StoredPreview | null {
    return this.#sound(null, () => {
      const row = this.#db.prepare<[Buffer], Row>(`SELECT * FROM "${size}" WHERE photo = ?`).get(key(photoId))
      if (!row) return null
      if (size !== 'grid' && row.used < Date.now() - DAY_MS) this.#touch(size, photoId)
      const { source, width, height, bytes } = row
      return { photoId, size, source, draft: row.draft === 1, mimeType: row.mime, width, height, bytes }
    })
  }

  grids(photoIds: readonly PhotoId[]): PackedGrids {
    const nothing = { lengths: new Uint32Array(photoIds.length), bytes: new Uint8Array() }
    return this.#sound(nothing, () => {
      const select = this.#db.prepare<[Buffer], Buffer>('SELECT bytes FROM grid WHERE photo = ?').pluck()
      const found = photoIds.map((photoId) => select.get(key(photoId)))
      const lengths = Uint32Array.from(found, (bytes) => bytes?.length ?? 0)
      const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0))
      let at = 0
      for (const picture of found) {
        if (!picture) continue
        bytes.set(picture, at)
        at += picture.length
      }
      return { lengths, bytes }
    })
  }

  /** @throws SQLITE_FULL when the disk is */
  put(previews: readonly StoredPreview[]): void {
    this.#sound(undefined, () => {
      this.#db.transaction(() => {
        for (const preview of previews) this.#insert(preview)
      })()
      if (previews.some(({ size }) => size !== 'grid')) this.#trim()
    })
  }

  /** Photos whose grid preview is a draft. */
  drafts(limit: number): PhotoId[] {
    return this.#sound([], () =>
      this.#db
        .prepare<[number], Buffer>('SELECT photo FROM grid WHERE draft = 1 ORDER BY rowid DESC LIMIT ?')
        .pluck()
        .all(limit)
        // Only put() writes the column, from photo ids.
        .map((photo) => photo.toString('hex') as PhotoId),
    )
  }

  /** Those of the photos that have no grid preview. */
  lacking(photoIds: readonly PhotoId[]): PhotoId[] {
    return this.#sound([...photoIds], () => {
      const select = this.#db.prepare<[Buffer], number>('SELECT 1 FROM grid WHERE photo = ?').pluck()
      return photoIds.filter((photoId) => select.get(key(photoId)) === undefined)
    })
  }

  count(size: PreviewSize): number {
    return this.#sound(
      0,
      () => this.#db.prepare<[], number>(`SELECT count(*) FROM "${size}"`).pluck().get() ?? 0,
    )
  }

  close(): void {
    this.#db.close()
  }

  #insert({ photoId, size, source, draft, mimeType, width, height, bytes }: StoredPreview): void {
    this.#db
      .prepare(
        `INSERT OR REPLACE INTO "${size}" (photo, source, draft, mime, width, height, used, bytes)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(key(photoId), source, draft ? 1 : 0, mimeType, width, height, Date.now(), bytes)
    if (size !== 'grid') this.#largeBytes += bytes.length
  }

  #touch(size: PreviewSize, photoId: PhotoId): void {
    this.#db.prepare(`UPDATE "${size}" SET used = ? WHERE photo = ?`).run(Date.now(), key(photoId))
  }

  #trim(): void {
    if (this.#largeBytes <= MOST_LARGE_BYTES) return
    for (const size of LARGE) {
      this.#db.exec(
        `DELETE FROM "${size}" WHERE rowid IN
           (SELECT rowid FROM "${size}" ORDER BY used LIMIT (SELECT count(*) / 5 FROM "${size}"))`,
      )
    }
    this.#largeBytes = this.#measureLarge()
  }

  #measureLarge(): number {
    const total = 'SELECT coalesce(sum(length(bytes)), 0) FROM'
    return LARGE.reduce(
      (sum, size) => sum + (this.#db.prepare<[], number>(`${total} "${size}"`).pluck().get() ?? 0),
      0,
    )
  }

  /** Runs something on a sound store; on a damaged one starts anew and gives what an empty store would. */
  #sound<Result>(empty: Result, run: () => Result): Result {
    try {
      return run()
    } catch (error) {
      if (!isDamage(error)) throw error
      this.#db.close()
      this.#delete()
      this.#db = this.#open()
      return empty
    }
  }

  #open(): Database.Database {
    try {
      return this.#openOnce()
    } catch (error) {
      if (!isDamage(error)) throw error
      this.#delete()
      return this.#openOnce()
    }
  }

  #openOnce(): Database.Database {
    const db = new Database(this.#path)
    try {
      const version: unknown = db.pragma('user_version', { simple: true })
      const empty = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
      if (!empty && version !== FORMAT_VERSION) throw new OtherFormat()
      if (empty) db.pragma('page_size = 16384')
      for (const pragma of [
        'journal_mode = WAL',
        'synchronous = NORMAL',
        'trusted_schema = OFF',
        'busy_timeout = 5000',
      ]) {
        db.pragma(pragma)
      }
      for (const size of ['grid', ...LARGE]) db.exec(table(size))
      db.pragma(`user_version = ${FORMAT_VERSION}`)
      this.#db = db
      this.#largeBytes = this.#measureLarge()
      return db
    } catch (error) {
      db.close()
      throw error
    }
  }

  #delete(): void {
    for (const suffix of ['', '-wal', '-shm']) rmSync(this.#path + suffix, { force: true })
  }
}

function table(size: string): string {
  return `CREATE TABLE IF NOT EXISTS "${size}" (
    photo BLOB NOT NULL UNIQUE,
    source TEXT NOT NULL,
    draft INTEGER NOT NULL,
    mime TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    used INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT`
}

class OtherFormat extends Error {}

function isDamage(error: unknown): boolean {
  if (error instanceof OtherFormat) return true
  const code = error instanceof Database.SqliteError ? error.code : ''
  return code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')
}

function key(photoId: PhotoId): Buffer {
  return Buffer.from(photoId, 'hex')
}
