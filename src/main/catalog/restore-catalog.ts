import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { systemClock } from '../system.ts'
import { latestGoodBackup } from './backups.ts'
import type { CatalogFiles } from './catalog-files.ts'
import { sidecarPath } from './sidecar.ts'
import { sync } from './verified-copy.ts'

/**
 * Puts the latest good backup in the place of a damaged catalog. What was there is kept in a folder beside it; nothing
 * is deleted. The caller holds the library's lock, and the catalog is not open.
 * @returns the backup used, and the folder with what was there
 * @throws AppError library-damaged when there is no good backup; nothing was changed then
 */
export function restoreCatalog(files: CatalogFiles): { backup: string; kept: string } {
  const { path, backups } = files
  const backup = latestGoodBackup(backups)
  if (backup === null) throw new AppError('library-damaged', { path, backup: '' })
  const library = dirname(path)
  const restored = `${path}.restored`
  copyFileSync(backup, restored)
  sync(restored)

  const at = new Date(systemClock.now()).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '-')
  const kept = join(library, `damaged catalog ${at}`)
  mkdirSync(kept)
  // The log of changes goes with its catalog: beside another one it would damage that.
  for (const name of [`${path}-wal`, `${path}-shm`, sidecarPath(path), path]) {
    if (existsSync(name)) renameSync(name, join(kept, basename(name)))
  }
  renameSync(restored, path)
  sync(library)
  return { backup, kept }
}
