import { createHash, type Hash } from 'node:crypto'
import { createXXHash128, type IHasher } from 'hash-wasm'
import type { ContentHash } from '../../../shared/ids.ts'

/** SHA-256 is the content's identity; xxh128 is what manifests carry and what read-back compares. */
export interface Digests {
  sha256: ContentHash
  xxh128: string
}

/** Both digests from one pass. One instance serves one file at a time. */
export class FileHashes {
  readonly #xxh: IHasher
  #sha: Hash = createHash('sha256')

  private constructor(xxh: IHasher) {
    this.#xxh = xxh
  }

  static async create(): Promise<FileHashes> {
    return new FileHashes(await createXXHash128())
  }

  begin(): void {
    this.#sha = createHash('sha256')
    this.#xxh.init()
  }

  update(bytes: Uint8Array): void {
    this.#sha.update(bytes)
    this.#xxh.update(bytes)
  }

  end(): Digests {
    // A SHA-256 in hex is what the brand stands for.
    return { sha256: this.#sha.digest('hex') as ContentHash, xxh128: this.#xxh.digest('hex') }
  }

  /** xxh128 alone, of all chunks that `read` hands over. */
  xxh128Of(read: (update: (chunk: Uint8Array) => void) => void): string {
    this.#xxh.init()
    read((chunk) => this.#xxh.update(chunk))
    return this.#xxh.digest('hex')
  }
}
