import { Readable } from 'node:stream'
import { type CompletedPart, paginateListObjectsV2, type S3, S3ServiceException } from '@aws-sdk/client-s3'
import type { ByteRange } from './byte-range.ts'

/** CopyObject takes 5 GiB at most, as does a part. */
const LARGEST_COPY = 5 * 1024 ** 3
/** With the 10,000 parts that S3 takes, enough for 9.7 TiB. */
const PART_OF_COPY = 1024 ** 3
/** Deletions at once: DeleteObjects would need a Content-MD5 in some stores, which the SDK no longer sends. */
const DELETIONS = 20

export interface StoredObject {
  key: string
  length: number
  changedAt: Date
}

/** An upload in parts, as S3 knows it, that was neither completed nor aborted. */
export interface UnfinishedObject {
  key: string
  s3UploadId: string
  begunAt: Date
}

/** Objects of one bucket. A failure is thrown as the SDK's `S3ServiceException`, except that an object is missing. */
export class S3Objects {
  readonly #s3: S3
  readonly #bucket: string

  constructor(s3: S3, bucket: string) {
    this.#s3 = s3
    this.#bucket = bucket
  }

  /** Bytes; null when there is none. */
  async lengthOf(key: string): Promise<number | null> {
    const found = await unlessMissing(this.#s3.headObject({ Bucket: this.#bucket, Key: key }))
    if (!found) return null
    if (found.ContentLength === undefined) throw new Error('the S3 store does not say how long an object is')
    return found.ContentLength
  }

  /** @returns null when there is none; what a range has beyond the end is left out */
  async read(key: string, range?: ByteRange): Promise<Readable | null> {
    try {
      const part = range ? { Range: `bytes=${range.first}-${range.last}` } : {}
      const found = await unlessMissing(this.#s3.getObject({ Bucket: this.#bucket, Key: key, ...part }))
      // In Node the SDK hands over the answer of `node:http` itself.
      return found && (found.Body as Readable)
    } catch (error) {
      if (error instanceof S3ServiceException && error.name === 'InvalidRange') return Readable.from([])
      throw error
    }
  }

  /** Makes an empty object. @returns false when there is one of this name */
  async addEmpty(key: string): Promise<boolean> {
    if ((await this.lengthOf(key)) !== null) return false
    const object = { Bucket: this.#bucket, Key: key, Body: Buffer.alloc(0) }
    try {
      await this.#s3.putObject({ ...object, IfNoneMatch: '*' })
    } catch (error) {
      if (!(error instanceof S3ServiceException)) throw error
      if (error.name === 'PreconditionFailed') return false
      // OpenStack Swift. There two that begin at the same moment both succeed.
      if (error.name !== 'NotImplemented') throw error
      await this.#s3.putObject(object)
    }
    return true
  }

  async copy(from: string, to: string, length: number): Promise<void> {
    if (length > LARGEST_COPY) return this.copyInParts(from, to, length, PART_OF_COPY)
    await this.#s3.copyObject({ Bucket: this.#bucket, Key: to, CopySource: `${this.#bucket}/${from}` })
  }

  /**
   * A crash leaves the parts that were done; the next copy to this name removes them.
   * @param length bytes of the object, more than 0
   * @param part bytes of a part; S3 wants 5 MiB to 5 GiB, and 10,000 parts at most
   */
  async copyInParts(from: string, to: string, length: number, part: number): Promise<void> {
    for await (const { key, s3UploadId } of this.unfinished(to)) await this.abort(key, s3UploadId)
    const target = { Bucket: this.#bucket, Key: to }
    const UploadId = given((await this.#s3.createMultipartUpload(target)).UploadId)
    try {
      const parts: CompletedPart[] = []
      for (let first = 0; first < length; first += part) {
        const PartNumber = parts.length + 1
        const { CopyPartResult } = await this.#s3.uploadPartCopy({
          ...target,
          UploadId,
          PartNumber,
          CopySource: `${this.#bucket}/${from}`,
          CopySourceRange: `bytes=${first}-${Math.min(first + part, length) - 1}`,
        })
        parts.push({ PartNumber, ETag: CopyPartResult?.ETag })
      }
      await this.#s3.completeMultipartUpload({ ...target, UploadId, MultipartUpload: { Parts: parts } })
    } catch (error) {
      // Why the copy failed tells more than why its parts stay.
      await this.abort(to, UploadId).catch(() => undefined)
      throw error
    }
  }

  /** Removes an object, also when there is none. */
  async remove(key: string): Promise<void> {
    await this.#s3.deleteObject({ Bucket: this.#bucket, Key: key })
  }

  async removeAll(prefix: string): Promise<void> {
    let batch: string[] = []
    for await (const { key } of this.list(prefix)) {
      batch.push(key)
      if (batch.length < DELETIONS) continue
      await Promise.all(batch.map((name) => this.remove(name)))
      batch = []
    }
    await Promise.all(batch.map((name) => this.remove(name)))
  }

  async *list(prefix: string): AsyncGenerator<StoredObject> {
    for await (const page of paginateListObjectsV2(
      { client: this.#s3 },
      { Bucket: this.#bucket, Prefix: prefix },
    ))
      for (const { Key, Size, LastModified } of page.Contents ?? [])
        yield { key: given(Key), length: given(Size), changedAt: given(LastModified) }
  }

  /**
   * Unfinished objects of one name, or all there are. Nothing between: MinIO lists none for the beginning of a name
   * (https://github.com/minio/minio/issues/20989).
   */
  async *unfinished(key?: string): AsyncGenerator<UnfinishedObject> {
    const wanted = key === undefined ? {} : { Prefix: key }
    let after = {}
    for (;;) {
      const page = await this.#s3.listMultipartUploads({ Bucket: this.#bucket, ...wanted, ...after })
      for (const { Key, UploadId, Initiated } of page.Uploads ?? [])
        yield { key: given(Key), s3UploadId: given(UploadId), begunAt: given(Initiated) }
      if (!page.IsTruncated) return
      after = { KeyMarker: given(page.NextKeyMarker), UploadIdMarker: given(page.NextUploadIdMarker) }
    }
  }

  /** When each part came; nothing when the upload has ended meanwhile. */
  async *partTimes({ key, s3UploadId }: UnfinishedObject): AsyncGenerator<Date> {
    const upload = { Bucket: this.#bucket, Key: key, UploadId: s3UploadId }
    // The SDK's own paging of parts never ends where a store names a next part after the last page, as Swift does.
    let after = {}
    for (;;) {
      const page = await unlessMissing(this.#s3.listParts({ ...upload, ...after }))
      for (const { LastModified } of page?.Parts ?? []) yield given(LastModified)
      if (!page?.IsTruncated) return
      after = { PartNumberMarker: given(page.NextPartNumberMarker) }
    }
  }

  async abort(key: string, s3UploadId: string): Promise<void> {
    await unlessMissing(
      this.#s3.abortMultipartUpload({ Bucket: this.#bucket, Key: key, UploadId: s3UploadId }),
    )
  }
}

/** A HEAD of anything that is missing has no body, hence no code but the SDK's own. */
const missing = new Set(['NotFound', 'NoSuchKey', 'NoSuchUpload'])

export function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && missing.has(error.name)
}

async function unlessMissing<Result>(call: Promise<Result>): Promise<Result | null> {
  try {
    return await call
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** The SDK's types leave every field of an answer open; a store that leaves one out is none. */
function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the S3 store left out a field of its answer')
  return value
}
