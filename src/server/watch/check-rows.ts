import { invariants } from './invariants.ts'
import type { Findings } from './finding.ts'
import type { WatchDatabase } from './watch-database.ts'

export interface RowsChecked extends Findings {
  /** From which transaction on the next round looks; xid8. */
  next: string
}

/**
 * Looks at rows that transactions changed from `since` on, or at all of them. Transactions that were still under way at
 * the last round are looked at again: none can slip through between two rounds.
 */
export function checkRows(database: WatchDatabase, since: string | null): Promise<RowsChecked> {
  return database.inOneState(async (client) => {
    const { rows } = await client.query<{ next: string }>(
      'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS next',
    )
    const checked: RowsChecked = { found: [], noticed: [], next: rows[0]!.next }
    for (const { name, kind, sql } of invariants) {
      const breaches = await client.query<{ accounts: Buffer[] }>(sql, [since])
      for (const { accounts } of breaches.rows) {
        if (kind === null) checked.noticed.push({ what: name, accounts })
        else checked.found.push({ kind, what: name, accounts })
      }
    }
    const reports = await client.query<{ account_id: Buffer; kind: string }>(
      'SELECT DISTINCT account_id, kind FROM reports WHERE $1::xid8 IS NULL OR changed >= $1::xid8',
      [since],
    )
    for (const { account_id: account, kind } of reports.rows)
      checked.found.push({
        kind: 'reported-by-client',
        what: `a client refused: ${kind}`,
        accounts: [account],
      })
    return checked
  })
}

/** Accounts that did anything since. */
export async function activeAccounts(database: WatchDatabase, since: string | null): Promise<Buffer[]> {
  const rows = await database.rows<{ account_id: Buffer }>(
    `SELECT account_id FROM accounts WHERE $1::xid8 IS NULL OR changed >= $1::xid8
     UNION SELECT account_id FROM accesses WHERE changed >= $1::xid8`,
    [since],
  )
  return rows.map((row) => row.account_id)
}
