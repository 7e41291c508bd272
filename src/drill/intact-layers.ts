import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { AccountPlaceTaken } from '../server/blobs/blob-store.ts'
import { openFolderBlobs } from '../server/blobs/folder-blobs.ts'
import { withClient } from '../server/database/roles.ts'
import { accountIdOf } from '../shared/crypto/account-id.ts'
import { recordTypes, openRecord, sealRecord } from '../shared/crypto/sealed-record.ts'
import { NotAuthentic } from '../shared/crypto/web-crypto.ts'
import type { Person } from './people.ts'
import type { DrillServer } from './scratch-server.ts'

/** Which layer refused a forced duplicate with every other layer taken away. */
export interface LayersRefuse {
  hash: boolean
  constraint: boolean
  storage: boolean
  rowSecurity: boolean
  seal: boolean
}

const CERTIFIES = 'ALTER TABLE accounts DROP CONSTRAINT account_certifies_itself'
const KEYS = `ALTER TABLE accounts DROP CONSTRAINT accounts_pkey CASCADE;
  ALTER TABLE accounts DROP CONSTRAINT accounts_genesis_key_key`
const ROW_SECURITY = 'ALTER TABLE accounts NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY'
const INSERT = 'INSERT INTO accounts (account_id, genesis_key, quota_bytes) VALUES ($1, $2, 0)'

/**
 * Forces two members onto one id on a server as it is, once for each layer with the others gone; every change to the
 * schema is taken back with its transaction.
 */
export async function tryEachLayer(server: DrillServer, one: Person, other: Person): Promise<LayersRefuse> {
  const [mine, theirs] = [one, other].map(({ member }) => Buffer.from(member.session.account)) as [
    Buffer,
    Buffer,
  ]
  return {
    // A second account with the first one's id and a key of its own.
    hash: (await insertWithout(server, [KEYS, ROW_SECURITY], mine)) === '23514',
    constraint: (await insertWithout(server, [CERTIFIES, ROW_SECURITY], mine)) === '23505',
    storage: await placeIsTaken(),
    rowSecurity: await rowsStayApart(server, mine, theirs),
    seal: await staysShut(one, other),
  }
}

/** What a second account of this id is refused with; '' when it is taken. */
function insertWithout(server: DrillServer, removed: readonly string[], account: Buffer): Promise<string> {
  return withClient(server.database.owner, async (client) => {
    await client.query('BEGIN')
    for (const sql of removed) await client.query(sql)
    try {
      await client.query(INSERT, [account, randomBytes(32)])
      return ''
    } catch (error) {
      return error instanceof pg.DatabaseError ? (error.code ?? '') : ''
    } finally {
      await client.query('ROLLBACK')
    }
  })
}

/** The place for an account's blobs is made once. */
async function placeIsTaken(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'image-space-drill-places-'))
  const blobs = await openFolderBlobs(folder)
  const account = await accountIdOf(randomBytes(32))
  try {
    await blobs.addAccount(account)
    return await blobs.addAccount(account).then(
      () => false,
      (error: unknown) => error instanceof AccountPlaceTaken,
    )
  } finally {
    await blobs.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Queries that forgot whose rows they want, asked as another account. */
function rowsStayApart(server: DrillServer, mine: Buffer, theirs: Buffer): Promise<boolean> {
  return withClient(server.database.app, async (client) => {
    await client.query('BEGIN')
    await client.query("SELECT set_config('app.account', $1, true)", [mine.toString('hex')])
    let foreign = 0
    for (const table of ['accounts', 'space_keys', 'records', 'blobs', 'contacts', 'credentials']) {
      const { rows } = await client.query<{ account_id: Buffer }>(`SELECT account_id FROM ${table}`)
      foreign += rows.filter((row) => !row.account_id.equals(mine)).length
      if (rows.length === 0) return false
    }
    const refused = await client.query(INSERT, [theirs, randomBytes(32)]).then(
      () => false,
      (error: unknown) => error instanceof pg.DatabaseError && error.code === '42501',
    )
    return foreign === 0 && refused
  })
}

/** A record that lies in the wrong account's hands does not open there, even with the key that sealed it. */
async function staysShut(one: Person, other: Person): Promise<boolean> {
  const key = randomBytes(32)
  const place = (owner: Uint8Array) => ({
    ...{ type: recordTypes.profile, owner, space: new Uint8Array(16), epoch: 0 },
    ...{ object: owner, version: 0, author: owner },
  })
  const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
  const sealed = await sealRecord(key, place(one.member.session.account), new Uint8Array(100), random)
  return openRecord(key, place(other.member.session.account), sealed).then(
    () => false,
    (error: unknown) => error instanceof NotAuthentic,
  )
}
