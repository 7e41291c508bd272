import { workerData } from 'node:worker_threads'
import { serveThread } from '../thread/serve-thread.ts'

/** Entry of the thread that moves blobs. Several transfers run at once. */
const moved = workerData as BigInt64Array // Set by TransferThread.

serveThread({
  load: async () => (await import('./transfers.ts')).createTransfers(moved),
  atOnce: true,
})
