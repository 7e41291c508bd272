import type { WatchDatabase } from '../watch/watch-database.ts'
import { inAct } from './operator-acts.ts'

/** What an operator may see of an account: how much, never what, and no address. */
export interface AccountLine {
  account: Buffer
  memberNumber: number
  registeredAt: Date
  usedBytes: number
  quotaBytes: number
  frozenAt: Date | null
  deletesAt: Date | null
  /** Of nobody: the watch tries with it whether accounts are apart. */
  isCanary: boolean
}

interface AccountRow {
  account_id: Buffer
  member_number: string
  registered_at: Date
  used_bytes: string
  quota_bytes: string
  frozen_at: Date | null
  deletes_at: Date | null
  is_canary: boolean
}

/** Oldest first. @returns at most so many, and how many there are */
export async function listAccounts(
  database: WatchDatabase,
  { frozen, limit }: { frozen: boolean; limit: number },
): Promise<{ accounts: AccountLine[]; of: number }> {
  const which = frozen ? 'WHERE frozen_at IS NOT NULL' : ''
  const accounts = await database.rows<AccountRow>(
    `SELECT * FROM accounts ${which} ORDER BY registered_at, account_id LIMIT $1`,
    [limit],
  )
  const [count] = await database.rows<{ n: string }>(`SELECT count(*) AS n FROM accounts ${which}`)
  return { accounts: accounts.map(lineOf), of: Number(count?.n) }
}

function lineOf(row: AccountRow): AccountLine {
  return {
    account: row.account_id,
    memberNumber: Number(row.member_number),
    registeredAt: row.registered_at,
    usedBytes: Number(row.used_bytes),
    quotaBytes: Number(row.quota_bytes),
    frozenAt: row.frozen_at,
    deletesAt: row.deletes_at,
    isCanary: row.is_canary,
  }
}

export interface AccountDetail extends AccountLine {
  reservedBytes: number
  /** The incident that it is frozen for. */
  frozenFor: Buffer | null
  devices: number
  /** Sessions that are alive. */
  sessions: number
  spaces: number
  records: number
  blobs: number
  /** Lines of its access log, and when the last was written. */
  accesses: number
  lastAccessAt: Date | null
  incidents: Buffer[]
  /** What operators did to it, oldest first. */
  acts: { at: Date; operator: string; act: string }[]
}

type DetailRow = AccountRow & {
  reserved_bytes: string
  frozen_for: Buffer | null
  incidents: Buffer[]
} & Record<
    'devices' | 'sessions' | 'spaces' | 'records' | 'blobs' | 'accesses' | 'last_access',
    string | null
  >

export async function readAccount(database: WatchDatabase, account: Buffer): Promise<AccountDetail> {
  const count = (table: string, which = 'true') =>
    `(SELECT count(*) FROM ${table} t WHERE t.account_id = a.account_id AND ${which}) AS ${table}`
  const [row] = await database.rows<DetailRow>(
    `SELECT a.*, ${count('devices', 'revoked_at IS NULL')},
       ${count('sessions', "revoked_at IS NULL AND expires_at > now() AND last_used_at > now() - interval '30 days'")},
       ${count('spaces')}, ${count('records')}, ${count('blobs')}, ${count('accesses')},
       (SELECT at FROM accesses t WHERE t.account_id = a.account_id ORDER BY sequence DESC LIMIT 1) AS last_access,
       ARRAY(SELECT incident_id FROM incident_accounts t JOIN incidents USING (incident_id)
         WHERE t.account_id = a.account_id ORDER BY opened_at) AS incidents
     FROM accounts a WHERE a.account_id = $1`,
    [account],
  )
  if (!row) throw new Error(`The account ${account.toString('hex')} has just been deleted.`)
  const acts = await database.rows<{ at: Date; operator: string; act: string }>(
    'SELECT at, operator, act FROM operator_acts WHERE account_id = $1 ORDER BY act_id',
    [account],
  )
  return {
    ...lineOf(row),
    reservedBytes: Number(row.reserved_bytes),
    frozenFor: row.frozen_for,
    devices: Number(row.devices),
    sessions: Number(row.sessions),
    spaces: Number(row.spaces),
    records: Number(row.records),
    blobs: Number(row.blobs),
    accesses: Number(row.accesses),
    lastAccessAt: row.last_access === null ? null : new Date(Number(row.last_access)),
    incidents: row.incidents,
    acts,
  }
}

/** Bytes that an account may keep; what it keeps above that stays. @returns what was allowed before */
export function setQuota(
  ownerUrl: string,
  operator: string,
  account: Buffer,
  bytes: number,
): Promise<{ before: number; used: number }> {
  return inAct(ownerUrl, operator, async (client, note) => {
    const { rows } = await client.query<{ before: string; used: string }>(
      `UPDATE accounts SET quota_bytes = $2
       FROM (SELECT account_id, quota_bytes FROM accounts WHERE account_id = $1 FOR UPDATE) was
       WHERE accounts.account_id = was.account_id
       RETURNING was.quota_bytes AS before, used_bytes + reserved_bytes AS used`,
      [account, bytes],
    )
    const [row] = rows
    if (!row) throw new Error(`The account ${account.toString('hex')} has just been deleted.`)
    await note(`set its quota from ${row.before} to ${bytes} bytes`, account)
    return { before: Number(row.before), used: Number(row.used) }
  })
}
