import type { BlobStore } from '../blobs/blob-store.ts'
import { signReceipt } from '../../shared/crypto/server-receipt.ts'
import { openEmail } from '../keys/sealed-email.ts'
import type { ServerKeys } from '../keys/server-keys.ts'
import type { Language, Letters } from '../mail/letters.ts'
import { moveRoom } from '../store/account-rows.ts'
import { removeUpload } from '../store/blob-rows.ts'
import type { Store } from '../store/store.ts'
import type { WatchDatabase } from './watch-database.ts'

/** Milliseconds after which what nobody goes on with, or nobody refers to, is removed. */
const LEFT_FOR = 7 * 24 * 3600 * 1000

export interface Swept {
  uploads: number
  blobs: number
  accounts: number
}

export interface Sweeping {
  database: WatchDatabase
  store: Store
  blobs: BlobStore
  keys: ServerKeys
  letters: Letters
  now: number
}

/** Removes uploads that stopped growing, bytes that no row names any more, and accounts whose grace is over. */
export async function sweep(parts: Sweeping): Promise<Swept> {
  return {
    uploads: await sweepUploads(parts),
    blobs: await sweepBlobs(parts),
    accounts: await deleteDueAccounts(parts),
  }
}

async function sweepUploads({ database, store, blobs, now }: Sweeping): Promise<number> {
  let swept = 0
  const growing = new Set<string>()
  for await (const { uploadId, changedAt } of blobs.listUploads()) {
    if (now - changedAt.getTime() < LEFT_FOR) growing.add(uploadId)
    else {
      await blobs.dropUpload(uploadId)
      swept++
    }
  }
  // Room is given back for every one that is no more, however it went.
  const rows = await database.rows<{ account_id: Buffer; upload_id: Buffer }>(
    'SELECT account_id, upload_id FROM uploads WHERE created_at < $1',
    [new Date(now - LEFT_FOR)],
  )
  for (const { account_id: account, upload_id: upload } of rows) {
    if (growing.has(`${account.toString('hex')}/${upload.toString('hex')}`)) continue
    await store.inAccount(account, async (own) => {
      const reserved = await removeUpload(own, upload)
      await moveRoom(own, { reserved: -(reserved ?? 0), used: 0 })
    })
  }
  return swept
}

async function sweepBlobs({ database, blobs }: Sweeping): Promise<number> {
  let swept = 0
  const seen: { account: Buffer; blob: Buffer }[] = []
  for await (const { account, blob } of blobs.list()) {
    const rows = await database.rows('SELECT FROM blobs WHERE account_id = $1 AND blob_id = $2', [
      account,
      blob,
    ])
    if (rows.length === 0) seen.push({ account, blob })
  }
  for (const { account, blob } of seen) {
    const isDue = await database.rows(
      `SELECT FROM blobs WHERE account_id = $1 AND blob_id = $2
       UNION ALL SELECT FROM uploads WHERE account_id = $1`,
      [account, blob],
    )
    // An upload under way may be just becoming this blob; then it is left for the next time.
    if (isDue.length > 0) continue
    await blobs.remove(account, blob)
    swept++
  }
  return swept
}

async function deleteDueAccounts(parts: Sweeping): Promise<number> {
  const { database, blobs, keys, letters, now } = parts
  const due = await database.rows<{ account_id: Buffer; sealed_email: Buffer; language: Language }>(
    `SELECT account_id, sealed_email, language FROM accounts JOIN contacts USING (account_id)
     WHERE deletes_at < now() AND frozen_at IS NULL AND NOT is_canary`,
  )
  for (const { account_id: account, sealed_email: sealed, language } of due) {
    const email = openEmail(keys, account, sealed)
    const [row] = await database.rows<{ done: boolean }>('SELECT delete_account($1) AS done', [account])
    if (!row?.done) continue
    await blobs.removeAccount(account)
    const receipt = signReceipt(keys.signing, {
      kind: 'deleted',
      account,
      object: account,
      length: 0,
      at: now,
    })
    letters.later(email, language, (texts) => texts.deletionDone(Buffer.from(receipt).toString('base64')))
  }
  return due.length
}
