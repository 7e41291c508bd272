import pg from 'pg'
import type { Column, Table } from './catalog.ts'

/** Bytes from which on a value counts by its length only, where not all content is asked for. */
const LONG = 1024

export interface TableSums {
  rows: string
  /** Of the primary keys. */
  keys: string
  /** For each other column, the sum over its values, each together with the key of its row. */
  columns: Map<string, string>
}

/** Something that is not as it was. */
export interface Difference {
  /** `table`, or `table.column`. */
  where: string
  what: string
}

/**
 * What is in these tables, as sums that do not depend on the order of rows: a value that is changed, or comes into
 * another's row, changes its column's sum. They hold within one database only, and against accidents only.
 * @param content `short` looks at long values by their length: bodies of records are not read
 */
export async function columnSums(
  client: pg.ClientBase,
  tables: readonly Table[],
  content: 'whole' | 'short',
): Promise<Map<string, TableSums>> {
  const sums = new Map<string, TableSums>()
  for (const table of tables) {
    const others = table.columns.filter(({ name }) => !table.key.includes(name))
    const key = table.key.map((name) => pg.escapeIdentifier(name)).join(', ')
    // Hashes of whole texts: those of records are sums themselves, in which two values that were swapped do not show.
    const sum = (values: string) => `coalesce(sum(hashtextextended(ROW(${values})::text, 0)), 0)::text`
    const wanted = others.map((column) => sum(`${key}, ${valueOf(column, content)}`))
    const { rows } = await client.query<string[]>({
      text: `SELECT ${['count(*)::text', sum(key), ...wanted].join(', ')} FROM ${pg.escapeIdentifier(table.name)}`,
      rowMode: 'array',
    })
    const [count = '', keys = '', ...values] = rows[0] ?? []
    const columns = new Map(others.map(({ name }, at) => [name, values[at] ?? '']))
    sums.set(table.name, { rows: count, keys, columns })
  }
  return sums
}

function valueOf({ name, type }: Column, content: 'whole' | 'short'): string {
  const value = pg.escapeIdentifier(name)
  if (content === 'whole' || !['bytea', 'text'].includes(type)) return value
  return `octet_length(${value}), CASE WHEN octet_length(${value}) <= ${LONG} THEN ${value} END`
}

/** What was there before and is not there as it was; what came in addition is none of it. */
export function differencesOf(
  before: ReadonlyMap<string, TableSums>,
  after: ReadonlyMap<string, TableSums>,
): Difference[] {
  return [...before].flatMap(([table, was]): Difference[] => {
    const is = after.get(table)
    if (!is) return [{ where: table, what: 'is gone' }]
    if (is.rows !== was.rows) return [{ where: table, what: `has ${is.rows} rows and had ${was.rows}` }]
    // Every other sum is taken together with the keys.
    if (is.keys !== was.keys) return [{ where: table, what: 'has rows with other keys than before' }]
    return [...was.columns].flatMap(([column, sum]) => {
      const where = `${table}.${column}`
      const now = is.columns.get(column)
      if (now === undefined) return [{ where, what: 'is gone' }]
      return now === sum ? [] : [{ where, what: 'has other values than before' }]
    })
  })
}

/** @param changes tables, or `table.column`, that are meant to be changed */
export function isMeant({ where }: Difference, changes: readonly string[]): boolean {
  return changes.includes(where) || changes.includes(where.split('.')[0] ?? where)
}
