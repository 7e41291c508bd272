import { rmSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../make-folder.ts'
import { systemClock } from '../system.ts'
import { backupName } from './backups.ts'
import type { CatalogFiles } from './catalog-files.ts'
import { WorkerThread } from './worker-calls.ts'

const DAY_MS = 86_400_000
const LOOK_EVERY_MS = 15 * 60_000
/** How long edits can be undone. */
const LOG_KEPT_MS = 31 * DAY_MS

/** Backs the catalog up once a day while it is open, and takes old actions out of the log. */
export class BackupSchedule {
  readonly #files: CatalogFiles
  readonly #writer: WorkerThread<'writer'>
  readonly #timer: NodeJS.Timeout
  #lastAt: number
  #running: Promise<{ path: string; bytes: number }> | null = null

  constructor(files: CatalogFiles, writer: WorkerThread<'writer'>, lastAt: number) {
    this.#files = files
    this.#writer = writer
    this.#lastAt = lastAt
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS)
    this.#timer.unref()
  }

  /** A backup that was opened and checked before it counts. Two calls at once share one. */
  backup(): Promise<{ path: string; bytes: number }> {
    this.#running ??= this.#backup().finally(() => (this.#running = null))
    return this.#running
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running?.catch(() => undefined) // Who asked for it has been told.
  }

  #look(): void {
    if (systemClock.now() - this.#lastAt < DAY_MS) return
    // A failure, such as a full disk, is tried again at the next look; the catalog itself is not concerned.
    this.backup()
      .then(() => this.#forgetOldActions())
      .catch(() => undefined)
  }

  async #backup(): Promise<{ path: string; bytes: number }> {
    const at = systemClock.now()
    makeFolder(this.#files.backups)
    const target = join(this.#files.backups, backupName(at))
    const part = `${target}.part`
    rmSync(part, { force: true })
    const counts = await this.#writer.call('copyTo', part)
    const checker = new WorkerThread('checker', this.#files)
    try {
      await checker.call('acceptBackup', part, counts, target)
    } finally {
      await checker.stop()
    }
    await this.#writer.call('backedUp', at)
    this.#lastAt = at
    return { path: target, bytes: (await stat(target)).size }
  }

  async #forgetOldActions(): Promise<void> {
    const before = systemClock.now() - LOG_KEPT_MS
    while (await this.#writer.call('forgetOldActions', before)) continue
  }
}
