import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import type { BlobStore, StoredBlob } from '../../blobs/blob-store.ts'
import { errnoOf } from '../../blobs/files.ts'
import { openFolderBlobs } from '../../blobs/folder-blobs.ts'
import { migrations } from '../../database/migrations/index.ts'
import { withClient } from '../../database/roles.ts'
import type { Resources } from '../../resources.ts'
import { WatchDatabase } from '../../watch/watch-database.ts'
import { brokenRules } from '../check-everything.ts'
import { copyBlob, forEachBlob, listedBlobs, makePlace, nameOf } from './blob-copies.ts'
import type { Manifest } from './manifest.ts'
import { fingerprintOf, readManifest, writeManifest } from './manifest.ts'
import { exportTables } from './tables.ts'

/** One backup of a server at a time. The number means nothing. */
const LOCK = 0x1317

export interface Backup {
  manifest: Manifest
  /** Blobs that were not there from a backup before. */
  copied: number
}

/**
 * Writes one state of all rows, and the blobs they name, into a folder; beside a server that goes on writing. A backup
 * that is there already stays until this one is whole and takes its place; the blobs it has are not copied again.
 * @param schema version of the database's schema
 * @throws Error when anything cannot be read or written; the backup before it is still one then
 */
export async function makeBackup(
  { database, blobs, keys }: Pick<Resources, 'database' | 'blobs' | 'keys'>,
  schema: number,
  folder: string,
): Promise<Backup> {
  await makeFolder(folder)
  const before = await readManifest(folder)
  if (before && before.keys !== fingerprintOf(keys))
    throw new Error(
      `The folder ${folder} has a backup of another server. Nothing was written; give each server a folder of its own.`,
    )
  const kept = await openFolderBlobs(folder)
  return withClient(database.owner, async (client) => {
    await takeTurn(client)
    await tidy(folder, kept, before)
    // Most blobs are copied here, so that the state which is held further below is held for a short time only.
    const early = await copyMissing(client, blobs, kept)
    let copied = early.copied
    for (;;) {
      const taken = await inOneState(client, async () => {
        const copies = await copyMissing(client, blobs, kept)
        copied += copies.copied
        if (copies.missing.length > 0) return { missing: copies.missing }
        const name = `tables-${randomBytes(8).toString('hex')}`
        const set = await exportTables(client, schema, join(folder, name))
        const manifest: Manifest = {
          ...{ format: 1, at: new Date().toISOString(), keys: fingerprintOf(keys), folder: name, ...set },
          blobs: { count: copies.count, bytes: copies.bytes },
          broken: await broken(client, schema),
        }
        return { manifest, surplus: await surplusOf(client, kept) }
      })
      if ('missing' in taken) {
        await requireRemoved(database.watch, taken.missing)
        continue
      }
      await writeManifest(folder, taken.manifest)
      for (const { account, blob } of taken.surplus) await kept.remove(account, blob)
      await tidy(folder, kept, taken.manifest)
      return { manifest: taken.manifest, copied }
    }
  })
}

/** The folder above it must be there: a slip of the pen, or a disk that is not connected, makes no folders elsewhere. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return
    throw new Error(
      `The folder ${folder} cannot be made (${errnoOf(error) ?? 'unknown'}). Nothing was backed up. Check that the folder ` +
        'above it is there and can be written to.',
      { cause: error },
    )
  }
}

async function takeTurn(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ ours: boolean }>('SELECT pg_try_advisory_lock($1) AS ours', [LOCK])
  if (!rows[0]?.ours)
    throw new Error(
      'A backup of this server is being made already. Nothing was written; wait until it is done.',
    )
}

/** Removes what interrupted backups, and the one before, have left. */
async function tidy(folder: string, kept: BlobStore, manifest: Manifest | null): Promise<void> {
  for (const name of await readdir(folder))
    if (name.startsWith('tables-') && name !== manifest?.folder)
      await rm(join(folder, name), { recursive: true })
  for await (const { uploadId } of kept.listUploads()) await kept.dropUpload(uploadId)
}

async function inOneState<Result>(client: pg.ClientBase, work: () => Promise<Result>): Promise<Result> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  // Where anything fails, the connection ends, and the transaction with it.
  const result = await work()
  await client.query('COMMIT')
  return result
}

interface Copies {
  count: number
  bytes: number
  copied: number
  /** The database names them, and they are not stored. */
  missing: StoredBlob[]
}

/** @throws Error when a blob is not what its id says */
async function copyMissing(client: pg.ClientBase, from: BlobStore, to: BlobStore): Promise<Copies> {
  const copies: Copies = { count: 0, bytes: 0, copied: 0, missing: [] }
  await forEachBlob(listedBlobs(client), async (listed) => {
    copies.count++
    copies.bytes += listed.length
    if ((await to.lengthOf(listed.account, listed.blob)) === listed.length) return
    await makePlace(to, listed.account)
    const done = await copyBlob(from, to, listed)
    if (done === 'damaged') throw notKept(`${nameOf(listed)} is damaged`)
    if (done === 'copied') copies.copied++
    else copies.missing.push(listed)
  })
  return copies
}

/** A blob may have been removed, and swept away, since the state was taken that names it; then a later state is taken. */
async function requireRemoved(watchUrl: string, missing: readonly StoredBlob[]): Promise<void> {
  const watch = new WatchDatabase(watchUrl)
  try {
    for (const listed of missing) {
      const { account, blob } = listed
      const still = await watch.rows('SELECT FROM blobs WHERE account_id = $1 AND blob_id = $2', [
        account,
        blob,
      ])
      if (still.length > 0) throw notKept(`${nameOf(listed)} is not stored`)
    }
  } finally {
    await watch.close()
  }
}

function notKept(what: string): Error {
  return new Error(
    `No backup was made: ${what}, and what cannot be restored is no backup. A backup that was there before is untouched; ` +
      'the blob may still be in one. “server admin invariants” looks for more of the kind.',
  )
}

async function surplusOf(client: pg.ClientBase, kept: BlobStore): Promise<StoredBlob[]> {
  const surplus: StoredBlob[] = []
  let [account, names] = ['', new Set<string>()]
  for await (const stored of kept.list()) {
    if (account !== stored.account.toString('hex')) {
      account = stored.account.toString('hex')
      const { rows } = await client.query<{ name: string }>(
        "SELECT encode(blob_id, 'hex') AS name FROM blobs WHERE account_id = $1",
        [stored.account],
      )
      names = new Set(rows.map(({ name }) => name))
    }
    if (!names.has(stored.blob.toString('hex'))) surplus.push(stored)
  }
  return surplus
}

/** Rules are of the latest schema; of an older one nothing can be said. */
async function broken(client: pg.ClientBase, schema: number): Promise<string[]> {
  if (schema !== migrations.at(-1)?.version) return []
  return [...new Set((await brokenRules(client)).map(({ what }) => what))]
}
