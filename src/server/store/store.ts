import type { Kysely } from 'kysely'
import pg from 'pg'
import { queriesOver } from './one-connection.ts'
import type { Tables } from './tables.ts'

/** Rows of one account, for as long as a transaction lasts. There is no other way to rows of accounts. */
export interface AccountStore {
  /** 32 bytes. */
  readonly account: Buffer
  readonly rows: Kysely<Tables>
}

/** A live session, as the database knows it. */
export interface OpenSession {
  readonly account: Buffer
  readonly session: Buffer
  readonly device: Buffer
  /** Whether the computer was certified by the account's identity. */
  readonly certified: boolean
  /** The incident that the account is frozen for. */
  readonly frozenFor: Buffer | null
  /** Whether nobody may write at present. */
  readonly writesStopped: boolean
  /** Whether it was last used more than an hour ago. */
  readonly stale: boolean
}

/** The database cannot be asked at present; nothing was changed. */
export class DatabaseUnavailable extends Error {}

interface SessionRow {
  account_id: Buffer
  session_id: Buffer
  device_key: Buffer
  certified: boolean
  frozen_for: Buffer | null
  stopped: boolean
  stale: boolean
}

/** The server's connections, as the app's role: under row security, owning nothing. */
export class Store {
  readonly #pool: pg.Pool

  constructor(appUrl: string, connections = 10) {
    this.#pool = new pg.Pool({
      connectionString: appUrl,
      max: connections,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 20_000,
      idle_in_transaction_session_timeout: 30_000,
    })
    // A connection that breaks while nobody uses it is replaced by the pool; unheard, it would end the process.
    this.#pool.on('error', () => undefined)
    this.#pool.on('connect', (client) => client.on('error', () => undefined))
  }

  /**
   * One transaction with one account's rows. The account is set for the transaction only: the connection goes back
   * without it, and not at all when whoever asked has gone.
   */
  inAccount<Result>(
    account: Uint8Array,
    work: (store: AccountStore) => Promise<Result>,
    asker?: AbortSignal,
  ): Promise<Result> {
    const own = Buffer.from(account)
    if (own.length !== 32) throw new RangeError('an account id has 32 bytes')
    return this.#transaction(async (client) => {
      await client.query(nameAccount, [own.toString('hex')])
      return work({ account: own, rows: queriesOver(client) })
    }, asker)
  }

  /**
   * One transaction with the rows of a session's account, and with what the session may do.
   * @param tokenHash SHA-256 of its token
   * @returns what `work` gives; null when there is no such live session
   */
  inSession<Result>(
    tokenHash: Uint8Array,
    work: (session: OpenSession, store: AccountStore) => Promise<Result>,
    asker?: AbortSignal,
  ): Promise<Result | null> {
    return this.#transaction(async (client) => {
      const { rows } = await client.query<SessionRow>(openSession, [Buffer.from(tokenHash)])
      if (rows.length !== 1 || !rows[0]) return null
      const row = rows[0]
      const session = Object.freeze({
        account: row.account_id,
        session: row.session_id,
        device: row.device_key,
        certified: row.certified,
        frozenFor: row.frozen_for,
        writesStopped: row.stopped,
        stale: row.stale,
      })
      return work(session, { account: row.account_id, rows: queriesOver(client) })
    }, asker)
  }

  /** Calls one of the functions that answer about keys which are nobody's yet: directories, challenges, failures. */
  async call<Row extends pg.QueryResultRow>(query: { text: string; values: unknown[] }): Promise<Row[]> {
    const client = await this.#connect()
    try {
      const { rows } = await client.query<Row>(query)
      client.release()
      return rows
    } catch (error) {
      client.release(true)
      throw asUnavailable(error)
    }
  }

  async #transaction<Result>(
    work: (client: pg.PoolClient) => Promise<Result>,
    asker?: AbortSignal,
  ): Promise<Result> {
    const client = await this.#connect()
    let broken = true
    try {
      await client.query('BEGIN')
      try {
        const result = await work(client)
        await client.query('COMMIT')
        broken = false
        return result
      } catch (error) {
        await client.query('ROLLBACK')
        broken = false
        throw error
      }
    } catch (error) {
      throw asUnavailable(error)
    } finally {
      client.release(broken || asker?.aborted === true)
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect()
    } catch (error) {
      throw new DatabaseUnavailable('no connection to the database', { cause: error })
    }
  }

  close(): Promise<void> {
    return this.#pool.end()
  }
}

const nameAccount = { name: 'name-account', text: "SELECT set_config('app.account', $1, true)" }
const openSession = { name: 'open-session', text: 'SELECT * FROM open_session($1)' }

/** Classes of PostgreSQL errors that say nothing of the request: connection, resources, operator. */
const passing = /^(08|53|57|40)/

function asUnavailable(error: unknown): unknown {
  if (error instanceof DatabaseUnavailable) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const isPassing =
    (error instanceof pg.DatabaseError && passing.test(code)) ||
    /^E(PIPE|CONN)/.test(code) ||
    (error instanceof Error && /Connection terminated|not queryable/.test(error.message))
  return isPassing ? new DatabaseUnavailable('the database did not answer', { cause: error }) : error
}
