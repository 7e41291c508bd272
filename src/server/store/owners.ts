import { sql } from 'kysely'
import type { AccountStore } from './store.ts'

/**
 * Whose objects the storage shows an account, as the objects themselves say: all of their signed statements name their
 * owner. Anything but the account itself is wrong, whatever the rows' own columns say.
 */
export async function ownersOfObjects({ rows }: AccountStore): Promise<Buffer[]> {
  const { rows: found } = await sql<{ owner: Buffer }>`
    SELECT substring(header FROM 4 FOR 32) AS owner FROM records
    UNION SELECT substring(statement FROM 4 FOR 32) FROM blobs
    UNION SELECT substring(statement FROM 4 FOR 32) FROM space_keys
    UNION SELECT substring(statement FROM 4 FOR 32) FROM identities
    UNION SELECT substring(certificate FROM 4 FOR 32) FROM devices WHERE certificate IS NOT NULL`.execute(
    rows,
  )
  return found.map(({ owner }) => owner)
}
