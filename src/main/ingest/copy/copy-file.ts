import { fstatSync, type Stats } from 'node:fs'
import { basename } from 'node:path'
import { type ReadMethod, readPastCache, UncachedFile } from './chunks.ts'
import type { CopyOutcome, CopyTask } from './copy-task.ts'
import type { FileHashes } from './file-hashes.ts'
import { PartFile } from './part-file.ts'
import { fromSource, SourceFailure } from './system-errors.ts'

export interface CopyTools {
  hashes: FileHashes
  /** Page-aligned memory for every read. */
  memory: Uint8Array
  onRead(bytes: number): void
  /** Waits while paused; true when the work is to stop. */
  stopped(): boolean
}

type CopyJob = Extract<CopyTask, { kind: 'copy' }>

/**
 * Copies one file from one read into new files, makes them durable, and reads each back past the page cache. A part
 * that fails anywhere is removed and never used: after a failed fsync the state of its pages is undefined
 * (https://www.usenix.org/conference/atc20/presentation/rebello), so it is not synced again but copied anew.
 */
export function copyFile(job: CopyJob, tools: CopyTools): CopyOutcome {
  const parts = job.parts.map((part) => new PartFile(part.destination, part.path))
  try {
    const source = openSource(job.source)
    try {
      return copyFrom(source, job, parts, tools)
    } finally {
      source.close()
    }
  } catch (error) {
    for (const part of parts) part.discard()
    if (error instanceof SourceFailure)
      return { kind: 'unreadable', error: error.notice, reason: error.reason }
    throw error
  }
}

function copyFrom(source: UncachedFile, job: CopyJob, parts: PartFile[], tools: CopyTools): CopyOutcome {
  const name = basename(job.source)
  const before = statSource(source, job.source)
  if (before.size !== job.bytes) throw changed(name)
  for (const part of parts) part.create()

  tools.hashes.begin()
  let copied = 0
  while (parts.some((part) => !part.failed)) {
    if (tools.stopped()) {
      for (const part of parts) part.discard()
      return { kind: 'stopped' }
    }
    const count = fromSource(name, () => fill(source, tools.memory, copied, job.bytes))
    if (count === 0) break
    const chunk = tools.memory.subarray(0, count)
    tools.hashes.update(chunk)
    for (const part of parts) part.write(chunk)
    copied += count
    tools.onRead(count)
  }
  const digests = tools.hashes.end()
  const alive = parts.some((part) => !part.failed)
  if (alive) {
    const after = statSource(source, job.source)
    if (copied !== job.bytes || after.size !== before.size || after.mtimeMs !== before.mtimeMs)
      throw changed(name)
  }
  for (const part of parts) part.makeDurable(before.atime, before.mtime)
  if (alive && job.readSourceTwice) readSourceAgain(job.source, digests.xxh128, tools)
  const outcomes = parts.map((part) =>
    part.compare(name, digests.xxh128, () => hashPastCache(part.path, tools)),
  )
  return { kind: 'copied', digests, bytes: copied, parts: outcomes }
}

/** Past the cache as well: large reads straight from the card are faster, and no copy of it fills the memory. */
function openSource(path: string): UncachedFile {
  return fromSource(basename(path), () => new UncachedFile(path))
}

/** Reads until the memory is full or the file at its end: writes past the cache need whole blocks. */
function fill(source: UncachedFile, memory: Uint8Array, position: number, bytes: number): number {
  let filled = 0
  for (;;) {
    const count = source.read(memory, filled, position + filled)
    filled += count
    if (count === 0 || filled === memory.length || position + filled >= bytes) return filled
  }
}

function statSource(source: UncachedFile, path: string): Stats {
  const stat = fromSource(basename(path), () => fstatSync(source.fd))
  if (!stat.isFile()) throw new SourceFailure({ code: 'not-a-regular-file', params: { path } })
  return stat
}

function readSourceAgain(path: string, expected: string, tools: CopyTools): void {
  const name = basename(path)
  const again = () => fromSource(name, () => hashPastCache(path, tools)).xxh128
  // A slip of the reader in the second read is told from one in the first by a third: two of three must agree.
  if (again() !== expected && again() !== expected) {
    throw new SourceFailure({ code: 'source-differs', params: { name } })
  }
}

function hashPastCache(path: string, tools: CopyTools): { xxh128: string; method: ReadMethod } {
  let method: ReadMethod = 'page-cache'
  const xxh128 = tools.hashes.xxh128Of((update) => {
    method = readPastCache(path, tools.memory, (chunk) => {
      update(chunk)
      return true
    })
  })
  return { xxh128, method }
}

function changed(name: string): SourceFailure {
  return new SourceFailure({ code: 'file-changed-while-read', params: { name } })
}
