import type { BlobStore } from '../blobs/blob-store.ts'
import type { Notice } from './finding.ts'
import type { WatchDatabase } from './watch-database.ts'

interface BlobRow {
  account_id: Buffer
  blob_id: Buffer
  length: string
}

/** Whether what changed since is there, under its owner, with its length. */
export async function checkChangedBlobs(
  database: WatchDatabase,
  blobs: BlobStore,
  since: string,
): Promise<Notice[]> {
  const rows = await database.rows<BlobRow>(
    'SELECT account_id, blob_id, length FROM blobs WHERE changed >= $1::xid8',
    [since],
  )
  const noticed: Notice[] = []
  for (const { account_id: account, blob_id: blob, length } of rows) {
    const kept = await blobs.lengthOf(account, blob)
    if (kept !== Number(length)) noticed.push(missing(account, blob, kept))
  }
  return noticed
}

/** The same for all blobs, by listing what is stored of each account; bytes of nobody are told too. */
export async function checkAllBlobs(database: WatchDatabase, blobs: BlobStore): Promise<Notice[]> {
  const noticed: Notice[] = []
  const accounts = await database.rows<{ account_id: Buffer }>('SELECT DISTINCT account_id FROM blobs')
  for (const { account_id: account } of accounts) {
    const rows = await database.rows<BlobRow>(
      'SELECT account_id, blob_id, length FROM blobs WHERE account_id = $1',
      [account],
    )
    const stored = new Map<string, number>()
    for await (const { blob, length } of blobs.list(account)) stored.set(blob.toString('hex'), length)
    for (const { blob_id: blob, length } of rows) {
      const kept = stored.get(blob.toString('hex')) ?? null
      // It may have been kept, or removed, while we looked.
      if (kept !== Number(length) && (await isStillListed(database, account, blob)))
        noticed.push(missing(account, blob, kept))
    }
  }
  return noticed
}

async function isStillListed(database: WatchDatabase, account: Buffer, blob: Buffer): Promise<boolean> {
  const rows = await database.rows('SELECT FROM blobs WHERE account_id = $1 AND blob_id = $2', [
    account,
    blob,
  ])
  return rows.length > 0
}

function missing(account: Buffer, blob: Buffer, kept: number | null): Notice {
  const state = kept === null ? 'is not stored' : `has ${kept} bytes`
  return { what: `blob ${blob.toString('hex')} ${state}`, accounts: [account] }
}
