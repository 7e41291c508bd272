import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { BLOB_CHUNK } from '../../shared/crypto/sealed-blob.ts'
import type { BlobRole } from '../../shared/crypto/sealed-blob.ts'
import { NotAuthentic } from '../../shared/crypto/web-crypto.ts'
import { AppError } from '../../shared/errors.ts'
import type { BlobPlace } from '../../shared/sync/blob-place.ts'
import { placeWithoutReplacing, syncFolder } from '../ingest/copy/place.ts'
import { openBlob } from './open-blob.ts'
import type { FetchRange } from './open-blob.ts'

/** A file to be brought from the space. */
export interface FileToFetch {
  place: BlobPlace
  role: BlobRole
  /** What it has to be, hex. */
  sha256: string
  /** Where it goes, in a folder that is there. */
  path: string
}

/**
 * Writes a file of the space beside its place, and gives it its name once it is whole, checked and durable. What an
 * attempt before has left is gone on from. It never replaces anything.
 * @returns false when the name is taken by another file
 * @throws AppError disk-full, write-failed; NotAuthentic when what the server keeps is not what was stored
 */
export async function fetchFile(
  owner: Uint8Array,
  { place, role, sha256, path }: FileToFetch,
  fetch: FetchRange,
  onReceived: (bytes: number) => void,
): Promise<boolean> {
  const part = `${path}.${place.blob.slice(0, 8)}.part`
  const hash = createHash('sha256')
  const file = await writing(path, () => open(part, 'a+', 0o600))
  try {
    const chunks = await writing(path, () => hashBefore(file, hash))
    const sealedFor = { owner, asset: assetOf(place.content), role, plainLength: place.bytes }
    for await (const plain of openBlob(keyOf(place), sealedFor, fetch, chunks)) {
      await writing(path, () => file.appendFile(plain))
      hash.update(plain)
      onReceived(plain.length)
    }
    if (hash.digest('hex') !== sha256) throw new NotAuthentic()
    await writing(path, () => file.sync())
  } catch (error) {
    // Nothing can be made of it; what a cut connection has left can.
    if (error instanceof NotAuthentic) await rm(part, { force: true })
    throw error
  } finally {
    await file.close()
  }
  return writing(path, async () => {
    const isPlaced = await placeWithoutReplacing(part, path)
    await syncFolder(dirname(path))
    if (!isPlaced) await rm(part, { force: true })
    return isPlaced
  })
}

/** The asset that a file is sealed for. @param content see blob-place.ts */
export function assetOf(content: string): Uint8Array {
  return new Uint8Array(Buffer.from(content, 'hex'))
}

export function keyOf(place: BlobPlace): Uint8Array {
  return new Uint8Array(Buffer.from(place.key, 'base64url'))
}

/** @returns whole chunks that are there already */
async function hashBefore(file: FileHandle, hash: Hash): Promise<number> {
  const { size } = await file.stat()
  const chunks = Math.floor(size / BLOB_CHUNK)
  await file.truncate(chunks * BLOB_CHUNK)
  const buffer = Buffer.allocUnsafe(BLOB_CHUNK)
  for (let chunk = 0; chunk < chunks; chunk++) {
    const { bytesRead } = await file.read(buffer, 0, BLOB_CHUNK, chunk * BLOB_CHUNK)
    hash.update(buffer.subarray(0, bytesRead))
  }
  return chunks
}

async function writing<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new AppError(reason === 'ENOSPC' ? 'disk-full' : 'write-failed', { path, reason }, { cause: error })
  }
}
