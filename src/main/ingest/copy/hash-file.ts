import { basename } from 'node:path'
import { newDigester } from '../manifest/digest-formats.ts'
import { type ReadMethod, readPastCache } from './chunks.ts'
import type { CopyTools } from './copy-file.ts'
import type { CopyOutcome, FileCheck } from './copy-task.ts'
import { fromSource, SourceFailure } from './system-errors.ts'

/** Digests of a file, read past the cache. */
export function hashFile(job: { path: string }, tools: CopyTools): CopyOutcome {
  return reading(() => {
    tools.hashes.begin()
    let bytes = 0
    const read = readUntilStopped(job.path, tools, (chunk) => {
      tools.hashes.update(chunk)
      bytes += chunk.length
    })
    const digests = tools.hashes.end()
    return read.stopped ? { kind: 'stopped' } : { kind: 'hashed', digests, bytes, method: read.method }
  })
}

/** Compares a file, read past the cache, with digests of a manifest. */
export async function checkFile(job: FileCheck, tools: CopyTools): Promise<CopyOutcome> {
  const digesters = await Promise.all(
    job.digests.map(async ({ format, digest }) => ({ digest, digester: await newDigester(format) })),
  )
  return reading(() => {
    const read = readUntilStopped(job.path, tools, (chunk) => {
      for (const { digester } of digesters) digester.update(chunk)
    })
    if (read.stopped) return { kind: 'stopped' }
    return { kind: 'checked', equal: digesters.every(({ digest, digester }) => digester.end() === digest) }
  })
}

function readUntilStopped(
  path: string,
  tools: CopyTools,
  onChunk: (chunk: Uint8Array) => void,
): { stopped: boolean; method: ReadMethod } {
  let stopped = false
  const method = fromSource(basename(path), () =>
    readPastCache(path, tools.memory, (chunk) => {
      stopped = tools.stopped()
      if (stopped) return false
      onChunk(chunk)
      tools.onRead(chunk.length)
      return true
    }),
  )
  return { stopped, method }
}

function reading(read: () => CopyOutcome): CopyOutcome {
  try {
    return read()
  } catch (error) {
    if (error instanceof SourceFailure)
      return { kind: 'unreadable', error: error.notice, reason: error.reason }
    throw error
  }
}
