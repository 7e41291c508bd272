import { migrations } from './migrations/index.ts'
import { withClient } from './roles.ts'

/** One lock for all processes that start at once. The number means nothing. */
const LOCK = 0x1315

/**
 * Brings the schema up to date, as its owner: numbered steps, forward only, each in a transaction of its own.
 * @throws Error when the database was last used by a newer version
 */
export async function migrate(ownerUrl: string): Promise<{ from: number; to: number }> {
  return withClient(ownerUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    await client.query(
      `CREATE TABLE IF NOT EXISTS schema_versions (
         version integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())`,
    )
    const { rows } = await client.query<{ version: number }>(
      'SELECT coalesce(max(version), 0) AS version FROM schema_versions',
    )
    const from = rows[0]?.version ?? 0
    const to = migrations.at(-1)?.version ?? 0
    if (from > to) throw new Error(`The database has schema ${from}; this server knows schemas up to ${to}.`)
    for (const { version, sql } of migrations.filter((step) => step.version > from)) {
      await client.query('BEGIN')
      await client.query(sql)
      await client.query('INSERT INTO schema_versions (version) VALUES ($1)', [version])
      await client.query('COMMIT')
    }
    return { from, to }
  })
}
