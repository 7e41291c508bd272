import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { DatabaseConnection, Driver, QueryResult, CompiledQuery } from 'kysely'
import type pg from 'pg'
import type { Tables } from './tables.ts'

/**
 * Queries over one connection that is ours until the transaction ends; who holds it decides whether it goes back to the
 * pool or is thrown away.
 * @param isOver whether it has ended: the connection may be at work for another account by then
 */
export function queriesOver(client: pg.PoolClient, isOver: () => boolean): Kysely<Tables> {
  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      if (isOver()) throw new Error('the transaction is over')
      const done = await client.query({ ...named(sql), text: sql, values: [...parameters] })
      // What the rows are is what the query builder typed.
      return { rows: done.rows as Row[], numAffectedRows: BigInt(done.rowCount ?? 0) }
    },
    streamQuery() {
      throw new Error('rows are not streamed')
    },
  }
  const driver: Driver = {
    init: async () => undefined,
    acquireConnection: async () => connection,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  }
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (database) => new PostgresIntrospector(database),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

/** Longer ones insert many rows at once, and there are too many kinds of them for the database to remember. */
const LONGEST_NAMED = 2_000
const names = new Map<string, string>()

/** A statement with a name is planned once per connection. */
function named(sql: string): { name?: string } {
  if (sql.length > LONGEST_NAMED) return {}
  const known = names.get(sql)
  if (known !== undefined) return { name: known }
  const name = `s${names.size}`
  names.set(sql, name)
  return { name }
}

function refuse(): never {
  throw new Error('the transaction is the store’s')
}
