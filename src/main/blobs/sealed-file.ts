import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { opensslPrimitives } from '../crypto/openssl-primitives.ts'
import { AppError } from '../../shared/errors.ts'
import {
  BLOB_CHUNK,
  BLOB_HEADER,
  chunkCount,
  SealedBlob,
  sealedLength,
} from '../../shared/crypto/sealed-blob.ts'
import type { BlobPlace } from '../../shared/crypto/sealed-blob.ts'

const SEALED_CHUNK = BLOB_CHUNK + 16

/**
 * A file as the sealed bytes that it is uploaded as, from any byte on, always the same. What was read is hashed on the
 * way, plain and sealed, each byte once and in order, however often parts of it are sent.
 */
export class SealedFile {
  readonly size: number
  readonly #file: FileHandle
  readonly #blob: SealedBlob
  readonly #plainLength: number
  readonly #plain = createHash('sha256')
  readonly #sealed = createHash('sha256')
  /** Sealed bytes that are hashed, and chunks of plaintext. */
  #hashed = 0
  #chunksHashed = 0
  /** The last chunk that was sealed: the next part mostly begins in it. */
  #last: { index: number; sealed: Uint8Array } | null = null
  readonly #name: string

  private constructor(file: FileHandle, name: string, blob: SealedBlob, plainLength: number) {
    this.#file = file
    this.#name = name
    this.#blob = blob
    this.#plainLength = plainLength
    this.size = sealedLength(plainLength)
  }

  /** @throws AppError file-missing, read-failed; file-changed-while-read when it is not as long as `place` says */
  static async open(path: string, key: Uint8Array, salt: Uint8Array, place: BlobPlace): Promise<SealedFile> {
    const name = basename(path)
    const file = await reading(name, () => open(path, 'r'))
    try {
      const { size } = await reading(name, () => file.stat())
      if (size !== place.plainLength) throw new AppError('file-changed-while-read', { name })
      return new SealedFile(
        file,
        name,
        await SealedBlob.create(key, salt, place, opensslPrimitives),
        place.plainLength,
      )
    } catch (error) {
      await file.close()
      throw error
    }
  }

  /** @param end behind the last byte. @throws AppError read-failed, file-changed-while-read */
  async bytes(start: number, end: number): Promise<Buffer> {
    if (start > this.#hashed) await this.#hashUpTo(start)
    const parts = await this.#parts(start, end)
    const all = Buffer.concat(parts)
    if (end > this.#hashed) {
      this.#sealed.update(all.subarray(this.#hashed - start))
      this.#hashed = end
    }
    return all
  }

  /** Both hashes, once all of it was read. */
  async hashes(): Promise<{ plain: Buffer; sealed: Buffer }> {
    await this.#hashUpTo(this.size)
    return { plain: this.#plain.copy().digest(), sealed: this.#sealed.copy().digest() }
  }

  close(): Promise<void> {
    return this.#file.close()
  }

  async #hashUpTo(end: number): Promise<void> {
    while (this.#hashed < end) await this.bytes(this.#hashed, Math.min(end, this.#hashed + 8 * SEALED_CHUNK))
  }

  async #parts(start: number, end: number): Promise<Uint8Array[]> {
    const parts: Uint8Array[] = []
    if (start < BLOB_HEADER) parts.push(this.#blob.header.subarray(start, Math.min(end, BLOB_HEADER)))
    const first = Math.max(0, Math.floor((start - BLOB_HEADER) / SEALED_CHUNK))
    const beyond = Math.min(chunkCount(this.#plainLength), Math.ceil((end - BLOB_HEADER) / SEALED_CHUNK))
    const sealing: Promise<{ plain: Uint8Array | null; sealed: Uint8Array }>[] = []
    for (let index = first; index < beyond; index++) sealing.push(this.#chunk(index))
    for (const [i, { plain, sealed }] of (await Promise.all(sealing)).entries()) {
      const index = first + i
      if (plain && index === this.#chunksHashed) {
        this.#plain.update(plain)
        this.#chunksHashed++
      }
      const at = BLOB_HEADER + index * SEALED_CHUNK
      parts.push(sealed.subarray(Math.max(0, start - at), Math.max(0, end - at)))
      this.#last = { index, sealed }
    }
    return parts
  }

  async #chunk(index: number): Promise<{ plain: Uint8Array | null; sealed: Uint8Array }> {
    if (this.#last?.index === index) return { plain: null, sealed: this.#last.sealed }
    const plain = await this.#read(index)
    return { plain, sealed: await this.#blob.seal(index, plain) }
  }

  async #read(index: number): Promise<Uint8Array> {
    const offset = index * BLOB_CHUNK
    const plain = Buffer.allocUnsafe(Math.min(BLOB_CHUNK, this.#plainLength - offset))
    let read = 0
    while (read < plain.length) {
      const { bytesRead } = await reading(this.#name, () =>
        this.#file.read(plain, read, plain.length - read, offset + read),
      )
      if (bytesRead === 0) throw new AppError('file-changed-while-read', { name: this.#name })
      read += bytesRead
    }
    return plain
  }
}

async function reading<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new AppError(code === 'ENOENT' ? 'file-missing' : 'read-failed', { path: name, reason: code })
  }
}
