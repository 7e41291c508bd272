import { createHash } from 'node:crypto'
import type { BlobStore } from '../blobs/blob-store.ts'
import type { Notice } from './finding.ts'
import type { WatchDatabase } from './watch-database.ts'

/** Blobs read again in one go; each is due 30 days after it was read last. */
const AT_ONCE = 50

/** Reads blobs again whose turn it is and compares them with their ids. */
export async function scrubDue(database: WatchDatabase, blobs: BlobStore): Promise<Notice[]> {
  const due = await database.rows<{ account_id: Buffer; blob_id: Buffer }>(
    `SELECT account_id, blob_id FROM blobs WHERE scrubbed_at < now() - interval '30 days'
     ORDER BY scrubbed_at LIMIT ${AT_ONCE}`,
  )
  const noticed: Notice[] = []
  for (const { account_id: account, blob_id: blob } of due) {
    const hash = createHash('sha256')
    const bytes = await blobs.read(account, blob)
    for await (const chunk of bytes ?? []) hash.update(chunk as Buffer) // Streams of blobs are of bytes.
    if (hash.digest().equals(blob)) await database.rows('SELECT note_scrubbed($1, $2)', [account, blob])
    else noticed.push({ what: `blob ${blob.toString('hex')} is damaged`, accounts: [account] })
  }
  return noticed
}
