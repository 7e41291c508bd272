import type { Readable } from 'node:stream'
import type { DataStore } from '@tus/server'
import type { ByteRange } from './byte-range.ts'

/** 32 bytes each; `blob` is the SHA-256 of the blob's bytes, `length` counts them. */
export interface StoredBlob {
  account: Buffer
  blob: Buffer
  length: number
}

/**
 * Where sealed blobs lie, each in the place of the account it belongs to; the same bytes of two accounts are two blobs.
 * Upload ids are `<account hex>/<32 hex digits>`. What the disk or the object store refuses is thrown as it came (with
 * its `code`, such as ENOSPC, or its S3 name).
 */
export interface BlobStore {
  /** Where tus puts what arrives. It takes uploads of a known length only, for accounts that have a place. */
  readonly uploads: DataStore
  /**
   * Makes the place of a new account.
   * @throws AccountPlaceTaken when there is one already
   */
  addAccount(account: Uint8Array): Promise<void>
  /**
   * Reads a complete upload again, from where it is stored.
   * @throws UploadMissing, UploadIncomplete
   */
  digestUpload(uploadId: string): Promise<UploadDigest>
  /**
   * Makes a complete upload the blob of this id, which its digest must be; durable when it resolves. What a crash left
   * half done, a second call completes; when all was done it does nothing.
   * @throws UploadMissing when there is neither the upload nor the blob; NoAccountPlace
   */
  keepUpload(uploadId: string, account: Uint8Array, blob: Uint8Array): Promise<void>
  /** Removes whatever there is of an upload, also when that is nothing. */
  dropUpload(uploadId: string): Promise<void>
  /** Uploads that were begun and neither kept nor dropped, with when they last grew. Leftovers of a crash are among them. */
  listUploads(): AsyncIterable<{ uploadId: string; changedAt: Date }>
  /**
   * @param range first and last byte, inclusive; what lies beyond the end is left out
   * @returns null when there is no such blob. An error while reading comes on the stream, which has to be read or
   *   destroyed.
   */
  read(account: Uint8Array, blob: Uint8Array, range?: ByteRange): Promise<Readable | null>
  /** Bytes; null when there is no such blob. */
  lengthOf(account: Uint8Array, blob: Uint8Array): Promise<number | null>
  list(account?: Uint8Array): AsyncIterable<StoredBlob>
  /** Removes a blob, also when there is none. */
  remove(account: Uint8Array, blob: Uint8Array): Promise<void>
  /** Removes an account's blobs and uploads, and last its place. What a crash left half done, a second call completes. */
  removeAccount(account: Uint8Array): Promise<void>
  close(): Promise<void>
}

export interface UploadDigest {
  sha256: Buffer
  length: number
}

export class AccountPlaceTaken extends Error {
  constructor() {
    super('the account has a place already')
    this.name = 'AccountPlaceTaken'
  }
}

export class NoAccountPlace extends Error {
  constructor() {
    super('the account has no place')
    this.name = 'NoAccountPlace'
  }
}

/** There is no such upload; an id that is not one names none. The tus server answers with `status_code` and `body`. */
export class UploadMissing extends Error {
  readonly status_code = 404
  readonly body = 'There is no such upload.\n'

  constructor() {
    super('there is no such upload')
    this.name = 'UploadMissing'
  }
}

export class UploadIncomplete extends Error {
  constructor() {
    super('the upload has not arrived whole')
    this.name = 'UploadIncomplete'
  }
}
