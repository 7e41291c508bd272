import { appendFileSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from '../make-folder.ts'

/** What the engine did and what went wrong, for people who look into a problem. Never holds picture content. */
export interface EngineLog {
  info(message: string): void
  /** A failure nobody expected, with its stack. */
  bug(where: string, error: unknown): void
}

const ROTATE_BYTES = 1_000_000

/** Keeps the file and one before it. A log that cannot be written must not stop the engine. */
export function openEngineLog(path: string): EngineLog {
  function write(line: string): void {
    try {
      makeFolder(dirname(path))
      rotate(path)
      appendFileSync(path, `${new Date().toISOString()} ${process.pid} ${line}\n`, { mode: 0o600 })
    } catch (error) {
      process.stderr.write(`${line}\nThe log ${path} cannot be written: ${String(error)}\n`)
    }
  }
  return {
    info: (message) => write(message),
    bug: (where, error) => write(`BUG ${where}: ${describe(error)}`),
  }
}

function rotate(path: string): void {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (bytes > ROTATE_BYTES) renameSync(path, `${path}.1`)
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\n  caused by ${describe(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}
