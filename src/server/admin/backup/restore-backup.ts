import { join } from 'node:path'
import type pg from 'pg'
import type { BlobStore } from '../../blobs/blob-store.ts'
import { AccountPlaceTaken } from '../../blobs/blob-store.ts'
import { openFolderBlobs } from '../../blobs/folder-blobs.ts'
import { lockSchema, stepsAfter, takeStep } from '../../database/migrate.ts'
import { migrations } from '../../database/migrations/index.ts'
import type { DatabaseUrls } from '../../database/roles.ts'
import { withClient } from '../../database/roles.ts'
import { Store } from '../../store/store.ts'
import { probeStorage } from '../../watch/probe-storage.ts'
import { brokenRules } from '../check-everything.ts'
import { noteActs } from '../operator-acts.ts'
import { copyBlob, forEachBlob, listedBlobs, nameOf } from './blob-copies.ts'
import type { Manifest } from './manifest.ts'
import { BackupRefused, readManifest } from './manifest.ts'
import { importTables, TablesDamaged } from './tables.ts'
import { verifyBackup } from './verify-backup.ts'

/** @throws BackupRefused when the folder holds no whole backup */
export async function openBackup(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder)
  if (!manifest) throw new BackupRefused(folder, 'it has no manifest.json, so it was never completed')
  const latest = migrations.at(-1)?.version ?? 0
  if (manifest.schema > latest)
    throw new BackupRefused(
      folder,
      `it has schema ${manifest.schema}, and this version knows schemas up to ${latest}`,
    )
  return manifest
}

/**
 * Reads all of a backup, puts it into an empty database and an empty blob store, brings its schema up to date, and checks
 * everything before any of it counts: sums and counts of tables, the hash of each blob, every rule that holds of rows.
 * @throws BackupRefused, or Error when the target is not empty; the target is as empty as before then
 */
export async function restoreBackup(
  folder: string,
  manifest: Manifest,
  to: { database: DatabaseUrls; blobs: BlobStore },
  operator: string,
): Promise<void> {
  const accounts = await withClient(to.database.owner, async (client) => {
    await lockSchema(client)
    await requireEmpty(client, to.blobs)
    await verifyBackup(folder, manifest)
    await client.query('BEGIN')
    await refusing(folder, importTables(client, manifest, join(folder, manifest.folder)))
    const made: Buffer[] = []
    try {
      await restoreBlobs(client, folder, to.blobs, made)
      for (const step of stepsAfter(manifest.schema, migrations)) await takeStep(client, step)
      await requireRules(client, folder, manifest)
      await noteActs(client, operator)(`restored the backup of ${manifest.at}`)
    } catch (error) {
      for (const account of made) await to.blobs.removeAccount(account)
      throw error
    }
    await client.query('COMMIT')
    return made
  })
  await requireApart(to.database, accounts)
}

async function refusing<Result>(folder: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    throw error instanceof TablesDamaged ? new BackupRefused(folder, error.message) : error
  }
}

async function requireEmpty(client: pg.ClientBase, blobs: BlobStore): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
     AND relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1`,
  )
  if (rows.length > 0)
    throw new Error(
      `The database is not empty: it has the tables and views ${rows.map(({ name }) => name).join(', ')}. Nothing was ` +
        'changed. Restore into a new data folder, or a new database; no server may have run on it.',
    )
  for await (const stored of blobs.list()) throw blobStoreHas(`${nameOf(stored)} is in it`)
}

function blobStoreHas(what: string): Error {
  return new Error(
    `The blob store is not empty: ${what}. Nothing was changed. Restore into a new data folder, or a new bucket; empty ` +
      'it first if this is what an interrupted restore left.',
  )
}

/** @param made grows by each account whose place was made */
async function restoreBlobs(
  client: pg.ClientBase,
  folder: string,
  to: BlobStore,
  made: Buffer[],
): Promise<void> {
  const from = await openFolderBlobs(folder)
  const { rows } = await client.query<{ account_id: Buffer }>('SELECT account_id FROM accounts')
  for (const { account_id: account } of rows) {
    await to.addAccount(account).catch((error: unknown) => {
      if (!(error instanceof AccountPlaceTaken)) throw error
      throw blobStoreHas(`account ${account.toString('hex')} has a place in it`)
    })
    made.push(account)
  }
  await forEachBlob(listedBlobs(client), async (listed) => {
    const outcome = await copyBlob(from, to, listed)
    if (outcome !== 'copied') throw new BackupRefused(folder, `${nameOf(listed)} is ${outcome}`)
  })
}

async function requireRules(client: pg.ClientBase, folder: string, { broken }: Manifest): Promise<void> {
  const rules = new Set(
    (await brokenRules(client)).map(({ what }) => what).filter((what) => !broken.includes(what)),
  )
  if (rules.size > 0) throw new BackupRefused(folder, `in it, “${[...rules].join('”, “')}” is broken`)
}

/** What the app's role sees is a matter of the database that was restored into, and of no transaction before it. */
async function requireApart({ app }: DatabaseUrls, accounts: readonly Buffer[]): Promise<void> {
  const store = new Store(app, 2)
  try {
    const found = await probeStorage(store, accounts)
    if (found.length > 0)
      throw new Error(
        'Everything is restored, but this database shows an account objects of others. Start no server on it: its row ' +
          'security does not hold. Check the role of DATABASE_URL, and restore into another database.',
      )
  } finally {
    await store.close()
  }
}
