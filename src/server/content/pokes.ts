import { EventEmitter } from 'node:events'
import pg from 'pg'

/** Where the store tells of what has grown: account, space (hex) and sequence. */
const CHANNEL = 'space_grew'

/** A space has grown to a sequence. It says that there is something, never what. */
export interface Poke {
  space: Buffer
  sequence: number
}

/** What other processes and this one have told, to whoever listens for an account. */
export class Pokes {
  readonly #url: string
  readonly #listeners = new EventEmitter().setMaxListeners(0)
  #client: pg.Client | null = null
  #closed = false
  #retry: NodeJS.Timeout | undefined

  constructor(appUrl: string) {
    this.#url = appUrl
  }

  /** Listens until closed; a connection that breaks is made again, and readers are told to look for themselves. */
  async listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url })
    client.on('error', () => undefined)
    client.on('notification', ({ payload }) => this.#tell(payload ?? ''))
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
  }

  #tell(payload: string): void {
    const [account, space = '', sequence] = payload.split(' ')
    this.#listeners.emit(`of ${account}`, { space: Buffer.from(space, 'hex'), sequence: Number(sequence) })
  }

  #again(): void {
    if (!this.#closed) this.#retry = setTimeout(() => void this.listen(), 1_000)
  }
}
