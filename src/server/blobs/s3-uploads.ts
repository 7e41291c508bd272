import { Readable } from 'node:stream'
import type { S3ClientConfig } from '@aws-sdk/client-s3'
import { S3Store } from '@tus/s3-store'
import { DataStore, ERRORS, Upload } from '@tus/server'
import { NoAccountPlace, UploadIncomplete, UploadMissing } from './blob-store.ts'
import { accountOfUpload, nameOfUpload } from './names.ts'
import { isMissing, type S3Objects } from './s3-objects.ts'

const keyPattern = /^uploads\/([0-9a-f]{64}\/[0-9a-f]{32})(\.info|\.part)?$/

/** The store remembers nothing: another process may have completed, kept or dropped the upload. */
const noCache = {
  get: () => Promise.resolve(undefined),
  set: () => Promise.resolve(),
  delete: () => Promise.resolve(),
}

/**
 * Uploads of tus as objects under `uploads/<account hex>/<upload hex>`: the upload itself, in parts as S3 knows them
 * until it is whole; what tus remembers of it (`.info`); and the last bytes while they are too few for a part
 * (`.part`). `@tus/s3-store` does the work, on temporary files in the system's folder for them.
 */
export class S3Uploads extends DataStore {
  readonly #objects: S3Objects
  readonly #store: S3Store
  override extensions = ['creation', 'creation-with-upload', 'termination']

  constructor(objects: S3Objects, s3ClientConfig: S3ClientConfig & { bucket: string }) {
    super()
    this.#objects = objects
    this.#store = new S3Store({ s3ClientConfig, cache: noCache })
  }

  override async create(upload: Upload): Promise<Upload> {
    const place = placeOf(accountOfUpload(upload.id))
    if ((await this.#objects.lengthOf(place)) === null) throw new NoAccountPlace()
    await this.#store.create(withId(upload, keyOfUpload(upload.id)))
    return upload
  }

  override async getUpload(id: string): Promise<Upload> {
    const key = keyOfUpload(id)
    try {
      return withId(await this.#store.getUpload(key), id)
    } catch (error) {
      if (error !== ERRORS.FILE_NOT_FOUND) throw error
      // It says so of any failure. A client that is told so throws away what it has sent; hence it is asked again.
      if ((await this.#objects.lengthOf(`${key}.info`)) === null) throw new UploadMissing()
      throw new Error('what is remembered of an upload could not be read', { cause: error })
    }
  }

  override write(stream: Readable, id: string, offset: number): Promise<number> {
    return this.#store.write(stream, keyOfUpload(id), offset)
  }

  /**
   * Makes one object of the parts. The store does so after the last byte, except when a crash comes between, and for
   * an upload of no bytes.
   */
  async finish(id: string): Promise<void> {
    const { offset, size } = await this.getUpload(id)
    if (offset !== size) throw new UploadIncomplete()
    try {
      await this.write(Readable.from([]), id, offset)
    } catch (error) {
      // The store takes parts that are gone (a life cycle rule of the bucket) for a completed upload.
      throw isMissing(error) ? new UploadMissing() : error
    }
  }

  /**
   * Not the store's own, which removes nothing once S3 has completed the upload, never the last bytes, and needs
   * DeleteObjects.
   */
  override async remove(id: string): Promise<void> {
    const key = keyOfUpload(id)
    // What is remembered comes first: without it the upload is missing, whatever a crash leaves of the rest.
    for (const name of [`${key}.info`, `${key}.part`, key]) await this.#objects.remove(name)
    for await (const part of this.#objects.unfinished(key))
      await this.#objects.abort(part.key, part.s3UploadId)
  }

  /** @param account 64 hex digits; all accounts without */
  async *list(account = ''): AsyncGenerator<{ uploadId: string; changedAt: Date }> {
    const changes = new Map<string, Date>()
    const add = (key: string, at: Date) => {
      const uploadId = keyPattern.exec(key)?.[1]
      if (uploadId === undefined) return
      const known = changes.get(uploadId)
      if (!known || known < at) changes.set(uploadId, at)
    }
    const prefix = `uploads/${account}`
    for await (const { key, changedAt } of this.#objects.list(prefix)) add(key, changedAt)
    for await (const upload of this.#objects.unfinished()) {
      if (!upload.key.startsWith(prefix)) continue
      add(upload.key, upload.begunAt)
      for await (const at of this.#objects.partTimes(upload)) add(upload.key, at)
    }
    for (const [uploadId, changedAt] of changes) yield { uploadId, changedAt }
  }
}

/** The object that stands for an account's place. @param account 64 hex digits */
export function placeOf(account: string): string {
  return `accounts/${account}`
}

export function keyOfUpload(uploadId: string): string {
  return `uploads/${nameOfUpload(uploadId)}`
}

function withId(upload: Upload, id: string): Upload {
  return Object.assign(new Upload({ id, offset: upload.offset }), upload, { id })
}
