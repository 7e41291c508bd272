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
  #worker: Worker | null = null
  #lastId = 0
  #queue: Promise<unknown> = Promise.resolve()
  #closed = false

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
    this.#queue = answer
    return answer
  }

  #askNow(ask: Ask): Promise<Answer | null> {
    const worker = (this.#worker ??= startWorker())
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
      const timer = setTimeout(fail, MAX_MILLISECONDS)
      worker.on('message', settle)
      worker.on('error', fail)
      worker.on('exit', fail)
      worker.postMessage(ask)
    })
  }

  async #stopWorker(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    await worker?.terminate()
  }
}

function startWorker(): Worker {
  const worker = new Worker(new URL(`./fast-worker${extname(import.meta.filename)}`, import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  })
  worker.unref()
  return worker
}
