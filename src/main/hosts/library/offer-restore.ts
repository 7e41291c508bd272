import { AppError } from '../../../shared/errors.ts'
import type { ErrorNotice } from '../../../shared/errors.ts'
import { restoreLibrary } from '../../engine/restore-library.ts'

/** How a host speaks with the user about a damaged catalog. */
export interface RestoreTalk {
  /** True when the user wants the last good backup in the place of the damaged catalog. */
  ask(damaged: ErrorNotice): Promise<boolean>
  tell(restored: ErrorNotice): void
}

/**
 * Opens a library, and offers to restore it where its catalog is damaged and there is a good backup.
 * @returns what `open` gives; null when the user does not want the backup
 * @throws AppError as `open` does
 */
export async function offerRestore<T>(
  libraryPath: string,
  open: () => Promise<T>,
  talk: RestoreTalk,
): Promise<T | null> {
  try {
    return await open()
  } catch (error) {
    if (!isRestorable(error)) throw error
    if (!(await talk.ask(error))) return null
  }
  talk.tell({ code: 'library-restored', params: restoreLibrary(libraryPath) })
  return open()
}

function isRestorable(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'library-damaged' && error.params['backup'] !== ''
}
