import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { FastMetadata } from '../metadata-reader.ts'
import { nothingRead, noTags } from './nothing-read.ts'
import type { Answer, Ask } from './protocol.ts'
import type { FileTags } from './read-file.ts'

const BATCH = 32
/** Far more than any batch takes, also on a sleeping disk. A file that exceeds it alone is given up. */
const MAX_MILLISECONDS = 9_000
const MAX_HEAP_MB = 512

/**
 * Reads files in a worker, in batches. When a batch takes too long or kills the worker, the worker is replaced and
 * the batch is read again file by file, so that only the guilty file stays empty.
 */
export class FastReader {
  readonly #entry: URL
  readonly #maxMilliseconds: number
  #worker: Promise<Worker> | null = null
  #lastId = 0
  #queue: Promise<unknown> = Promise.resolve()
  #closed = false

  /** @param options for tests: another worker, less patience */
  constructor(options: { entry?: URL; maxMilliseconds?: number } = {}) {
    this.#entry = options.entry ?? new URL(`./fast-worker${extname(import.meta.filename)}`, import.meta.url)
    this.#maxMilliseconds = options.maxMilliseconds ?? MAX_MILLISECONDS
  }

  async read(paths: readonly string[]): Promise<FastMetadata[]> {
    const all: FastMetadata[] = []
    for (let at = 0; at < paths.length; at += BATCH) {
      all.push(...(await this.#readBatch(paths.slice(at, at + BATCH))))
    }
    return all
  }

  async readTags(path: string): Promise<FileTags> {
    const answer = await this.#ask({ id: ++this.#lastId, want: 'tags', path })
    return answer?.want === 'tags' ? answer.file : noTags
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#queue
    await this.#stopWorker()
  }

  async #readBatch(paths: readonly string[]): Promise<FastMetadata[]> {
    const answer = await this.#ask({ id: ++this.#lastId, want: 'metadata', paths })
    if (answer?.want === 'metadata') return answer.files
    if (paths.length === 1) return [nothingRead]
    const one: FastMetadata[] = []
    for (const path of paths) one.push(...(await this.#readBatch([path])))
    return one
  }

  /** One question at a time; null when the worker did not survive it. */
  #ask(ask: Ask): Promise<Answer | null> {
    const answer = this.#queue.then(() => (this.#closed ? null : this.#askNow(ask)))
    this.#queue = answer.catch(() => null)
    return answer
  }

  async #askNow(ask: Ask): Promise<Answer | null> {
    this.#worker ??= startWorker(this.#entry)
    const worker = await this.#worker.catch((error: unknown) => {
      this.#worker = null
      throw error
    })
    return new Promise((resolve) => {
      const settle = (answer: Answer | null) => {
        clearTimeout(timer)
        worker.off('message', settle)
        worker.off('error', fail)
        worker.off('exit', fail)
        resolve(answer)
      }
      const fail = () => {
        void this.#stopWorker().then(() => settle(null))
      }
      const timer = setTimeout(fail, this.#maxMilliseconds)
      worker.on('message', settle)
      worker.on('error', fail)
      worker.on('exit', fail)
      worker.postMessage(ask)
    })
  }

  async #stopWorker(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    await (await worker)?.terminate()
  }
}

/** Resolves when the worker has loaded, so that its start does not count against the files. */
function startWorker(entry: URL): Promise<Worker> {
  const worker = new Worker(entry, { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } })
  worker.unref()
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', () => {
      worker.off('error', reject)
      resolve(worker)
    })
  })
}
