import type pg from 'pg'
import type { BlobStore } from '../blobs/blob-store.ts'
import type { DatabaseUrls } from '../database/roles.ts'
import { Store } from '../store/store.ts'
import { checkAllBlobs } from '../watch/check-blobs.ts'
import { activeAccounts, checkRows } from '../watch/check-rows.ts'
import type { Findings, Notice } from '../watch/finding.ts'
import { invariants } from '../watch/invariants.ts'
import type { Invariant } from '../watch/invariants.ts'
import { probeStorage } from '../watch/probe-storage.ts'
import { WatchDatabase } from '../watch/watch-database.ts'

export interface Checked extends Findings {
  /** Seconds that each part took. */
  seconds: { rows: number; storage: number; blobs: number }
}

/** All that the watch looks at, now: rules of rows, what the storage shows each account, and whether blobs are there. */
export async function checkEverything(urls: DatabaseUrls, blobs: BlobStore): Promise<Checked> {
  const database = new WatchDatabase(urls.watch)
  const store = new Store(urls.app, 2)
  try {
    const rows = await timed(() => checkRows(database, null))
    const probed = await timed(async () => probeStorage(store, await activeAccounts(database, null)))
    const stored = await timed(() => checkAllBlobs(database, blobs))
    return {
      found: [...rows.result.found, ...probed.result],
      noticed: [...rows.result.noticed, ...stored.result],
      seconds: { rows: rows.seconds, storage: probed.seconds, blobs: stored.seconds },
    }
  } finally {
    await store.close()
    await database.close()
  }
}

/** A rule of rows that does not hold, or something that clients have refused; its kind is null where nobody's data could have come into anybody's hands. */
export interface BrokenRule extends Notice {
  kind: Invariant['kind']
}

/** What checkRows finds of all rows, asked within the transaction that is open: of what it would leave behind. */
export async function brokenRules(client: pg.ClientBase): Promise<BrokenRule[]> {
  const broken: BrokenRule[] = []
  for (const { name, kind, sql } of invariants) {
    const { rows } = await client.query<{ accounts: Buffer[] }>(sql, [null])
    for (const { accounts } of rows) broken.push({ kind, what: name, accounts })
  }
  const { rows } = await client.query<{ accounts: Buffer[]; kind: string }>(
    'SELECT kind, array_agg(DISTINCT account_id) AS accounts FROM reports GROUP BY kind',
  )
  for (const { accounts, kind } of rows)
    broken.push({ kind: 'reported-by-client', what: `a client refused: ${kind}`, accounts })
  return broken
}

export async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; seconds: number }> {
  const began = performance.now()
  const result = await work()
  return { result, seconds: Math.round(performance.now() - began) / 1000 }
}
