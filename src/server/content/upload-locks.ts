import { createHash } from 'node:crypto'
import type { Locker } from '@tus/server'
import { MemoryLocker } from '@tus/server'
import pg from 'pg'

/** Milliseconds between two looks at a lock that another process holds, and until giving up. */
const LOOK = 100
const PATIENCE = 30_000

/**
 * One writer per upload in all processes: a lock in memory between the calls of this one, and an advisory lock of the
 * database, held by one connection of its own, between processes. Should that connection break, its locks are free.
 */
export class UploadLocks implements Locker {
  readonly #inMemory = new MemoryLocker({ acquireLockTimeout: PATIENCE })
  /** One connection that stays: the locks are its own. */
  readonly #pool: pg.Pool

  constructor(appUrl: string) {
    this.#pool = new pg.Pool({ connectionString: appUrl, max: 1, idleTimeoutMillis: 0 })
    this.#pool.on('error', () => undefined)
  }

  newLock(id: string): ReturnType<Locker['newLock']> {
    const inMemory = this.#inMemory.newLock(id)
    const key = createHash('sha256').update(id).digest().readBigInt64BE().toString()
    return {
      lock: async (signal, release) => {
        await inMemory.lock(signal, release)
        try {
          await this.#take(key, signal)
        } catch (error) {
          await inMemory.unlock()
          throw error
        }
      },
      unlock: async () => {
        // A connection that broke has let go of it already.
        await this.#pool.query('SELECT pg_advisory_unlock($1)', [key]).catch(() => undefined)
        await inMemory.unlock()
      },
    }
  }

  close(): Promise<void> {
    return this.#pool.end()
  }

  async #take(key: string, signal: AbortSignal): Promise<void> {
    for (const until = Date.now() + PATIENCE; ;) {
      const { rows } = await this.#pool.query<{ taken: boolean }>(
        'SELECT pg_try_advisory_lock($1) AS taken',
        [key],
      )
      if (rows[0]?.taken) return
      if (signal.aborted || Date.now() > until) throw new Error('another process writes to this upload')
      await new Promise((done) => setTimeout(done, LOOK))
    }
  }
}
