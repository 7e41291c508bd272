import { join } from 'node:path'
import { readTables } from '../../database/catalog.ts'
import type { Difference } from '../../database/column-sums.ts'
import { columnSums, differencesOf, isMeant } from '../../database/column-sums.ts'
import { migrate } from '../../database/migrate.ts'
import { migrations } from '../../database/migrations/index.ts'
import type { Migration } from '../../database/migrations/index.ts'
import { withClient } from '../../database/roles.ts'
import type { Scratch } from './scratch.ts'
import { exportTables, importTables } from './tables.ts'

export interface Rehearsed {
  from: number
  to: number
  rows: number
  /** What is not as it was, in tables and columns that there were before. */
  differences: (Difference & { isMeant: boolean })[]
  /** Why a step was not taken; null when all were. */
  refusal: string | null
}

/**
 * Takes the pending steps of the schema on a copy of all rows, and compares everything that was there before. The
 * database itself is only read, in one transaction.
 * @param schema its version
 */
export async function rehearse(
  ownerUrl: string,
  schema: number,
  scratch: Scratch,
  steps: readonly Migration[] = migrations,
): Promise<Rehearsed> {
  const folder = join(scratch.folder, 'tables')
  const set = await withClient(ownerUrl, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    return exportTables(client, schema, folder)
  })
  const sums = () =>
    withClient(scratch.database.owner, async (client) =>
      columnSums(client, await readTables(client), 'whole'),
    )
  await withClient(scratch.database.owner, async (client) => {
    await client.query('BEGIN')
    await importTables(client, set, folder)
    await client.query('COMMIT')
  })
  const before = await sums()
  const refusal = await migrate(scratch.database.owner, steps).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  const meant = steps.filter(({ version }) => version > schema).flatMap(({ changes = [] }) => changes)
  return {
    from: schema,
    to: steps.at(-1)?.version ?? 0,
    rows: set.tables.reduce((sum, { rows }) => sum + rows, 0),
    differences: differencesOf(before, await sums()).map((difference) => ({
      ...difference,
      isMeant: isMeant(difference, meant),
    })),
    refusal,
  }
}
