import { createHash } from 'node:crypto'
import { constants, open } from 'node:fs/promises'
import type { UploadDigest } from './blob-store.ts'
import { errnoOf } from './files.ts'

// Part of every JavaScript engine; the type lives with those of browsers, which this project does not load.
declare const WebAssembly: { Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer } }

const CHUNK_IN_WASM_PAGES = 16

/**
 * SHA-256 of what the disk holds. The page cache holds what was received, whether or not the disk took it; so the file
 * is read past the cache. macOS has no such flag and some file systems refuse it, at opening or at the first read:
 * there it is read through the cache.
 */
export async function digestFile(path: string): Promise<UploadDigest> {
  try {
    return await digest(path, constants.O_RDONLY | (constants.O_DIRECT ?? 0))
  } catch (error) {
    if (errnoOf(error) !== 'EINVAL') throw error
    return digest(path, constants.O_RDONLY)
  }
}

async function digest(path: string, flags: number): Promise<UploadDigest> {
  // Reads past the cache want memory aligned to a disk's block, which a WebAssembly memory is.
  const memory = new Uint8Array(new WebAssembly.Memory({ initial: CHUNK_IN_WASM_PAGES }).buffer)
  const hash = createHash('sha256')
  const file = await open(path, flags)
  try {
    // No read begins at the end: not at a whole block, it would be refused by some file systems.
    const { size } = await file.stat()
    let length = 0
    while (length < size) {
      const { bytesRead } = await file.read(memory, 0, memory.length, length)
      if (bytesRead === 0) break
      hash.update(memory.subarray(0, bytesRead))
      length += bytesRead
    }
    return { sha256: hash.digest(), length }
  } finally {
    await file.close()
  }
}
