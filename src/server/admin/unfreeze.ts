import type pg from 'pg'
import type { DatabaseUrls } from '../database/roles.ts'
import { Store } from '../store/store.ts'
import { probeStorage } from '../watch/probe-storage.ts'
import { brokenRules } from './check-everything.ts'
import type { NoteAct } from './operator-acts.ts'
import { inAct } from './operator-acts.ts'

export interface Unfrozen {
  /** Accounts that are open again. */
  accounts: Buffer[]
  /** Accounts that stay frozen, since another open incident names them. */
  stillFrozen: number
  /** Whether nobody may write all the same. */
  writesStopped: boolean
}

/**
 * Closes an incident and opens its accounts again, but for those that another open incident names. Their sessions stay
 * ended. What their clients had reported counts as looked at; the access log keeps that it was reported.
 * @throws Error when there is no such open incident, or the accounts are still not as they must be
 */
export async function unfreeze(
  urls: DatabaseUrls,
  operator: string,
  incident: Buffer,
  because: string,
): Promise<Unfrozen> {
  const store = new Store(urls.app, 2)
  try {
    return await inAct(urls.owner, operator, async (client, note) => {
      await close(client, incident, because)
      const named = await accountsOf(client, incident)
      await client.query('DELETE FROM reports WHERE account_id = ANY ($1)', [named])
      const stillFrozen = await handOver(client, named)
      const accounts = await openAgain(client, named)
      // Asked of the state that it would leave behind; when that is not sound, the transaction ends here.
      await requireSound(client, store, named)
      await noteAll(note, accounts, incident, because)
      const state = await client.query<{ stopped: boolean }>('SELECT writes_stopped() AS stopped')
      return { accounts, stillFrozen, writesStopped: state.rows[0]?.stopped ?? false }
    })
  } finally {
    await store.close()
  }
}

async function close(client: pg.ClientBase, incident: Buffer, because: string): Promise<void> {
  const { rowCount } = await client.query(
    'UPDATE incidents SET closed_at = now(), closed_because = $2 WHERE incident_id = $1 AND closed_at IS NULL',
    [incident, because],
  )
  if (rowCount === 0)
    throw new Error(
      `There is no open incident ${incident.toString('hex')}. Nothing was changed; “server admin incidents” lists all.`,
    )
}

async function accountsOf(client: pg.ClientBase, incident: Buffer): Promise<Buffer[]> {
  const { rows } = await client.query<{ account_id: Buffer }>(
    'SELECT account_id FROM incident_accounts WHERE incident_id = $1 ORDER BY account_id',
    [incident],
  )
  return rows.map((row) => row.account_id)
}

/** Whoever another open incident names is frozen for that one from now on. @returns how many these are */
async function handOver(client: pg.ClientBase, accounts: readonly Buffer[]): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE accounts SET frozen_for = other.incident_id
     FROM (SELECT DISTINCT ON (account_id) account_id, incident_id
       FROM incident_accounts JOIN incidents USING (incident_id)
       WHERE closed_at IS NULL ORDER BY account_id, opened_at) other
     WHERE accounts.account_id = ANY ($1) AND accounts.account_id = other.account_id AND frozen_at IS NOT NULL`,
    [accounts],
  )
  return rowCount ?? 0
}

/** @returns those that are open again, in the order of their ids */
async function openAgain(client: pg.ClientBase, accounts: readonly Buffer[]): Promise<Buffer[]> {
  const { rows } = await client.query<{ account_id: Buffer }>(
    `UPDATE accounts SET frozen_at = NULL, frozen_for = NULL
     WHERE account_id = ANY ($1) AND frozen_at IS NOT NULL AND NOT EXISTS (
       SELECT FROM incident_accounts JOIN incidents USING (incident_id)
       WHERE incident_accounts.account_id = accounts.account_id AND closed_at IS NULL)
     RETURNING account_id`,
    [accounts],
  )
  return rows.map((row) => row.account_id).sort((a, b) => a.compare(b))
}

async function requireSound(client: pg.ClientBase, store: Store, accounts: readonly Buffer[]): Promise<void> {
  const broken = [...(await brokenRules(client)), ...(await probeStorage(store, accounts))].filter(
    (of) =>
      of.kind !== null && of.accounts.some((named) => accounts.some((account) => account.equals(named))),
  )
  if (broken.length === 0) return
  const rules = [...new Set(broken.map(({ what }) => what))].join('”, “')
  throw new Error(
    `These accounts are still not as they must be: “${rules}” is broken. They stay frozen, and nothing was changed. ` +
      '“server admin invariants” names the accounts; mend what is broken, then unfreeze again.',
  )
}

async function noteAll(
  note: NoteAct,
  accounts: readonly Buffer[],
  incident: Buffer,
  because: string,
): Promise<void> {
  const name = incident.toString('hex')
  for (const account of accounts) await note(`unfroze it, closing incident ${name}: ${because}`, account)
  if (accounts.length === 0) await note(`closed incident ${name}, which had frozen nobody: ${because}`)
}
