import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it, as mkdir with `recursive` does, but one by one: Node's own never returns on a
 * file system that answers ENOENT below a folder that exists (procfs, some network mounts).
 * @returns the uppermost folder it made, or null when all were there
 * @throws the system's error; ENOTDIR or EEXIST where a file is in the way
 */
export function makeFolder(path: string): string | null {
  const missing: string[] = []
  let above = path
  while (!exists(above) && dirname(above) !== above) {
    missing.unshift(above)
    above = dirname(above)
  }
  for (const folder of missing) makeOne(folder)
  if (!statSync(path).isDirectory()) mkdirSync(path)
  return missing[0] ?? null
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

/** Somebody else may make the same folder at the same moment. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}
