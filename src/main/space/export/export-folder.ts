import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../../shared/errors.ts'
import { sync } from '../../catalog/verified-copy.ts'
import { destinationNotice, errnoOf } from '../../ingest/copy/system-errors.ts'
import { makeFolder } from '../../make-folder.ts'
import { AccountRefusal } from '../account-refusal.ts'

/** What an export is made of, and how its files come into being: whole or not at all, only the owner can read them. */
export class ExportFolder {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  /**
   * A new folder, an empty one, or one with an earlier export of this account, which counts as unfinished from now on.
   * @param account id, 64 hex digits
   * @throws AccountRefusal export-among-others, export-of-another; AppError for a folder that cannot be had
   */
  static open(given: string, account: string): ExportFolder {
    const folder = new ExportFolder(resolve(given))
    const { path } = folder
    try {
      makeFolder(path)
      // A crash may have left a part and nothing else.
      const names = readdirSync(path).filter((name) => !name.endsWith('.part'))
      if (names.length === 0) return folder
      if (!names.includes(basename(folder.keys))) throw new AccountRefusal('export-among-others', { path })
      if (accountIn(folder.keys) !== account) throw new AccountRefusal('export-of-another', { path })
      rmSync(folder.finished, { force: true })
      return folder
    } catch (error) {
      throw failureIn(path, path, error)
    }
  }

  /** Written first. */
  get keys(): string {
    return join(this.path, 'keys.json')
  }

  /** Written last: where it is, the export is whole. */
  get finished(): string {
    return join(this.path, 'export.json')
  }

  file(name: string): string {
    return join(this.path, name)
  }

  /** @param id hex */
  records(id: string): string {
    return join(this.path, 'records', `${id}.cbor`)
  }

  /** @param id hex */
  blob(id: string): string {
    return join(this.path, 'blobs', id.slice(0, 2), id)
  }

  /**
   * Writes a file under a name of its own first; it has its own name once all of it is there and on the disk. What
   * `parts` throws leaves nothing of it.
   * @throws AppError disk-full, write-failed, folder-not-writable; what `parts` throws
   */
  async write(path: string, parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    const temporary = `${path}.part`
    try {
      makeFolder(dirname(path))
      const file = await open(temporary, 'w', 0o600)
      try {
        for await (const part of parts) await file.appendFile(part)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(temporary, path)
      sync(dirname(path))
    } catch (error) {
      await rm(temporary, { force: true })
      throw failureIn(dirname(path), path, error)
    }
  }

  async writeJson(path: string, value: unknown): Promise<void> {
    await this.write(path, [new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`)])
  }

  /** Whether a blob is there already, every byte of it. @param id SHA-256 of it, hex */
  async hasBlob(id: string, length: number): Promise<boolean> {
    const path = this.blob(id)
    if (statSync(path, { throwIfNoEntry: false })?.size !== length) return false
    const hash = createHash('sha256')
    await pipeline(createReadStream(path), hash)
    return hash.digest('hex') === id
  }
}

export function jsonLine(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`)
}

function accountIn(path: string): string | null {
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'))
    const isOurs = typeof read === 'object' && read !== null && 'account' in read
    return isOurs && typeof read.account === 'string' ? read.account : null
  } catch {
    return null // Not one of ours.
  }
}

function failureIn(folder: string, path: string, error: unknown): unknown {
  const reason = errnoOf(error)
  if (reason === null) return error
  if (reason === 'ENOTDIR' || reason === 'EEXIST')
    return new AppError('not-a-folder', { path: folder }, { cause: error })
  const { code, params } = destinationNotice(path, reason)
  return new AppError(code, params, { cause: error })
}
