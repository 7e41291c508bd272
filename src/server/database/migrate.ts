import pg from 'pg'
import { readTables, schemaVersion } from './catalog.ts'
import { columnSums, differencesOf, isMeant } from './column-sums.ts'
import { migrations } from './migrations/index.ts'
import type { Migration } from './migrations/index.ts'
import { withClient } from './roles.ts'

/** One lock for all processes that start at once. The number means nothing. */
const LOCK = 0x1315

/**
 * Brings the schema up to date, as its owner: numbered steps, forward only, each in a transaction of its own.
 * @throws Error when the database was last used by a newer version, or a step would change what it must not
 */
export async function migrate(
  ownerUrl: string,
  steps: readonly Migration[] = migrations,
): Promise<{ from: number; to: number }> {
  return withClient(ownerUrl, async (client) => {
    await lockSchema(client)
    const from = await schemaVersion(client)
    for (const step of stepsAfter(from, steps)) {
      await client.query('BEGIN')
      await takeStep(client, step)
      await client.query('COMMIT')
    }
    return { from, to: steps.at(-1)?.version ?? 0 }
  })
}

/** Until the connection ends, nobody else takes steps. */
export async function lockSchema(client: pg.ClientBase): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [LOCK])
}

/** @throws Error when there is no way from this version on: steps only go forward */
export function stepsAfter(version: number, steps: readonly Migration[]): Migration[] {
  const to = steps.at(-1)?.version ?? 0
  if (version > to)
    throw new Error(
      `The database has schema ${version}; this server knows schemas up to ${to}. Nothing was changed. ` +
        'Run the newer version that the database was used with last.',
    )
  return steps.filter((step) => step.version > version)
}

/**
 * Takes one step within the transaction that is open: its SQL, and the proof that all rows which were there are there
 * still, with their accounts, keys and values, but for what the step says that it changes. Who writes meanwhile waits.
 * @throws Error that names what would have changed
 */
export async function takeStep(
  client: pg.ClientBase,
  { version, sql, changes = [] }: Migration,
): Promise<void> {
  const tables = await readTables(client)
  if (tables.length > 0)
    await client.query(
      `LOCK TABLE ${tables.map(({ name }) => pg.escapeIdentifier(name)).join(', ')} IN EXCLUSIVE MODE`,
    )
  const before = await columnSums(client, tables, 'short')
  await client.query(sql)
  const after = await columnSums(client, await readTables(client), 'short')
  const wrong = differencesOf(before, after).filter((difference) => !isMeant(difference, changes))
  if (wrong.length > 0)
    throw new Error(
      `Step ${version} of the schema was not taken, since it would change what it must not: ` +
        `${wrong.map(({ where, what }) => `${where} ${what}`).join('; ')}. ` +
        `Nothing was changed; the database has the schema before it. Report this with the version of the server.`,
    )
  await client.query(
    `CREATE TABLE IF NOT EXISTS schema_versions (
       version integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())`,
  )
  await client.query('INSERT INTO schema_versions (version) VALUES ($1)', [version])
}
