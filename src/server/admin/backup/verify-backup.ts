import { join } from 'node:path'
import { z } from 'zod'
import type { StoredBlob } from '../../blobs/blob-store.ts'
import { digestFile } from '../../blobs/digest-file.ts'
import { unlessMissing } from '../../blobs/files.ts'
import { nameOfBlob } from '../../blobs/names.ts'
import { forEachBlob } from './blob-copies.ts'
import type { Manifest } from './manifest.ts'
import { BackupRefused } from './manifest.ts'
import { fileOfTable, readTableFile } from './table-file.ts'
import { TablesDamaged, verifyFiles } from './tables.ts'

const bytes = z.string().transform((text) => Buffer.from(text, 'base64'))
const blobLine = z.object({ account_id: bytes, blob_id: bytes, length: z.string().transform(Number) })

/**
 * Reads all of a backup and compares it with what was written down, so that a damaged one is refused before anything is
 * made of it. What is no part of the backup, such as blobs that a backup before it had, is left alone.
 * @throws BackupRefused with the first file that is missing or not as it was written
 */
export async function verifyBackup(folder: string, manifest: Manifest): Promise<void> {
  try {
    await verifyFiles(manifest, join(folder, manifest.folder))
  } catch (error) {
    throw error instanceof TablesDamaged ? new BackupRefused(folder, error.message) : error
  }
  const named = { count: 0, bytes: 0 }
  await forEachBlob(blobsIn(folder, manifest), async (blob) => {
    named.count++
    named.bytes += blob.length
    await verifyBlob(folder, blob)
  })
  const { count, bytes: sum } = manifest.blobs
  if (named.count !== count || named.bytes !== sum)
    throw new BackupRefused(
      folder,
      `its tables name ${named.count} blobs of ${named.bytes} bytes, and manifest.json says ${count} of ${sum}`,
    )
}

async function* blobsIn(folder: string, manifest: Manifest): AsyncGenerator<StoredBlob> {
  for await (const lines of readTableFile(fileOfTable(join(folder, manifest.folder), 'blobs')))
    for (const line of lines) {
      const { account_id: account, blob_id: blob, length } = blobLine.parse(JSON.parse(line))
      yield { account, blob, length }
    }
}

async function verifyBlob(folder: string, { account, blob, length }: StoredBlob): Promise<void> {
  const name = `blobs/${nameOfBlob(account, blob)}`
  const digest = await unlessMissing(digestFile(join(folder, name)))
  if (digest === null) throw new BackupRefused(folder, `the file ${name} is missing`)
  if (digest.length !== length || !digest.sha256.equals(blob))
    throw new BackupRefused(folder, `the file ${name} is damaged`)
}
