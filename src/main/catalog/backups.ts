import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openForReading } from './database.ts'

const DAY_MS = 86_400_000
const DAILY_KEPT = 7
const WEEKLY_KEPT = 4

const pattern = /^catalog (\d{4})-(\d\d)-(\d\d) (\d\d)-(\d\d)-(\d\d)\.db$/

/** `catalog 2026-11-22 14-37-08.db`, in UTC. */
export function backupName(at: number): string {
  const text = new Date(at).toISOString()
  return `catalog ${text.slice(0, 10)} ${text.slice(11, 19).replaceAll(':', '-')}.db`
}

interface Backup {
  path: string
  at: number
}

/** Newest first. */
function backupsIn(folder: string): Backup[] {
  return namesIn(folder)
    .flatMap((name) => {
      const parts = pattern.exec(name)?.slice(1).map(Number)
      if (!parts) return []
      const [year, month, day, hour, minute, second] = parts as [
        number,
        number,
        number,
        number,
        number,
        number,
      ] // 6.
      return [{ path: join(folder, name), at: Date.UTC(year, month - 1, day, hour, minute, second) }]
    })
    .sort((a, b) => b.at - a.at)
}

/** The newest backup that can be opened and is sound. */
export function latestGoodBackup(folder: string): string | null {
  return backupsIn(folder).find((backup) => isSound(backup.path))?.path ?? null
}

/** Keeps the newest of each of the last seven days with a backup, and of four weeks; removes the rest. */
export function removeOldBackups(folder: string): void {
  const backups = backupsIn(folder)
  const daily = newestOfEach(backups, (at) => Math.floor(at / DAY_MS)).slice(0, DAILY_KEPT)
  // Day 4 of 1970 was a Monday.
  const weekly = newestOfEach(backups, (at) => Math.floor((at / DAY_MS - 4) / 7)).slice(0, WEEKLY_KEPT)
  const kept = new Set([...daily, ...weekly])
  for (const backup of backups) if (!kept.has(backup)) rmSync(backup.path)
}

function newestOfEach(backups: readonly Backup[], periodOf: (at: number) => number): Backup[] {
  return backups.filter(
    (backup, index) => periodOf(backup.at) !== periodOf(backups[index - 1]?.at ?? Infinity),
  )
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

function isSound(path: string): boolean {
  try {
    const database = openForReading(path)
    try {
      return database.pragma('quick_check(1)', { simple: true }) === 'ok'
    } finally {
      database.close()
    }
  } catch {
    // Whatever is wrong with it, it is not a good backup; an older one may be.
    return false
  }
}
