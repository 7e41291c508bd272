import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { S3, type S3ClientConfig } from '@aws-sdk/client-s3'
import {
  AccountPlaceTaken,
  type BlobStore,
  NoAccountPlace,
  type StoredBlob,
  type UploadDigest,
  UploadMissing,
} from './blob-store.ts'
import { type ByteRange, checkRange } from './byte-range.ts'
import { checkUploadIsOf, nameOfAccount, nameOfBlob } from './names.ts'
import { S3Objects } from './s3-objects.ts'
import { keyOfUpload, placeOf, S3Uploads } from './s3-uploads.ts'

export interface S3Options {
  endpoint: string
  region: string
  bucket: string
  accessKeyId: string
  secretAccessKey: string
}

/**
 * Blobs in a bucket of any S3 store: `blobs/<account hex>/<aa>/<blob hex>`, `uploads/<account hex>/<upload hex>` until
 * they are whole, and an empty `accounts/<account hex>` for each place. An upload in parts that was begun under
 * `blobs/` and never completed is the rest of a large copy that a crash ended.
 * @throws S3ServiceException when the bucket cannot be reached with this key
 */
export async function openS3Blobs(options: S3Options): Promise<BlobStore> {
  const { bucket, endpoint, region, accessKeyId, secretAccessKey } = options
  const config: S3ClientConfig = {
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    // Every store knows paths; names of buckets below the host's need its DNS to agree.
    forcePathStyle: true,
    // The SDK's own checksums come in a form that not every store takes (Swift: aws-chunked). Blobs are checked by their
    // SHA-256, uploads read again for it.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Each blob being read holds a connection for as long as its reader takes; 50, as by default, would be soon used up.
    requestHandler: {
      connectionTimeout: 10_000,
      httpAgent: { maxSockets: 1000 },
      httpsAgent: { maxSockets: 1000 },
    },
  }
  const s3 = new S3(config)
  await s3.headBucket({ Bucket: bucket })
  return new S3Blobs(s3, { ...config, bucket, requestHandler: s3.config.requestHandler })
}

class S3Blobs implements BlobStore {
  readonly uploads: S3Uploads
  readonly #s3: S3
  readonly #objects: S3Objects

  constructor(s3: S3, config: S3ClientConfig & { bucket: string }) {
    this.#s3 = s3
    this.#objects = new S3Objects(s3, config.bucket)
    this.uploads = new S3Uploads(this.#objects, config)
  }

  async addAccount(account: Uint8Array): Promise<void> {
    if (!(await this.#objects.addEmpty(placeOf(nameOfAccount(account))))) throw new AccountPlaceTaken()
  }

  async digestUpload(uploadId: string): Promise<UploadDigest> {
    const key = keyOfUpload(uploadId)
    let bytes = await this.#objects.read(key)
    if (!bytes) {
      await this.uploads.finish(uploadId)
      bytes = await this.#objects.read(key)
    }
    if (!bytes) throw new UploadMissing()
    const hash = createHash('sha256')
    let length = 0
    for await (const piece of bytes) {
      // A stream of bytes yields buffers.
      hash.update(piece as Buffer)
      length += (piece as Buffer).length
    }
    return { sha256: hash.digest(), length }
  }

  async keepUpload(uploadId: string, account: Uint8Array, blob: Uint8Array): Promise<void> {
    checkUploadIsOf(account, uploadId)
    if ((await this.#objects.lengthOf(placeOf(nameOfAccount(account)))) === null) throw new NoAccountPlace()
    const [upload, kept] = [keyOfUpload(uploadId), keyOfBlob(account, blob)]
    const length = await this.#objects.lengthOf(upload)
    if (length !== null) {
      await this.#objects.copy(upload, kept, length)
      if ((await this.#objects.lengthOf(kept)) !== length)
        throw new Error('the S3 store says that it copied an object, and has not')
    } else if ((await this.#objects.lengthOf(kept)) === null) {
      throw new UploadMissing()
    }
    await this.uploads.remove(uploadId)
  }

  dropUpload(uploadId: string): Promise<void> {
    return this.uploads.remove(uploadId)
  }

  listUploads(): AsyncIterable<{ uploadId: string; changedAt: Date }> {
    return this.uploads.list()
  }

  async read(account: Uint8Array, blob: Uint8Array, range?: ByteRange): Promise<Readable | null> {
    if (range) checkRange(range)
    return this.#objects.read(keyOfBlob(account, blob), range)
  }

  lengthOf(account: Uint8Array, blob: Uint8Array): Promise<number | null> {
    return this.#objects.lengthOf(keyOfBlob(account, blob))
  }

  async *list(account?: Uint8Array): AsyncGenerator<StoredBlob> {
    const prefix = account ? `blobs/${nameOfAccount(account)}/` : 'blobs/'
    for await (const { key, length } of this.#objects.list(prefix)) {
      const [owner, blob] = /^blobs\/([0-9a-f]{64})\/[0-9a-f]{2}\/([0-9a-f]{64})$/.exec(key)?.slice(1) ?? []
      if (owner && blob) yield { account: Buffer.from(owner, 'hex'), blob: Buffer.from(blob, 'hex'), length }
    }
  }

  remove(account: Uint8Array, blob: Uint8Array): Promise<void> {
    return this.#objects.remove(keyOfBlob(account, blob))
  }

  async removeAccount(account: Uint8Array): Promise<void> {
    const name = nameOfAccount(account)
    for await (const { uploadId } of this.uploads.list(name)) await this.uploads.remove(uploadId)
    for await (const { key, s3UploadId } of this.#objects.unfinished())
      if (key.startsWith(`blobs/${name}/`)) await this.#objects.abort(key, s3UploadId)
    await this.#objects.removeAll(`blobs/${name}/`)
    await this.#objects.remove(placeOf(name))
  }

  async close(): Promise<void> {
    this.#s3.destroy()
  }
}

function keyOfBlob(account: Uint8Array, blob: Uint8Array): string {
  return `blobs/${nameOfBlob(account, blob)}`
}
