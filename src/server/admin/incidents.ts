import type { WatchDatabase } from '../watch/watch-database.ts'

export interface IncidentLine {
  incident: Buffer
  kind: string
  /** Which rule was broken, or what the operator said. */
  finding: string
  openedAt: Date
  closedAt: Date | null
  closedBecause: string | null
  accounts: number
  /** Members who were written to. Canaries have none. */
  told: number
  /** Members who were not, as yet. */
  untold: number
}

export interface IncidentAccount {
  account: Buffer
  toldAt: Date | null
  /** Mails that were tried. */
  tries: number
  isCanary: boolean
  /** Whether it is frozen now, for whichever incident. */
  isFrozen: boolean
}

interface IncidentRow {
  incident_id: Buffer
  kind: string
  finding: string
  opened_at: Date
  closed_at: Date | null
  closed_because: string | null
  accounts: string
  told: string
  untold: string
}

/** Latest first. @param incident only this one */
export async function listIncidents(database: WatchDatabase, incident?: Buffer): Promise<IncidentLine[]> {
  const rows = await database.rows<IncidentRow>(
    `SELECT i.*, count(t.account_id) AS accounts, count(t.told_at) AS told,
       count(*) FILTER (WHERE t.told_at IS NULL AND NOT a.is_canary) AS untold
     FROM incidents i LEFT JOIN incident_accounts t USING (incident_id) LEFT JOIN accounts a USING (account_id)
     WHERE $1::bytea IS NULL OR i.incident_id = $1
     GROUP BY i.incident_id ORDER BY i.opened_at DESC`,
    [incident ?? null],
  )
  return rows.map((row) => ({
    incident: row.incident_id,
    kind: row.kind,
    finding: row.finding,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    closedBecause: row.closed_because,
    accounts: Number(row.accounts),
    told: Number(row.told),
    untold: Number(row.untold),
  }))
}

export async function accountsOfIncident(
  database: WatchDatabase,
  incident: Buffer,
): Promise<IncidentAccount[]> {
  const rows = await database.rows<{
    account_id: Buffer
    told_at: Date | null
    tries: number
    is_canary: boolean
    frozen: boolean
  }>(
    `SELECT t.account_id, t.told_at, t.tries, a.is_canary, a.frozen_at IS NOT NULL AS frozen
     FROM incident_accounts t JOIN accounts a USING (account_id) WHERE t.incident_id = $1 ORDER BY t.account_id`,
    [incident],
  )
  return rows.map((row) => ({
    account: row.account_id,
    toldAt: row.told_at,
    tries: row.tries,
    isCanary: row.is_canary,
    isFrozen: row.frozen,
  }))
}

/** Since when nobody may write; null when everybody may. */
export async function writesStoppedAt(database: WatchDatabase): Promise<Date | null> {
  const [row] = await database.rows<{ at: Date | null }>('SELECT writes_stopped_at AS at FROM server_state')
  return row?.at ?? null
}
