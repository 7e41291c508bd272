import { basename } from 'node:path'
import type { ErrorNotice } from '../../../shared/errors.ts'

/** The system's word for a failed call, such as `EIO`; null for anything that is not one (a bug). */
export function errnoOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error
    ? error.code
    : null
}

/** What a failed write to a destination means to the user. */
export function destinationNotice(path: string, reason: string): ErrorNotice {
  if (reason === 'ENOSPC' || reason === 'EDQUOT') return { code: 'disk-full', params: { path } }
  if (reason === 'EACCES' || reason === 'EPERM' || reason === 'EROFS') {
    return { code: 'folder-not-writable', params: { path } }
  }
  if (reason === 'ENAMETOOLONG') return { code: 'name-too-long', params: { name: basename(path) } }
  return { code: 'write-failed', params: { path, reason } }
}

/** Reading the card failed; everything else in a copy is a matter of its destination. */
export class SourceFailure extends Error {
  readonly notice: ErrorNotice
  /** The system's word, '' where the file itself was found wrong. */
  readonly reason: string

  constructor(notice: ErrorNotice, reason = '') {
    super(notice.code)
    this.name = 'SourceFailure'
    this.notice = notice
    this.reason = reason
  }
}

/** Runs a call on the card; its failure names the file. */
export function fromSource<Result>(name: string, call: () => Result): Result {
  try {
    return call()
  } catch (error) {
    const reason = errnoOf(error)
    if (reason === null) throw error
    throw new SourceFailure({ code: 'source-unreadable', params: { name, reason } }, reason)
  }
}

/** For clean-up whose failure changes nothing: the next run clears what is left. */
export function quietly(call: () => void): void {
  try {
    call()
  } catch (error) {
    if (errnoOf(error) === null) throw error
  }
}
