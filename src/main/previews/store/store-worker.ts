/** Runs the preview database beside the engine's thread, so that reading a screenful never holds it up. */
import { parentPort, workerData } from 'node:worker_threads'
import { PreviewDatabase } from './preview-database.ts'
import type { StoreCall, StoreReply } from './preview-store.ts'

const database = new PreviewDatabase(String(workerData))
if (!parentPort) throw new Error('store-worker.ts runs as a worker only')
const port = parentPort

port.on('message', (call: StoreCall) => {
  const reply = answer(call)
  const packed = 'result' in reply && isPacked(reply.result) ? [reply.result.bytes.buffer] : []
  port.postMessage(reply, packed)
  if (call.method === 'close') port.close()
})

function answer({ id, method, args }: StoreCall): StoreReply {
  try {
    // The caller is typed by the same class, so the arguments fit the method.
    const run = database[method] as (...given: readonly unknown[]) => unknown
    return { id, result: run.call(database, ...args) }
  } catch (error) {
    return { id, failure: error instanceof Error && 'code' in error ? String(error.code) : String(error) }
  }
}

function isPacked(result: unknown): result is { bytes: Uint8Array<ArrayBuffer> } {
  return typeof result === 'object' && result !== null && 'lengths' in result
}
