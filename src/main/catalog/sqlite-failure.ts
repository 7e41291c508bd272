import { AppError } from '../../shared/errors.ts'
import { latestGoodBackup } from './backups.ts'
import type { CatalogFiles } from './catalog-files.ts'

/** What SQLite reports, as a failure that is told to the user; anything else is passed on as it is. */
export function failureOf(error: unknown, { path, backups }: CatalogFiles): unknown {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) {
    return new AppError(
      'library-damaged',
      { path, backup: latestGoodBackup(backups) ?? '' },
      { cause: error },
    )
  }
  if (/^SQLITE_FULL/.test(code)) return new AppError('disk-full', { path }, { cause: error })
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return new AppError('library-in-use', { path }, { cause: error })
  if (/^SQLITE_(CANTOPEN|READONLY|PERM)/.test(code)) {
    return new AppError('library-not-writable', { path }, { cause: error })
  }
  if (/^SQLITE_IOERR/.test(code))
    return new AppError('write-failed', { path, reason: code }, { cause: error })
  return error
}
