import { existsSync, readdirSync } from 'node:fs'
import { AppError } from '../../../shared/errors.ts'
import { libraryLayout } from '../../engine/library-layout.ts'

/**
 * A chosen folder must hold a library, or nothing: a new library is not strewn among other files. One that is not
 * there is made by the engine, which also says what else is wrong with a folder.
 * @throws AppError not-a-library
 */
export function requireLibraryOrRoom(path: string): void {
  const { catalog, log } = libraryLayout(path)
  // The log is there first, also when the catalog could not be made.
  if (existsSync(catalog) || existsSync(log)) return
  if (namesIn(path).some((name) => !name.startsWith('.'))) throw new AppError('not-a-library', { path })
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}
