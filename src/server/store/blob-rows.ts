import type { AccountStore } from './store.ts'

export async function readBlob({ account, rows }: AccountStore, blob: Uint8Array) {
  return rows
    .selectFrom('blobs')
    .selectAll()
    .where('account_id', '=', account)
    .where('blob_id', '=', Buffer.from(blob))
    .executeTakeFirst()
}

/** Blobs behind an id, in the order of ids. */
export async function listBlobs(
  { account, rows }: AccountStore,
  after: Uint8Array | undefined,
  limit: number,
) {
  const query = rows.selectFrom('blobs').selectAll().where('account_id', '=', account)
  return (after ? query.where('blob_id', '>', Buffer.from(after)) : query)
    .orderBy('blob_id')
    .limit(limit)
    .execute()
}

export interface NewBlob {
  blob: Buffer
  length: number
  statement: Buffer
  receipt: Buffer
}

/** @returns false when the account has this blob already */
export async function addBlob({ account, rows }: AccountStore, of: NewBlob): Promise<boolean> {
  const done = await rows
    .insertInto('blobs')
    .values({
      account_id: account,
      blob_id: of.blob,
      length: String(of.length),
      statement: of.statement,
      receipt: of.receipt,
    })
    .onConflict((is) => is.doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

/** @returns bytes that it had; null when there is no such blob */
export async function removeBlob({ account, rows }: AccountStore, blob: Uint8Array): Promise<number | null> {
  const row = await rows
    .deleteFrom('blobs')
    .where('account_id', '=', account)
    .where('blob_id', '=', Buffer.from(blob))
    .returning('length')
    .executeTakeFirst()
  return row ? Number(row.length) : null
}

export async function addUpload(
  { account, rows }: AccountStore,
  upload: Buffer,
  length: number,
): Promise<void> {
  await rows
    .insertInto('uploads')
    .values({ account_id: account, upload_id: upload, length: String(length) })
    .execute()
}

/** Bytes that it will have; null when there is no such upload. */
export async function lengthOfUpload(
  { account, rows }: AccountStore,
  upload: Uint8Array,
): Promise<number | null> {
  const row = await rows
    .selectFrom('uploads')
    .select('length')
    .where('account_id', '=', account)
    .where('upload_id', '=', Buffer.from(upload))
    .executeTakeFirst()
  return row ? Number(row.length) : null
}

/** @returns bytes that were reserved for it; null when there is no such upload (any more) */
export async function removeUpload(
  { account, rows }: AccountStore,
  upload: Uint8Array,
): Promise<number | null> {
  const row = await rows
    .deleteFrom('uploads')
    .where('account_id', '=', account)
    .where('upload_id', '=', Buffer.from(upload))
    .returning('length')
    .executeTakeFirst()
  return row ? Number(row.length) : null
}
