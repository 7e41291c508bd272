import { open, readdir, stat } from 'node:fs/promises'

/** The system's word for a failed call, such as `ENOENT`; null for anything else. */
export function errnoOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** @returns what the call returns, null where there is no such file or folder */
export async function unlessMissing<Result>(call: Promise<Result>): Promise<Result | null> {
  try {
    return await call
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}

/** @returns null when there is no such file */
export async function statOf(path: string): Promise<{ length: number; changedAt: Date } | null> {
  const found = await unlessMissing(stat(path))
  return found && { length: found.size, changedAt: found.mtime }
}

/** @returns names in a folder that are of this shape, in order; none when there is no such folder */
export async function namesIn(folder: string, shape: RegExp): Promise<string[]> {
  const names = (await unlessMissing(readdir(folder))) ?? []
  return names.filter((name) => shape.test(name)).sort()
}

/** Makes what a file holds durable. */
export function syncFile(path: string): Promise<void> {
  // Windows wants the right to write for it.
  return sync(path, 'r+')
}

/** Makes the names in a folder durable. Windows has no such call for folders; NTFS journals them by itself. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform !== 'win32') await sync(path, 'r')
}

async function sync(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
