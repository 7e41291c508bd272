import { extname } from 'node:path'
import { Thread } from '../thread/thread.ts'
import type { TransferMethods } from './transfers.ts'

/** The thread that moves blobs, with what it has moved so far. */
export class TransferThread extends Thread<TransferMethods> {
  readonly #moved: BigInt64Array

  constructor() {
    const moved = new BigInt64Array(new SharedArrayBuffer(16))
    super(new URL(`./transfer-worker${extname(new URL(import.meta.url).pathname)}`, import.meta.url), moved)
    this.#moved = moved
  }

  /** Bytes since it was started. */
  get sent(): number {
    return Number(Atomics.load(this.#moved, 0))
  }

  get received(): number {
    return Number(Atomics.load(this.#moved, 1))
  }
}
