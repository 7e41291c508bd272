import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Table } from '../../database/catalog.ts'

/** Rows fetched at once: a record has a megabyte at most. */
const PAGE = 64

/** Line by line, what a table holds; order and wording are fixed, so that equal content has an equal sum. */
export interface ContentSum {
  rows: number
  /** Of all lines, each with its line feed; hex. */
  sha256: string
}

/** How values become text is a matter of the session: the same in every database, for the transaction that is open. */
export async function wordAlike(client: pg.ClientBase): Promise<void> {
  await client.query("SET LOCAL TimeZone = 'UTC'")
  await client.query("SET LOCAL DateStyle = 'ISO, YMD'")
}

/** Everything as the database words it, but bytes as bytes. */
const asWorded: pg.CustomTypesConfig = {
  getTypeParser: (type: number) =>
    type === pg.types.builtins.BYTEA ? pg.types.getTypeParser(type) : (text: string) => text,
}

/**
 * The rows of a table in the order of its key, as lines of JSON: an object of columns, bytes in base64, everything else as
 * text, page by page. Within a transaction that `wordAlike` prepared.
 */
export async function* linesOf(client: pg.ClientBase, table: Table): AsyncGenerator<string[]> {
  const list = (names: readonly string[]) => names.map((name) => pg.escapeIdentifier(name)).join(', ')
  const columns = table.columns.map(({ name }) => name)
  await client.query(
    `DECLARE rows_to_read NO SCROLL CURSOR FOR
     SELECT ${list(columns)} FROM ${pg.escapeIdentifier(table.name)} ORDER BY ${list(table.key)}`,
  )
  for (;;) {
    const { rows } = await client.query<(string | Buffer | null)[]>({
      text: `FETCH ${PAGE} FROM rows_to_read`,
      rowMode: 'array',
      types: asWorded,
    })
    if (rows.length === 0) break
    yield rows.map((row) =>
      JSON.stringify(Object.fromEntries(columns.map((name, at) => [name, worded(row[at] ?? null)]))),
    )
  }
  await client.query('CLOSE rows_to_read')
}

function worded(value: string | Buffer | null): string | null {
  return Buffer.isBuffer(value) ? value.toString('base64') : value
}

/** Puts such lines into the table. @throws Error when a line is none of this table */
export async function insertLines(
  client: pg.ClientBase,
  table: Table,
  lines: readonly string[],
): Promise<void> {
  const rows = lines.map((line): unknown => JSON.parse(line))
  const values = table.columns.map(({ name }) => rows.map((row) => valueIn(row, name)))
  const columns = table.columns.map(({ name }) => pg.escapeIdentifier(name)).join(', ')
  const arrays = table.columns.map((_column, at) => `$${at + 1}::text[]`).join(', ')
  const names = table.columns.map((_column, at) => `v${at}`).join(', ')
  const read = table.columns.map(({ type }, at) =>
    type === 'bytea' ? `decode(v${at}, 'base64')` : `v${at}::${type}`,
  )
  await client.query(
    `INSERT INTO ${pg.escapeIdentifier(table.name)} (${columns}) OVERRIDING SYSTEM VALUE
     SELECT ${read.join(', ')} FROM unnest(${arrays}) AS v (${names})`,
    values,
  )
}

function valueIn(row: unknown, name: string): string | null {
  const value: unknown =
    typeof row === 'object' && row !== null && name in row ? Reflect.get(row, name) : undefined
  if (typeof value === 'string' || value === null) return value
  throw new Error(`a line has no ${name}`)
}

/** Sums lines as they pass. */
export class LineSum {
  readonly #hash = createHash('sha256')
  #rows = 0

  /** @returns the lines as a file has them */
  add(lines: readonly string[]): Buffer {
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
    this.#hash.update(bytes)
    this.#rows += lines.length
    return bytes
  }

  /** Once, at the end. */
  sum(): ContentSum {
    return { rows: this.#rows, sha256: this.#hash.digest('hex') }
  }
}

export async function sumOf(pages: AsyncIterable<readonly string[]>): Promise<ContentSum> {
  const sum = new LineSum()
  for await (const lines of pages) sum.add(lines)
  return sum.sum()
}
