import { removeOldBackups } from './backups.ts'
import type { CatalogFiles } from './catalog-files.ts'
import { openForReading } from './database.ts'
import { acceptCopy } from './verified-copy.ts'

export type CheckerMethods = ReturnType<typeof createChecker>

/** The thread for checks that take seconds, so that nobody waits for them. */
export function createChecker({ path, backups }: CatalogFiles) {
  return {
    /** What is wrong with the catalog; empty when it is sound. */
    quickCheck(): string[] {
      const database = openForReading(path)
      try {
        const found = database.prepare<[], string>('PRAGMA quick_check(100)').pluck().all()
        return found.filter((line) => line !== 'ok')
      } finally {
        database.close()
      }
    },
    acceptBackup(part: string, counts: Record<string, number>, target: string): void {
      acceptCopy(part, counts, target)
      removeOldBackups(backups)
    },
  }
}
