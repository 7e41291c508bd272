import { randomBytes } from 'node:crypto'
import { Upload } from '@tus/server'
import type pg from 'pg'
import type { BlobStore, StoredBlob } from '../../blobs/blob-store.ts'
import { AccountPlaceTaken, UploadIncomplete } from '../../blobs/blob-store.ts'

/** Blobs listed at once. */
const PAGE = 1000
/** Blobs copied at once: an object store takes its time for each. */
const LANES = 8

/** The blobs that the database names, account by account. */
export async function* listedBlobs(client: pg.ClientBase): AsyncGenerator<StoredBlob> {
  let last: Pick<StoredBlob, 'account' | 'blob'> = { account: Buffer.alloc(0), blob: Buffer.alloc(0) }
  for (;;) {
    const { rows } = await client.query<{ account_id: Buffer; blob_id: Buffer; length: string }>(
      `SELECT account_id, blob_id, length FROM blobs WHERE (account_id, blob_id) > ($1, $2)
       ORDER BY account_id, blob_id LIMIT ${PAGE}`,
      [last.account, last.blob],
    )
    for (const row of rows) {
      last = { account: row.account_id, blob: row.blob_id }
      yield { ...last, length: Number(row.length) }
    }
    if (rows.length < PAGE) return
  }
}

/**
 * Works on listed blobs, a few at a time.
 * @throws what the first failure was, when nothing is being worked on any more
 */
export async function forEachBlob(
  listed: AsyncGenerator<StoredBlob>,
  work: (blob: StoredBlob) => Promise<void>,
): Promise<void> {
  const lanes = Array.from({ length: LANES }, async () => {
    try {
      for await (const blob of shared(listed)) await work(blob)
    } catch (error) {
      await listed.return(undefined)
      throw error
    }
  })
  const failed = (await Promise.allSettled(lanes)).find((lane) => lane.status === 'rejected')
  if (failed) throw failed.reason
}

/** The same generator for several loops, none of which ends it for the others. */
function shared<Value>(generator: AsyncGenerator<Value>): AsyncIterable<Value> {
  return { [Symbol.asyncIterator]: () => ({ next: () => generator.next() }) }
}

/** Makes an account's place where there is none. */
export async function makePlace(blobs: BlobStore, account: Uint8Array): Promise<void> {
  try {
    await blobs.addAccount(account)
  } catch (error) {
    if (!(error instanceof AccountPlaceTaken)) throw error
  }
}

/**
 * Copies a blob into the place that its account has there, on the way that uploads take: it is read again from where it
 * was written, and becomes the blob only when it has the blob's length and hash.
 */
export async function copyBlob(
  from: BlobStore,
  to: BlobStore,
  { account, blob, length }: StoredBlob,
): Promise<'copied' | 'missing' | 'damaged'> {
  const bytes = await from.read(account, blob)
  if (!bytes) return 'missing'
  const id = `${account.toString('hex')}/${randomBytes(16).toString('hex')}`
  try {
    await to.uploads.create(new Upload({ id, offset: 0, size: length }))
    await to.uploads.write(bytes, id, 0)
    const digest = await to.digestUpload(id)
    if (digest.length !== length || !digest.sha256.equals(blob)) return 'damaged'
    await to.keepUpload(id, account, blob)
    return 'copied'
  } catch (error) {
    if (error instanceof UploadIncomplete) return 'damaged'
    throw error
  } finally {
    bytes.destroy()
    // What was kept is no upload any more.
    await to.dropUpload(id)
  }
}

export function nameOf({ account, blob }: StoredBlob): string {
  return `blob ${blob.toString('hex')} of account ${account.toString('hex')}`
}
