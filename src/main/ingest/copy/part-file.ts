import { closeSync, constants, fsyncSync, futimesSync, openSync, unlinkSync, writeSync } from 'node:fs'
import type { ErrorNotice } from '../../../shared/errors.ts'
import type { PartOutcome } from './copy-task.ts'
import type { ReadMethod } from './chunks.ts'
import { destinationNotice, errnoOf, quietly } from './system-errors.ts'

/** A copy being written under a name that nobody takes for a photo. Its first failure ends it and stays with it. */
export class PartFile {
  readonly destination: number
  readonly path: string
  #fd: number | null = null
  #created = false
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
      this.#fd = openSync(this.path, flags)
      this.#created = true
    })
  }

  write(chunk: Uint8Array): void {
    this.#attempt((fd) => {
      let written = 0
      while (written < chunk.length) written += writeSync(fd, chunk, written, chunk.length - written)
    })
  }

  /** The part carries the times of the original, and is on the disk when this returns. */
  makeDurable(atime: Date, mtime: Date): void {
    this.#attempt((fd) => {
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
