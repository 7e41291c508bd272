import pg from 'pg'

/** The watch's own connections: it reads all rows, and changes nothing but by the functions made for it. */
export class WatchDatabase {
  readonly #pool: pg.Pool
  readonly #holding: pg.PoolClient[] = []

  constructor(watchUrl: string) {
    this.#pool = new pg.Pool({ connectionString: watchUrl, max: 4, connectionTimeoutMillis: 5_000 })
    this.#pool.on('error', () => undefined)
    this.#pool.on('connect', (client) => client.on('error', () => undefined))
  }

  async rows<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.#pool.query<Row>(sql, values)).rows
  }

  /** Queries that see one state of everything. */
  async inOneState<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    return this.#transaction('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', work)
  }

  async inTransaction<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    return this.#transaction('BEGIN', work)
  }

  /** Takes a lock of the database for as long as this process lives. @returns whether it is ours */
  async hold(lock: number): Promise<boolean> {
    const client = await this.#pool.connect()
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [lock])
    if (rows[0]?.held) {
      this.#holding.push(client)
      return true
    }
    client.release()
    return false
  }

  /** Gives back whatever hold took. */
  letGo(): void {
    for (const client of this.#holding.splice(0)) client.release(true)
  }

  async close(): Promise<void> {
    this.letGo()
    await this.#pool.end()
  }

  async #transaction<Result>(
    begin: string,
    work: (client: pg.PoolClient) => Promise<Result>,
  ): Promise<Result> {
    const client = await this.#pool.connect()
    let broken = true
    try {
      await client.query(begin)
      const result = await work(client)
      await client.query('COMMIT')
      broken = false
      return result
    } finally {
      client.release(broken)
    }
  }
}
