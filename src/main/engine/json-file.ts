import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'
import { makeFolder } from '../make-folder.ts'

/**
 * Small state in a file that people can read: replaced as a whole, so that a crash leaves the old or the new one.
 * @returns null when there is none. One that cannot be understood is set aside as `NAME.invalid`.
 */
export function readJsonFile<T>(path: string, schema: z.ZodType<T>): T | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const json = jsonOrUndefined(text)
  const parsed = schema.safeParse(json)
  if (json !== undefined && parsed.success) return parsed.data
  renameSync(path, `${path}.invalid`)
  return null
}

export function writeJsonFile(path: string, value: unknown): void {
  makeFolder(dirname(path))
  const temporary = `${path}.${process.pid}.tmp`
  const file = openSync(temporary, 'w', 0o600)
  try {
    writeSync(file, `${JSON.stringify(value, null, 2)}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(temporary, path)
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
