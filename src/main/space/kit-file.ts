import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { AccountRefusal } from './account-refusal.ts'

/** A file that is there, empty, and waits for the recovery kit; only its owner can read it. */
export interface KitFile {
  path: string
  write(page: string): void
  /** Takes the empty file away again. */
  discard(): void
}

/**
 * So that a kit that exists always has its place. A program that ends before takes the empty file with it.
 * @throws AccountRefusal kit-file-there, kit-file-refused
 */
export function reserveKitFile(given: string): KitFile {
  const path = resolve(given)
  const file = open(path)
  const remove = () => {
    closeSync(file)
    rmSync(path)
  }
  process.once('exit', remove)
  return {
    path,
    write(page) {
      writeSync(file, `${page}\n`)
      fsyncSync(file)
      closeSync(file)
      process.off('exit', remove)
    },
    discard() {
      process.off('exit', remove)
      remove()
    },
  }
}

function open(path: string): number {
  try {
    return openSync(path, 'wx', 0o600)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw code === 'EEXIST'
      ? new AccountRefusal('kit-file-there', { path }, { cause: error })
      : new AccountRefusal('kit-file-refused', { path, reason: code }, { cause: error })
  }
}
