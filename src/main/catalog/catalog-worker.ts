import { enableCompileCache, flushCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../shared/errors.ts'
import { patchBuffers } from './column-layout.ts'
import type { ColumnPatch } from './column-layout.ts'
import { failureOf } from './sqlite-failure.ts'
import type { WorkerAnswer, WorkerRequest, WorkerStart } from './worker-calls.ts'
import type { Written } from './write-path.ts'

/** Entry of the catalog's threads. Requests are answered one after the other. */
const port = parentPort
if (!port) throw new Error('catalog-worker.ts runs as a worker thread')
const { role, files } = workerData as WorkerStart // Set by WorkerThread.

// Reading the sources takes longer than opening a library; compiled ones are kept by Node for the next start.
enableCompileCache()

// Each thread loads only what its role needs.
const create = {
  writer: async () => (await import('./writer.ts')).createWriter(files),
  reader: async () => (await import('./reader.ts')).createReader(files),
  checker: async () => (await import('./checker.ts')).createChecker(files),
}[role]
let methods: Map<string, (...args: never[]) => unknown> | null = null
let before: Promise<void> = Promise.resolve()

port.on('message', (request: WorkerRequest) => {
  before = before.then(() => answer(request))
})

async function answer(request: WorkerRequest): Promise<void> {
  try {
    // Made at the first request, so that a catalog that cannot be opened is an answer.
    methods ??= await load()
    const value = await methods.get(request.method)!(...(request.args as never[])) // Typed by WorkerThread.call.
    send({ id: request.id, value }, buffersIn(value))
  } catch (thrown) {
    const error = failureOf(thrown, files)
    if (error instanceof AppError)
      send({ id: request.id, notice: { code: error.code, params: error.params } })
    else send({ id: request.id, bug: bugOf(error) })
  }
}

async function load(): Promise<NonNullable<typeof methods>> {
  const loaded = await create()
  flushCompileCache()
  return new Map(Object.entries(loaded))
}

function send(message: WorkerAnswer, transfer: ArrayBuffer[] = []): void {
  port!.postMessage(message, transfer)
}

/** Large arrays are handed over instead of copied. */
function buffersIn(value: unknown): ArrayBuffer[] {
  if (value instanceof Uint32Array && value.buffer instanceof ArrayBuffer) return [value.buffer]
  if (typeof value !== 'object' || value === null) return []
  // Only WritePath makes commits, and only column-rows.ts makes patches.
  if ('commit' in value) return patchBuffersOf((value as Written<unknown>).commit.patch)
  return 'columns' in value ? patchBuffersOf(value as ColumnPatch) : []
}

function patchBuffersOf(patch: ColumnPatch | null): ArrayBuffer[] {
  return patch ? patchBuffers(patch) : []
}

function bugOf(error: unknown): { message: string; stack: string } {
  return error instanceof Error
    ? { message: error.message, stack: error.stack ?? '' }
    : { message: String(error), stack: '' }
}
