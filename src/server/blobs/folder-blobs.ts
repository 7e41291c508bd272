import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import {
  AccountPlaceTaken,
  type BlobStore,
  NoAccountPlace,
  type StoredBlob,
  type UploadDigest,
  UploadIncomplete,
  UploadMissing,
} from './blob-store.ts'
import { type ByteRange, checkRange } from './byte-range.ts'
import { digestFile } from './digest-file.ts'
import { errnoOf, namesIn, statOf, syncFile, syncFolder, unlessMissing } from './files.ts'
import { FolderUploads } from './folder-uploads.ts'
import { checkUploadIsOf, nameOfAccount, nameOfBlob } from './names.ts'

/**
 * Blobs in a folder: `blobs/<account hex>/<aa>/<blob hex>`, and `uploads/<account hex>/<upload hex>` until they are
 * whole. Readable by its owner only.
 */
export async function openFolderBlobs(folder: string): Promise<BlobStore> {
  const places = { blobs: join(folder, 'blobs'), uploads: join(folder, 'uploads') }
  for (const path of [places.blobs, places.uploads]) await mkdir(path, { recursive: true, mode: 0o700 })
  return new FolderBlobs(places)
}

class FolderBlobs implements BlobStore {
  readonly uploads: FolderUploads
  readonly #blobs: string
  readonly #uploads: string

  constructor(places: { blobs: string; uploads: string }) {
    this.uploads = new FolderUploads(places.uploads)
    this.#blobs = places.blobs
    this.#uploads = places.uploads
  }

  async addAccount(account: Uint8Array): Promise<void> {
    const name = nameOfAccount(account)
    // The folder for blobs decides and comes last: a crash before it leaves nothing that refuses the next try.
    await makeFolder(join(this.#uploads, name))
    if (!(await makeFolder(join(this.#blobs, name)))) throw new AccountPlaceTaken()
  }

  async digestUpload(uploadId: string): Promise<UploadDigest> {
    const { offset, size } = await this.uploads.getUpload(uploadId)
    if (offset !== size) throw new UploadIncomplete()
    const path = this.uploads.pathOf(uploadId)
    // Where the disk refuses, this says why; read alone, the file would only turn out to be another.
    await syncFile(path)
    return digestFile(path)
  }

  async keepUpload(uploadId: string, account: Uint8Array, blob: Uint8Array): Promise<void> {
    checkUploadIsOf(account, uploadId)
    const upload = this.uploads.pathOf(uploadId)
    const kept = this.#pathOf(account, blob)
    if (await statOf(upload)) {
      await this.#makeFolderOf(kept)
      await syncFile(upload)
      await rename(upload, kept)
    } else if (!(await statOf(kept))) {
      throw new UploadMissing()
    }
    // Also where an earlier call renamed it: a crash may have come before this.
    await syncFolder(dirname(kept))
    await syncFolder(dirname(upload))
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
    const file = await unlessMissing(open(this.#pathOf(account, blob), 'r'))
    return file && file.createReadStream(range ? { start: range.first, end: range.last } : {})
  }

  async lengthOf(account: Uint8Array, blob: Uint8Array): Promise<number | null> {
    return (await statOf(this.#pathOf(account, blob)))?.length ?? null
  }

  async *list(account?: Uint8Array): AsyncGenerator<StoredBlob> {
    const accounts = account ? [nameOfAccount(account)] : await namesIn(this.#blobs, /^[0-9a-f]{64}$/)
    for (const owner of accounts) {
      for (const start of await namesIn(join(this.#blobs, owner), /^[0-9a-f]{2}$/)) {
        const folder = join(this.#blobs, owner, start)
        for (const name of await namesIn(folder, /^[0-9a-f]{64}$/)) {
          const found = await statOf(join(folder, name))
          if (!found) continue
          yield { account: Buffer.from(owner, 'hex'), blob: Buffer.from(name, 'hex'), length: found.length }
        }
      }
    }
  }

  async remove(account: Uint8Array, blob: Uint8Array): Promise<void> {
    await rm(this.#pathOf(account, blob), { force: true })
  }

  async removeAccount(account: Uint8Array): Promise<void> {
    const name = nameOfAccount(account)
    for (const folder of [this.#uploads, this.#blobs]) {
      await rm(join(folder, name), { recursive: true, force: true })
      await syncFolder(folder)
    }
  }

  async close(): Promise<void> {
    // Files are open only as long as they are read or written.
  }

  #pathOf(account: Uint8Array, blob: Uint8Array): string {
    return join(this.#blobs, nameOfBlob(account, blob))
  }

  async #makeFolderOf(path: string): Promise<void> {
    try {
      await makeFolder(dirname(path))
    } catch (error) {
      throw errnoOf(error) === 'ENOENT' ? new NoAccountPlace() : error
    }
  }
}

/**
 * Makes a folder in one that exists, durably.
 * @returns false when it was there already
 */
async function makeFolder(path: string): Promise<boolean> {
  const made = await mkdir(path, { mode: 0o700 }).then(
    () => true,
    (error: unknown) => {
      if (errnoOf(error) === 'EEXIST') return false
      throw error
    },
  )
  await syncFolder(dirname(path))
  return made
}
