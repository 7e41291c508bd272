import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Signal, type CopyOutcome, type CopyReport, type CopyTask } from './copy-task.ts'

/** One file's fsync overlaps another's read; more than four gained nothing on any disk measured. */
const WORKERS = 4
const STARTING = 2

interface Waiting {
  task: CopyTask
  onRead: (bytes: number) => void
  resolve: (outcome: CopyOutcome) => void
  reject: (error: unknown) => void
  /** Settles with the task, never rejects. */
  ended: Promise<unknown>
}

interface Member {
  worker: Worker
  ready: boolean
  current: Waiting | null
}

/** Threads that copy and hash, started as they are needed. One pool per card, so that each can pause by itself. */
export class CopyPool {
  readonly #signal = new Int32Array(new SharedArrayBuffer(4))
  readonly #members: Member[] = []
  readonly #queue: Waiting[] = []
  readonly #size: number

  constructor(size: number = WORKERS) {
    this.#size = size
  }

  /** How many tasks run at once. */
  get size(): number {
    return this.#size
  }

  /** Starts all threads ahead of the work. */
  warm(): void {
    while (this.#members.length < this.#size) this.#grow()
  }

  /** @param onRead bytes of the task just read */
  run(task: CopyTask, onRead: (bytes: number) => void = () => undefined): Promise<CopyOutcome> {
    const { promise, resolve, reject } = Promise.withResolvers<CopyOutcome>()
    this.#queue.push({ task, onRead, resolve, reject, ended: promise.catch(() => undefined) })
    this.#growIfBusy()
    this.#dispatch()
    return promise
  }

  /** Running tasks wait after their current chunk, stop there, or go on. */
  signal(value: (typeof Signal)[keyof typeof Signal]): void {
    Atomics.store(this.#signal, 0, value)
    Atomics.notify(this.#signal, 0)
  }

  /** Ends after each running task has reached a safe point; whatever waits is answered with `stopped`. */
  async close(): Promise<void> {
    this.signal(Signal.stop)
    for (const waiting of this.#queue.splice(0)) waiting.resolve({ kind: 'stopped' })
    await Promise.all(this.#members.map((member) => member.current?.ended))
    await Promise.all(this.#members.splice(0).map((member) => member.worker.terminate()))
  }

  /** Two threads start at a time: small work is done before further ones would be ready. */
  #growIfBusy(): void {
    const starting = this.#members.filter((member) => !member.ready).length
    const idle = this.#members.some((member) => !member.current)
    if (this.#queue.length > 0 && !idle && starting < STARTING && this.#members.length < this.#size)
      this.#grow()
  }

  #grow(): void {
    // Beside this file, with its extension: .ts when run from source, .js when bundled.
    const entry = new URL(`./copy-worker${extname(import.meta.url)}`, import.meta.url)
    const member: Member = {
      worker: new Worker(entry, { workerData: this.#signal }),
      ready: false,
      current: null,
    }
    member.worker.unref()
    member.worker.on('message', (message: CopyReport) => {
      if (message.kind === 'read') return member.current?.onRead(message.bytes)
      if (message.kind === 'ready') {
        member.ready = true
        this.#growIfBusy()
        return this.#dispatch()
      }
      const done = member.current
      member.current = null
      member.worker.unref()
      done?.resolve(message.outcome)
      this.#dispatch()
    })
    member.worker.on('error', (error) => {
      this.#members.splice(this.#members.indexOf(member), 1)
      member.current?.reject(error)
      this.#growIfBusy()
      this.#dispatch()
    })
    this.#members.push(member)
  }

  #dispatch(): void {
    for (const member of this.#members) {
      if (member.current) continue
      const next = this.#queue.shift()
      if (!next) return
      member.current = next
      member.worker.ref()
      member.worker.postMessage(next.task)
    }
  }
}
