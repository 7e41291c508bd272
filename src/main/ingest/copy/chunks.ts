import { closeSync, constants, openSync, readSync } from 'node:fs'

/** How a file was read: past the system's cache, or, where the system offers no way around it, through it. */
export type ReadMethod = 'o_direct' | 'unbuffered' | 'page-cache'

// Part of every JavaScript engine; the type lives with those of browsers, which this project does not load.
declare const WebAssembly: { Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer } }

const CHUNK = 4 * 1024 * 1024
/** Unit of reads and writes past the cache: a multiple of every disk's block. */
export const BLOCK = 4096
const WASM_PAGE = 64 * 1024
// O_NONBLOCK: a FIFO that took the file's place must not hold the worker.
const readOnly = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/**
 * Reading around the cache wants memory aligned to a disk's block. Ordinary buffers are not; a WebAssembly memory is,
 * to 64 KiB.
 */
export function alignedChunk(): Uint8Array {
  return new Uint8Array(new WebAssembly.Memory({ initial: CHUNK / WASM_PAGE }).buffer)
}

/**
 * Opens a file for reading past the page cache: O_DIRECT on Linux; on Windows libuv makes FILE_FLAG_NO_BUFFERING of
 * it. macOS has F_NOCACHE only, which Node does not reach, and some file systems (FUSE, network) refuse O_DIRECT:
 * there the read goes through the cache, and the method says so.
 */
function openPastCache(path: string): { fd: number; method: ReadMethod } {
  const direct: number | undefined = constants.O_DIRECT
  if (direct !== undefined) {
    try {
      const fd = openSync(path, readOnly | direct)
      return { fd, method: process.platform === 'win32' ? 'unbuffered' : 'o_direct' }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EINVAL')) throw error
    }
  }
  return { fd: openSync(path, readOnly), method: 'page-cache' }
}

/** A file being read past the cache. A file system may take the flag at opening and refuse it at the first read. */
export class UncachedFile {
  readonly #path: string
  #open: { fd: number; method: ReadMethod }

  constructor(path: string) {
    this.#path = path
    this.#open = openPastCache(path)
  }

  get fd(): number {
    return this.#open.fd
  }

  get method(): ReadMethod {
    return this.#open.method
  }

  /** @returns bytes read to that offset of the memory, 0 at the end of the file */
  read(memory: Uint8Array, offset: number, position: number): number {
    try {
      return readSync(this.fd, memory, offset, memory.length - offset, position)
    } catch (error) {
      const refused = error instanceof Error && 'code' in error && error.code === 'EINVAL'
      if (!refused || this.method === 'page-cache') throw error
      this.close()
      this.#open = { fd: openSync(this.#path, readOnly), method: 'page-cache' }
      return readSync(this.fd, memory, offset, memory.length - offset, position)
    }
  }

  close(): void {
    closeSync(this.fd)
  }
}

/**
 * Hands over each chunk of a file, read past the cache; a chunk is only valid during the call, and false ends the
 * reading.
 */
export function readPastCache(
  path: string,
  memory: Uint8Array,
  onChunk: (chunk: Uint8Array) => boolean,
): ReadMethod {
  const file = new UncachedFile(path)
  try {
    let position = 0
    for (;;) {
      const count = file.read(memory, 0, position)
      if (count === 0 || !onChunk(memory.subarray(0, count))) return file.method
      position += count
    }
  } finally {
    file.close()
  }
}
