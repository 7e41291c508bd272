import { AppError } from '../../shared/errors.ts'
import type { Database } from './database.ts'
import type { Migration } from './migrations/migration.ts'

/**
 * Brings the schema up to the newest version. Version and change are one transaction each, so that a catalog is always
 * wholly of one version.
 * @param keepCopy called before an existing catalog is changed; must not return before a verified copy is safe
 * @throws AppError library-newer when a newer program has written the catalog
 */
export function migrate(
  database: Database,
  migrations: readonly Migration[],
  path: string,
  keepCopy: (version: number) => void,
): void {
  const found = versionOf(database)
  const newest = migrations.at(-1)?.version ?? 0
  if (found > newest) throw new AppError('library-newer', { path })
  if (found === newest) return
  if (found > 0) keepCopy(found)
  for (const migration of migrations.filter((step) => step.version > found)) {
    if (migration.version !== versionOf(database) + 1) {
      throw new Error(`migration ${migration.version} does not follow version ${versionOf(database)}`)
    }
    database
      .transaction(() => {
        migration.up(database)
        database.pragma(`user_version = ${migration.version}`)
      })
      .immediate()
  }
}

export function versionOf(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }))
}
