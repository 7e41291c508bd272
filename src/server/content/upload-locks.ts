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
  readonly #url: string
  readonly #inMemory = new MemoryLocker({ acquireLockTimeout: PATIENCE })
  #client: Promise<pg.Client> | null = null

  constructor(appUrl: string) {
    this.#url = appUrl
  }

  newLock(id: string): ReturnType<Locker['newLock']> {
    const inMemory = this.#inMemory.newLock(id)
    const key = createHash('sha256').update(id).digest().readBigInt64BE().toString()
    let held: pg.Client | null = null
    return {
      lock: async (signal, release) => {
        await inMemory.lock(signal, release)
        try {
          held = await this.#take(key, signal)
        } catch (error) {
          await inMemory.unlock()
          throw error
        }
      },
      unlock: async () => {
        await held?.query('SELECT pg_advisory_unlock($1)', [key]).catch(() => undefined)
        await inMemory.unlock()
      },
    }
  }

  async close(): Promise<void> {
    const client = await this.#client?.catch(() => null)
    await client?.end()
  }

  async #take(key: string, signal: AbortSignal): Promise<pg.Client> {
    const client = await this.#connected()
    for (const until = Date.now() + PATIENCE; ;) {
      const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
        key,
      ])
      if (rows[0]?.taken) return client
      if (signal.aborted || Date.now() > until) throw new Error('another process writes to this upload')
      await new Promise((done) => setTimeout(done, LOOK))
    }
  }

  #connected(): Promise<pg.Client> {
    this.#client ??= this.#connect()
    return this.#client
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.#url })
    const forget = () => {
      this.#client = null
    }
    client.on('error', forget)
    client.on('end', forget)
    try {
      await client.connect()
      return client
    } catch (error) {
      forget()
      throw error
    }
  }
}
