import type { Kysely } from 'kysely'
import pg from 'pg'
import { Closing } from './closing.ts'
import { queriesOver } from './one-connection.ts'
import type { Tables } from './tables.ts'

/** Rows of one account, for as long as a transaction lasts. There is no other way to rows of accounts. */
export interface AccountStore {
  /** 32 bytes. */
  readonly account: Buffer
  readonly rows: Kysely<Tables>
  /** What is done in the same round trip as the commit. */
  readonly closing: Closing
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
    const name = `SELECT set_config('app.account', '${own.toString('hex')}', true)`
    return this.#transaction(name, (client, _named, closing) => work(storeOf(own, client, closing)), asker)
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
    const open = `SELECT * FROM open_session('\\x${Buffer.from(tokenHash).toString('hex')}')`
    const opened = async (client: pg.PoolClient, rows: SessionRow[], closing: Closing) => {
      const row = rows[0]
      if (rows.length !== 1 || !row) return null
      const session = Object.freeze({
        account: row.account_id,
        session: row.session_id,
        device: row.device_key,
        certified: row.certified,
        frozenFor: row.frozen_for,
        writesStopped: row.stopped,
        stale: row.stale,
      })
      return work(session, storeOf(row.account_id, client, closing))
    }
    return this.#transaction(open, opened, asker)
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

  /** @param first asked in the round trip that begins the transaction; made of hex digits and words of ours only */
  async #transaction<Row extends pg.QueryResultRow, Result>(
    first: string,
    work: (client: pg.PoolClient, rows: Row[], closing: Closing) => Promise<Result>,
    asker?: AbortSignal,
  ): Promise<Result> {
    const client = await this.#connect()
    const closing = new Closing()
    let broken = true
    try {
      // Several statements in one query have several results.
      const begun = (await client.query(`BEGIN; ${first}`)) as unknown as pg.QueryResult<Row>[]
      try {
        const result = await work(client, begun[1]?.rows ?? [], closing).finally(() => closing.end())
        await client.query(`${closing.sql}COMMIT`)
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

function storeOf(account: Buffer, client: pg.PoolClient, closing: Closing): AccountStore {
  return Object.freeze({ account, rows: queriesOver(client, () => closing.isOver), closing })
}

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
