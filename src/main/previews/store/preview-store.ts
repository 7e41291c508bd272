import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../../shared/errors.ts'
import type { PhotoId } from '../../../shared/ids.ts'
import type { PreviewSize } from '../../../shared/ipc/bulk.ts'
import type { PreviewDatabase, StoredPreview } from './preview-database.ts'

type Method = 'get' | 'grids' | 'put' | 'drafts' | 'lacking' | 'count' | 'close'
export interface StoreCall {
  id: number
  method: Method
  args: readonly unknown[]
}
export type StoreReply = { id: number; result: unknown } | { id: number; failure: string }

interface Waiting {
  resolve: (result: unknown) => void
  reject: (error: Error) => void
}

/** The preview database, spoken to from the engine's thread. Calls are carried out in order. */
export class PreviewStore {
  readonly #worker: Worker
  readonly #path: string
  readonly #waiting = new Map<number, Waiting>()
  #nextId = 1
  #closed = false

  constructor(path: string) {
    this.#path = path
    const entry = new URL(`./store-worker${extname(import.meta.filename)}`, import.meta.url)
    this.#worker = new Worker(entry, { workerData: path })
    this.#worker.on('message', (reply: StoreReply) => {
      this.#settle(reply)
    })
    this.#worker.on('error', (error) => {
      this.#failAll(error instanceof Error ? error : new Error(String(error)))
    })
    this.#worker.on('exit', () => {
      this.#failAll(new AppError('engine-stopped'))
    })
  }

  get(size: PreviewSize, photoId: PhotoId): Promise<StoredPreview | null> {
    return this.#call('get', size, photoId)
  }

  /** Grid previews that exist, by photo; views into one buffer. */
  async grids(photoIds: readonly PhotoId[]): Promise<Map<PhotoId, Uint8Array>> {
    const { lengths, bytes } = await this.#call('grids', photoIds)
    const grids = new Map<PhotoId, Uint8Array>()
    let at = 0
    for (const [i, photoId] of photoIds.entries()) {
      const length = lengths[i] ?? 0
      if (length > 0) grids.set(photoId, bytes.subarray(at, at + length))
      at += length
    }
    return grids
  }

  /** @throws AppError disk-full, write-failed */
  put(previews: readonly StoredPreview[]): Promise<void> {
    return this.#call('put', previews)
  }

  drafts(limit: number): Promise<PhotoId[]> {
    return this.#call('drafts', limit)
  }

  lacking(photoIds: readonly PhotoId[]): Promise<PhotoId[]> {
    return this.#call('lacking', photoIds)
  }

  count(size: PreviewSize): Promise<number> {
    return this.#call('count', size)
  }

  async close(): Promise<void> {
    if (this.#closed) return
    const closing = this.#call('close')
    this.#closed = true
    await closing
    await this.#worker.terminate()
  }

  #call<M extends Method>(
    method: M,
    ...args: Parameters<PreviewDatabase[M]>
  ): Promise<ReturnType<PreviewDatabase[M]>> {
    if (this.#closed) return Promise.reject(new AppError('engine-stopped'))
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      // The worker answers with what the method of that name returns.
      this.#waiting.set(id, { resolve: resolve as (result: unknown) => void, reject })
      this.#worker.postMessage({ id, method, args } satisfies StoreCall)
    })
  }

  #settle(reply: StoreReply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if ('result' in reply) waiting?.resolve(reply.result)
    else if (reply.failure === 'SQLITE_FULL') waiting?.reject(new AppError('disk-full', { path: this.#path }))
    else waiting?.reject(new AppError('write-failed', { path: this.#path, reason: reply.failure }))
  }

  #failAll(error: Error): void {
    this.#closed = true
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
