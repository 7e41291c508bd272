import { mkdir } from 'node:fs/promises'
import { basename } from 'node:path'
import pg from 'pg'
import { errnoOf, syncFolder } from '../../blobs/files.ts'
import type { Table } from '../../database/catalog.ts'
import { readSequences, readTables } from '../../database/catalog.ts'
import { takeStep } from '../../database/migrate.ts'
import { migrations } from '../../database/migrations/index.ts'
import type { Manifest } from './manifest.ts'
import { insertLines, linesOf, sumOf, wordAlike } from './rows.ts'
import { fileOfTable, readTableFile, writeTableFile } from './table-file.ts'

/** All rows of a database, in files, and what is needed to make it again. */
export type TableSet = Pick<Manifest, 'schema' | 'tables' | 'sequences'>

/** Something of what was written cannot be read, or is not what was written. */
export class TablesDamaged extends Error {}

/**
 * Writes each table into a file of a new folder, within the transaction that is open and sees one state of everything.
 * @param schema version of the database's schema
 */
export async function exportTables(client: pg.ClientBase, schema: number, folder: string): Promise<TableSet> {
  await mkdir(folder, { mode: 0o700 })
  await wordAlike(client)
  const tables: TableSet['tables'] = []
  for (const table of await readTables(client)) {
    const sum = await writeTableFile(fileOfTable(folder, table.name), linesOf(client, table))
    tables.push({ name: table.name, columns: table.columns.map(({ name }) => name), ...sum })
  }
  await syncFolder(folder)
  return { schema, tables, sequences: await exportSequences(client) }
}

async function exportSequences(client: pg.ClientBase): Promise<TableSet['sequences']> {
  const sequences: TableSet['sequences'] = []
  for (const { table, column, name } of await readSequences(client)) {
    const { rows } = await client.query<{ last: string; called: boolean }>(
      `SELECT last_value::text AS last, is_called AS called FROM ${name}`,
    )
    if (rows[0]) sequences.push({ table, column, ...rows[0] })
  }
  return sequences
}

/** @throws TablesDamaged unless every file is there and has the rows and the sum that were written down */
export async function verifyFiles(set: TableSet, folder: string): Promise<void> {
  for (const { name, rows, sha256 } of set.tables) {
    const path = fileOfTable(folder, name)
    const file = `the file ${basename(folder)}/${basename(path)}`
    const sum = await sumOf(readTableFile(path)).catch((error: unknown) => {
      const isMissing = errnoOf(error) === 'ENOENT'
      throw new TablesDamaged(`${file} ${isMissing ? 'is missing' : 'cannot be read'}`, { cause: error })
    })
    if (sum.rows !== rows || sum.sha256 !== sha256) throw new TablesDamaged(`${file} is not what was written`)
  }
}

/**
 * Makes the schema that the tables had, in an empty database, and puts their rows into it; then reads all of them back.
 * Within the transaction that is open.
 * @throws TablesDamaged when what the database holds is not what was written
 */
export async function importTables(client: pg.ClientBase, set: TableSet, folder: string): Promise<void> {
  for (const step of migrations.filter(({ version }) => version <= set.schema)) await takeStep(client, step)
  await wordAlike(client)
  const tables = await readTables(client)
  requireAlike(tables, set)
  const all = tables.map(({ name }) => pg.escapeIdentifier(name)).join(', ')
  // The steps put rows into some.
  await client.query(`TRUNCATE ${all}`)
  for (const table of tables)
    for await (const lines of readTableFile(fileOfTable(folder, table.name)))
      await insertLines(client, table, lines)
  await importSequences(client, set)
  // Whoever asks next asks much, and the database would not know how much there is.
  await client.query(`ANALYZE ${all}`)
  for (const table of tables) {
    const was = set.tables.find(({ name }) => name === table.name)
    const { rows, sha256 } = await sumOf(linesOf(client, table))
    if (rows !== was?.rows || sha256 !== was.sha256)
      throw new TablesDamaged(`the database does not give back the table ${table.name} as it was`)
  }
}

function requireAlike(tables: readonly Table[], { schema, tables: written }: TableSet): void {
  const wording = (name: string, columns: readonly string[]) => `${name} (${columns.join(', ')})`
  const ours = tables.map(({ name, columns }) =>
    wording(
      name,
      columns.map((column) => column.name),
    ),
  )
  const theirs = written.map(({ name, columns }) => wording(name, columns))
  const other = ours.find((table) => !theirs.includes(table)) ?? theirs.find((table) => !ours.includes(table))
  if (other !== undefined) throw new TablesDamaged(`schema ${schema} differs at the table ${other}`)
  if (theirs.length > ours.length) throw new TablesDamaged('manifest.json names a table twice')
}

async function importSequences(client: pg.ClientBase, { sequences }: TableSet): Promise<void> {
  for (const { table, column, name } of await readSequences(client)) {
    const was = sequences.find((one) => one.table === table && one.column === column)
    if (!was) throw new TablesDamaged(`where the numbers of ${table}.${column} had got to is missing`)
    await client.query('SELECT setval($1, $2, $3)', [name, was.last, was.called])
    // A number behind one that is given would be given again.
    const { rows } = await client.query<{ given: string | null; fits: boolean | null }>(
      `SELECT max(${pg.escapeIdentifier(column)})::text AS given,
         max(${pg.escapeIdentifier(column)}) <= $1::bigint - CASE WHEN $2 THEN 0 ELSE 1 END AS fits
       FROM ${pg.escapeIdentifier(table)}`,
      [was.last, was.called],
    )
    if (rows[0]?.fits === false)
      throw new TablesDamaged(
        `manifest.json says that numbers of ${table}.${column} have got to ${was.last}, and ${rows[0].given} is given`,
      )
  }
}
