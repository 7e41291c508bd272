import type { Statement } from 'better-sqlite3'
import type { Database } from './database.ts'

/** A value SQLite stores. */
export type SqlValue = string | number | Uint8Array | null

/** Prepares each SQL text once. Rows come as objects of the given type, which the SQL text must keep. */
export interface Statements {
  <Row = unknown>(sql: string): Statement<unknown[], Row>
}

export function createStatements(database: Database): Statements {
  const known = new Map<string, Statement<unknown[], never>>()
  return <Row>(sql: string) => {
    let statement = known.get(sql)
    if (!statement) known.set(sql, (statement = database.prepare<unknown[], never>(sql)))
    return statement as Statement<unknown[], Row> // The caller names the shape of its own SELECT.
  }
}
