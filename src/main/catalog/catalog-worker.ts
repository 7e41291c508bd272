import { enableCompileCache, flushCompileCache } from 'node:module'
import { workerData } from 'node:worker_threads'
import { serveThread } from '../thread/serve-thread.ts'
import { patchBuffers } from './column-layout.ts'
import type { ColumnPatch } from './column-layout.ts'
import { failureOf } from './sqlite-failure.ts'
import type { WorkerStart } from './worker-calls.ts'
import type { Written } from './write-path.ts'

/** Entry of the catalog's threads. Requests are answered one after the other. */
const { role, files } = workerData as WorkerStart // Set by WorkerThread.

// Reading the sources takes longer than opening a library; compiled ones are kept by Node for the next start.
enableCompileCache()

// Each thread loads only what its role needs.
const create = {
  writer: async () => (await import('./writer.ts')).createWriter(files),
  reader: async () => (await import('./reader.ts')).createReader(files),
  checker: async () => (await import('./checker.ts')).createChecker(files),
}[role]

serveThread({
  async load() {
    const loaded = await create()
    flushCompileCache()
    return loaded
  },
  atOnce: false,
  failureOf: (thrown) => failureOf(thrown, files),
  buffersIn,
})

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
