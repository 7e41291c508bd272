import { isAbsolute, resolve } from 'node:path'
import { AppError } from '../../../shared/errors.ts'

/** The engine's own working folder means nothing to its users. @throws AppError folder-missing */
export function absolutePath(path: string): string {
  if (!isAbsolute(path) || path.includes('\0')) throw new AppError('folder-missing', { path })
  return resolve(path)
}
