import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../shared/errors.ts'
import type { ErrorNotice } from '../../shared/errors.ts'
import type { CatalogFiles } from './catalog-files.ts'
import type { CheckerMethods } from './checker.ts'
import type { ReaderMethods } from './reader.ts'
import type { WriterMethods } from './writer.ts'

/** What the threads of the catalog do; one method table each, in the file of that name. */
export interface WorkerRoles {
  writer: WriterMethods
  reader: ReaderMethods
  checker: CheckerMethods
}

export interface WorkerStart {
  role: keyof WorkerRoles
  files: CatalogFiles
}

export interface WorkerRequest {
  id: number
  method: string
  args: unknown[]
}

export type WorkerAnswer = { id: number } & (
  { value: unknown } | { notice: ErrorNotice } | { bug: { message: string; stack: string } }
)

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** A thread of the catalog. Calls are carried out in the order they are made. */
export class WorkerThread<Role extends keyof WorkerRoles> {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #last = 0
  #ended: Error | null = null

  constructor(role: Role, files: CatalogFiles) {
    const start: WorkerStart = { role, files: { path: files.path, backups: files.backups } }
    // The bundled app starts the bundled worker, the sources start the source.
    const file = new URL(`./catalog-worker${extname(new URL(import.meta.url).pathname)}`, import.meta.url)
    this.#worker = new Worker(file, { workerData: start })
    this.#worker.on('message', (answer: WorkerAnswer) => this.#settle(answer))
    this.#worker.on('error', (error: Error) => this.#end(error))
    this.#worker.on('exit', () => this.#end(new AppError('engine-stopped')))
  }

  call<Name extends keyof WorkerRoles[Role] & string>(
    method: Name,
    ...args: WorkerRoles[Role][Name] extends (...args: infer Args) => unknown ? Args : never
  ): Promise<WorkerRoles[Role][Name] extends (...args: never[]) => infer Value ? Awaited<Value> : never> {
    if (this.#ended) return Promise.reject(this.#ended)
    const request: WorkerRequest = { id: ++this.#last, method, args }
    return new Promise((resolve, reject) => {
      // The answer to this id is what the method of that name returned.
      this.#waiting.set(request.id, { resolve: resolve as (value: unknown) => void, reject })
      this.#worker.postMessage(request)
    })
  }

  async stop(): Promise<void> {
    await this.#worker.terminate()
  }

  #settle(answer: WorkerAnswer): void {
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
