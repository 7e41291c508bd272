import { EventEmitter } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** Account, space (hex) and sequence. */
const CHANNEL = 'space_grew'

/**
 * Milliseconds between two tellings. Each is a transaction that every process hears of: under load they would cost as much as
 * what they tell of.
 */
const PAUSE = 25

/** A space has grown to a sequence. It says that there is something, never what. */
export interface Poke {
  space: Buffer
  sequence: number
}

/**
 * Tells whoever listens for an account, at any process of the server, that a space has grown. Telling is not part of the
 * transaction: the database would let only one transaction that tells commit at a time. A process that dies between
 * the two leaves listeners to look for themselves, as they do now and then.
 */
export class Pokes {
  readonly #url: string
  /** One connection to tell by: what is told meanwhile goes together, and only the last of each space. */
  readonly #pool: pg.Pool
  readonly #listeners = new EventEmitter().setMaxListeners(0)
  #untold = new Map<string, number>()
  #telling = false
  #client: pg.Client | null = null
  #closed = false
  #retry: NodeJS.Timeout | undefined

  constructor(appUrl: string) {
    this.#url = appUrl
    this.#pool = new pg.Pool({ connectionString: appUrl, max: 1 })
    this.#pool.on('error', () => undefined)
  }

  /** Listens until closed; a connection that breaks is made again, and readers are told to look for themselves. */
  async listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url })
    client.on('error', () => undefined)
    client.on('notification', ({ payload }) => this.#told(payload ?? ''))
    client.on('end', () => this.#again())
    try {
      await client.connect()
      await client.query(`LISTEN ${CHANNEL}`)
      this.#client = client
      this.#listeners.emit('reconnected')
    } catch {
      await client.end()
    }
  }

  /** @param sequence of the space's last record, which is committed */
  tell(account: Uint8Array, space: Uint8Array, sequence: number): void {
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
    this.#untold.set(`${hex(account)} ${hex(space)}`, sequence)
    void this.#tellAll()
  }

  /** @returns how to stop */
  on(account: Buffer, told: (poke: Poke) => void, missed: () => void): () => void {
    const key = `of ${account.toString('hex')}`
    this.#listeners.on(key, told)
    this.#listeners.on('reconnected', missed)
    return () => {
      this.#listeners.off(key, told)
      this.#listeners.off('reconnected', missed)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    await this.#client?.end()
    await this.#pool.end()
  }

  async #tellAll(): Promise<void> {
    if (this.#telling) return
    this.#telling = true
    while (this.#untold.size > 0 && !this.#closed) {
      const messages = [...this.#untold].map(([space, sequence]) => `${space} ${sequence}`)
      this.#untold = new Map()
      // Whoever misses it looks for themselves.
      await this.#pool
        .query('SELECT pg_notify($1, message) FROM unnest($2::text[]) message', [CHANNEL, messages])
        .catch(() => undefined)
      await wait(PAUSE)
    }
    this.#telling = false
  }

  #told(message: string): void {
    const [account, space = '', sequence] = message.split(' ')
    this.#listeners.emit(`of ${account}`, { space: Buffer.from(space, 'hex'), sequence: Number(sequence) })
  }

  #again(): void {
    if (!this.#closed) this.#retry = setTimeout(() => void this.listen(), 1_000)
  }
}
