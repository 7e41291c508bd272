import { randomBytes } from 'node:crypto'
import type { Finding } from './finding.ts'
import type { WatchDatabase } from './watch-database.ts'

export interface Contained {
  incident: Buffer
  finding: Finding
  /** Accounts that were frozen by it now. */
  frozen: number
}

/** Minutes in which two unrelated findings stop all writes. */
const WINDOW = 10

/**
 * Freezes whoever a finding concerns, all findings in one transaction; accounts that share a finding share an incident.
 * What is frozen already opens no further incident. Two unrelated ones shortly after one another, or a canary that
 * was given foreign data, mean that something is wrong for all: then nobody writes or registers until an operator says so.
 */
export async function contain(database: WatchDatabase, found: readonly Finding[]): Promise<Contained[]> {
  if (found.length === 0) return []
  return database.inTransaction(async (client) => {
    const contained: Contained[] = []
    for (const finding of unrelated(found)) {
      const { rows: open } = await client.query<{ n: string }>(
        'SELECT count(*) AS n FROM accounts WHERE account_id = ANY ($1) AND frozen_at IS NULL',
        [finding.accounts],
      )
      if (open[0]?.n === '0' && finding.kind !== 'canary') continue
      const incident = randomBytes(8)
      const { rows } = await client.query<{ frozen: number }>(
        'SELECT freeze_accounts($1, $2, $3, $4) AS frozen',
        [incident, finding.kind, finding.what, finding.accounts],
      )
      contained.push({ incident, finding, frozen: rows[0]?.frozen ?? 0 })
    }
    const last = contained.at(-1)
    const { rows } = await client.query<{ n: string }>(
      `SELECT count(*) AS n FROM incidents WHERE opened_at > now() - interval '${WINDOW} minutes'`,
    )
    const isGeneral = Number(rows[0]?.n) >= 2 || contained.some(({ finding }) => finding.kind === 'canary')
    if (last && isGeneral) await client.query('SELECT stop_writes($1)', [last.incident])
    return contained
  })
}

/** Findings that have an account in common are one. */
export function unrelated(found: readonly Finding[]): Finding[] {
  const groups: { finding: Finding; accounts: Map<string, Buffer> }[] = []
  for (const finding of found) {
    const accounts = new Map(finding.accounts.map((account) => [account.toString('hex'), account]))
    const touching = groups.filter((group) => [...accounts.keys()].some((key) => group.accounts.has(key)))
    for (const group of touching) {
      for (const [key, account] of group.accounts) accounts.set(key, account)
      groups.splice(groups.indexOf(group), 1)
    }
    groups.push({ finding: touching[0]?.finding ?? finding, accounts })
  }
  return groups.map(({ finding, accounts }) => ({ ...finding, accounts: [...accounts.values()] }))
}
