import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { CopyPool } from './copy/copy-pool.ts'
import type { FileCheck } from './copy/copy-task.ts'
import { errnoOf } from './copy/system-errors.ts'
import { isIgnored } from './manifest/ignore.ts'
import { loadTree, type ListedTree } from './manifest/listed-tree.ts'

/** What a check against manifests found. Paths are relative to the folder, `/` between names. */
export interface Verification {
  /** Files the manifests list. */
  files: number
  ok: number
  changed: string[]
  missing: string[]
  /** Files that no manifest lists. */
  unlisted: string[]
}

export interface VerifyProgress {
  filesDone: number
  filesTotal: number
  bytesDone: number
  bytesTotal: number
}

/**
 * Checks a folder against its ASC MHL manifests: all generations, proven by the chain; every listed file read past
 * the page cache; also folders below that have manifests of their own. Needs no catalog and changes nothing.
 * @throws AppError folder-missing, not-a-folder, manifest-missing, manifest-invalid, cancelled
 */
export async function verifyFolder(
  folder: string,
  onProgress: (progress: VerifyProgress) => void = () => undefined,
  signal?: AbortSignal,
): Promise<Verification> {
  await checkFolder(folder)
  const tree = await loadTree(folder).catch(named)
  if (!tree) throw new AppError('manifest-missing', { path: folder })
  const present = await listFiles(folder, tree).catch(named)
  const result: Verification = { files: tree.files.size, ok: 0, changed: [], missing: [], unlisted: [] }
  const checks: { path: string; check: FileCheck }[] = []
  for (const [path, check] of tree.files) {
    const actual = present.get(path.normalize('NFC'))
    if (!actual) result.missing.push(path)
    else if (check.bytes !== null && actual.bytes !== check.bytes) result.changed.push(path)
    else checks.push({ path, check: { ...check, bytes: actual.bytes, path: join(folder, actual.path) } })
  }
  const listed = new Set([...tree.files.keys()].map((path) => path.normalize('NFC')))
  result.unlisted = [...present].filter(([key]) => !listed.has(key)).map(([, file]) => file.path)
  await checkFiles(checks, result, onProgress, signal)
  for (const list of [result.changed, result.missing, result.unlisted]) list.sort()
  return result
}

/** A folder that cannot be listed leaves the check without an answer. */
function named(error: unknown): never {
  const reason = errnoOf(error)
  if (reason === null) throw error
  const path = error instanceof Error && 'path' in error ? String(error.path) : ''
  throw new AppError('read-failed', { path, reason }, { cause: error })
}

async function checkFolder(folder: string): Promise<void> {
  const stat = await lstat(join(folder, '.')).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOTDIR') throw new AppError('not-a-folder', { path: folder })
    throw new AppError('folder-missing', { path: folder }, { cause: error })
  })
  if (!stat.isDirectory()) throw new AppError('not-a-folder', { path: folder })
}

/** Regular files below the folder, by NFC path: macOS may give names back in another Unicode form. */
async function listFiles(
  folder: string,
  tree: ListedTree,
): Promise<Map<string, { path: string; bytes: number }>> {
  const files = new Map<string, { path: string; bytes: number }>()
  await walk('')
  return files

  async function walk(relative: string): Promise<void> {
    for (const entry of await readdir(join(folder, relative), { withFileTypes: true })) {
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`
      if (!tree.files.has(path) && isIgnored(path, entry.isDirectory(), tree.ignoreAt(path))) continue
      if (entry.isDirectory()) await walk(path)
      else if (entry.isFile()) {
        const { size } = await lstat(join(folder, path))
        files.set(path.normalize('NFC'), { path, bytes: size })
      }
    }
  }
}

async function checkFiles(
  checks: { path: string; check: FileCheck }[],
  result: Verification,
  onProgress: (progress: VerifyProgress) => void,
  signal?: AbortSignal,
): Promise<void> {
  const progress: VerifyProgress = {
    filesDone: 0,
    filesTotal: checks.length,
    bytesDone: 0,
    bytesTotal: checks.reduce((sum, { check }) => sum + (check.bytes ?? 0), 0),
  }
  const pool = new CopyPool()
  try {
    let next = 0
    const lane = async (): Promise<void> => {
      for (let item = checks[next++]; item; item = checks[next++]) {
        if (signal?.aborted) throw new AppError('cancelled')
        const outcome = await pool.run({ kind: 'check', ...item.check }, (bytes) => {
          progress.bytesDone += bytes
          onProgress({ ...progress })
        })
        if (outcome.kind === 'checked' && outcome.equal) result.ok++
        else result.changed.push(item.path)
        progress.filesDone++
        onProgress({ ...progress })
      }
    }
    await Promise.all(Array.from({ length: pool.size }, lane))
  } finally {
    await pool.close()
  }
}
