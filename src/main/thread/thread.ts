import { Worker } from 'node:worker_threads'
import { AppError } from '../../shared/errors.ts'
import type { ThreadAnswer, ThreadRequest } from './serve-thread.ts'

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** A thread whose methods are called from here; see serve-thread.ts for its other end. */
export class Thread<Methods> {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #last = 0
  #ended: Error | null = null

  /** @param data is what the thread finds as workerData */
  constructor(entry: URL, data: unknown) {
    this.#worker = new Worker(entry, { workerData: data })
    this.#worker.on('message', (answer: ThreadAnswer) => this.#settle(answer))
    this.#worker.on('error', (error: unknown) =>
      this.#end(error instanceof Error ? error : new Error(String(error))),
    )
    this.#worker.on('exit', () => this.#end(new AppError('engine-stopped')))
  }

  call<Name extends keyof Methods & string>(
    method: Name,
    ...args: Methods[Name] extends (...args: infer Args) => unknown ? Args : never
  ): Promise<Methods[Name] extends (...args: never[]) => infer Value ? Awaited<Value> : never> {
    if (this.#ended) return Promise.reject(this.#ended)
    const request: ThreadRequest = { id: ++this.#last, method, args }
    return new Promise((resolve, reject) => {
      // The answer to this id is what the method of that name returned.
      this.#waiting.set(request.id, { resolve: resolve as (value: unknown) => void, reject })
      this.#worker.postMessage(request)
    })
  }

  /** It has ended, be it by a fault: all calls reject. */
  get isOver(): boolean {
    return this.#ended !== null
  }

  async stop(): Promise<void> {
    await this.#worker.terminate()
  }

  #settle(answer: ThreadAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('value' in answer) waiting?.resolve(answer.value)
    else if ('notice' in answer) waiting?.reject(new AppError(answer.notice.code, answer.notice.params))
    else waiting?.reject(Object.assign(new Error(answer.bug.message), { stack: answer.bug.stack }))
  }

  #end(error: Error): void {
    this.#ended ??= error
    for (const waiting of this.#waiting.values()) waiting.reject(error)
    this.#waiting.clear()
  }
}
