import { resolve } from 'node:path'
import { restoreCatalog } from '../catalog/restore-catalog.ts'
import { libraryLayout } from './library-layout.ts'
import { lockLibrary } from './library-lock.ts'

/**
 * Puts the latest good backup in the place of a library's catalog, while no engine has it open. What was there is kept.
 * @returns the backup used, and the folder with what was there
 * @throws AppError library-in-use, or library-damaged when there is no good backup
 */
export function restoreLibrary(libraryPath: string): { backup: string; kept: string } {
  const layout = libraryLayout(resolve(libraryPath))
  const unlock = lockLibrary(layout)
  try {
    return restoreCatalog({ path: layout.catalog, backups: layout.backups })
  } finally {
    unlock()
  }
}
