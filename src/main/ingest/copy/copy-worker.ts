import { parentPort, workerData } from 'node:worker_threads'
import { alignedChunk } from './chunks.ts'
import { copyFile, type CopyTools } from './copy-file.ts'
import { Signal, type CopyOutcome, type CopyReport, type CopyTask } from './copy-task.ts'
import { FileHashes } from './file-hashes.ts'
import { checkFile, hashFile } from './hash-file.ts'

// Entry of a copy worker: one task at a time, in the order in which the pool sends them.

const port = parentPort
if (!port) throw new Error('copy-worker runs as a worker thread')
// The pool passes the signal as workerData.
const signal = workerData as Int32Array

const tools: CopyTools = {
  hashes: await FileHashes.create(),
  memory: alignedChunk(),
  onRead: (bytes) => report({ kind: 'read', bytes }),
  stopped() {
    while (Atomics.load(signal, 0) === Signal.wait) Atomics.wait(signal, 0, Signal.wait)
    return Atomics.load(signal, 0) === Signal.stop
  },
}

report({ kind: 'ready' })
port.on('message', async (task: CopyTask) => report({ kind: 'done', outcome: await run(task) }))

async function run(task: CopyTask): Promise<CopyOutcome> {
  if (task.kind === 'copy') return copyFile(task, tools)
  if (task.kind === 'hash') return hashFile(task, tools)
  return checkFile(task, tools)
}

function report(message: CopyReport): void {
  port?.postMessage(message)
}
