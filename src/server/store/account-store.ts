import { Kysely, PostgresDialect, sql } from 'kysely'
import type { Transaction } from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'

/** Rows of one account, for as long as a transaction lasts. There is no other way to rows of accounts. */
export interface AccountStore {
  /** 32 bytes. */
  readonly account: Buffer
  readonly rows: Transaction<Tables>
}

/** The server's connections, as the app's role: under row security, owning nothing. */
export class Store {
  readonly #database: Kysely<Tables>

  constructor(appUrl: string, connections = 10) {
    const pool = new pg.Pool({ connectionString: appUrl, max: connections })
    // A connection that breaks while nobody uses it is replaced by the pool; unheard, it would end the process.
    pool.on('error', () => undefined)
    pool.on('connect', (client) => client.on('error', () => undefined))
    this.#database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  }

  /**
   * One transaction with one account's rows. The account is set for the transaction only: the connection goes back
   * without it.
   */
  inAccount<Result>(account: Uint8Array, work: (store: AccountStore) => Promise<Result>): Promise<Result> {
    const own = Buffer.from(account)
    if (own.length !== 32) throw new RangeError('an account id has 32 bytes')
    return this.#database.transaction().execute(async (rows) => {
      await sql`SELECT set_config('app.account', ${own.toString('hex')}, true)`.execute(rows)
      return work({ account: own, rows })
    })
  }

  /** @param lookup keyed hash of the canonical address, 32 bytes */
  async accountOfEmail(lookup: Uint8Array): Promise<Buffer | null> {
    const found = await sql<{
      account: Buffer | null
    }>`SELECT account_of_email(${Buffer.from(lookup)}) AS account`.execute(this.#database)
    return found.rows[0]?.account ?? null
  }

  /** @param tokenHash SHA-256 of a session's token */
  async accountOfSession(tokenHash: Uint8Array): Promise<Buffer | null> {
    const found = await sql<{
      account: Buffer | null
    }>`SELECT account_of_session(${Buffer.from(tokenHash)}) AS account`.execute(this.#database)
    return found.rows[0]?.account ?? null
  }

  close(): Promise<void> {
    return this.#database.destroy()
  }
}
