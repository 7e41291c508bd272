import {
  closeSync,
  constants,
  fsyncSync,
  ftruncateSync,
  futimesSync,
  openSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import type { ErrorNotice } from '../../../shared/errors.ts'
import { BLOCK, type ReadMethod } from './chunks.ts'
import type { PartOutcome } from './copy-task.ts'
import { destinationNotice, errnoOf, quietly } from './system-errors.ts'

/**
 * A copy being written under a name that nobody takes for a photo. Its first failure ends it and stays with it.
 *
 * On Linux it is written past the page cache, which keeps the disk busy instead of filling memory first. Such writes come in whole blocks: the last one is filled up, and
 * the file cut to its size before it is synced.
 */
export class PartFile {
  readonly destination: number
  readonly path: string
  #fd: number | null = null
  #direct = false
  #created = false
  #bytes = 0
  #error: ErrorNotice | null = null

  constructor(destination: number, path: string) {
    this.destination = destination
    this.path = path
  }

  get failed(): boolean {
    return this.#error !== null
  }

  create(): void {
    this.#attempt(() => {
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0)
      this.#fd = process.platform === 'linux' ? this.#openDirect(flags) : openSync(this.path, flags)
      this.#created = true
    })
  }

  /** @param chunk at the start of page-aligned memory that reaches to its next whole block; shorter than the memory only at the end */
  write(chunk: Uint8Array): void {
    this.#attempt((fd) => {
      try {
        writeAll(fd, this.#direct ? wholeBlocks(chunk) : chunk)
      } catch (error) {
        if (!this.#direct || this.#bytes > 0 || errnoOf(error) !== 'EINVAL') throw error
        writeAll(this.#reopenBuffered(fd), chunk)
      }
      this.#bytes += chunk.length
    })
  }

  /** The part carries the times of the original, and is on the disk when this returns. */
  makeDurable(atime: Date, mtime: Date): void {
    this.#attempt((fd) => {
      if (this.#direct) ftruncateSync(fd, this.#bytes)
      futimesSync(fd, atime, mtime)
      fsyncSync(fd)
      this.#fd = null
      closeSync(fd)
    })
  }

  /** @param read gives the xxh128 of what the disk holds, and how it was read */
  compare(name: string, expected: string, read: () => { xxh128: string; method: ReadMethod }): PartOutcome {
    const found = this.#attempt(read)
    if (found && found.xxh128 !== expected) {
      this.#error = { code: 'copy-differs', params: { name, path: this.path } }
    }
    if (found && !this.#error) return { destination: this.destination, ok: true, method: found.method }
    this.discard()
    const error = this.#error ?? { code: 'write-failed', params: { path: this.path, reason: '' } }
    // A full or closed disk stays so; a failing write or read-back may have been a slip.
    const again = error.code === 'write-failed' || error.code === 'copy-differs'
    return { destination: this.destination, ok: false, error, again }
  }

  discard(): void {
    const fd = this.#fd
    this.#fd = null
    if (fd !== null) quietly(() => closeSync(fd))
    if (this.#created) quietly(() => unlinkSync(this.path))
    this.#created = false
  }

  #openDirect(flags: number): number {
    try {
      const fd = openSync(this.path, flags | constants.O_DIRECT)
      this.#direct = true
      return fd
    } catch (error) {
      // Some file systems refuse the flag, a few after they have made the file.
      if (errnoOf(error) !== 'EINVAL') throw error
      quietly(() => unlinkSync(this.path))
      return openSync(this.path, flags)
    }
  }

  /** A file system may take the flag at opening and refuse it at the first write. */
  #reopenBuffered(fd: number): number {
    this.#direct = false
    closeSync(fd)
    this.#fd = null
    this.#fd = openSync(this.path, constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0))
    return this.#fd
  }

  #attempt<Result>(step: (fd: number) => Result): Result | null {
    if (this.#error) return null
    try {
      return step(this.#fd ?? -1)
    } catch (error) {
      const reason = errnoOf(error)
      if (reason === null) throw error
      this.#error = destinationNotice(this.path, reason)
      this.discard()
      return null
    }
  }
}

function writeAll(fd: number, bytes: Uint8Array): void {
  let written = 0
  while (written < bytes.length) written += writeSync(fd, bytes, written, bytes.length - written)
}

function wholeBlocks(chunk: Uint8Array): Uint8Array {
  return new Uint8Array(chunk.buffer, chunk.byteOffset, Math.ceil(chunk.length / BLOCK) * BLOCK)
}
