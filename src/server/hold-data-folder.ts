import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Marks a data folder as in use by this process.
 * @returns how to give it back
 * @throws Error when another process that is alive uses it
 */
export function holdDataFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const file = join(folder, 'server.pid')
  const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (holder > 0 && holder !== process.pid && isAlive(holder))
    throw new Error(
      `A server runs on ${folder} already (process ${holder}). Nothing was changed. Stop that one first, or give ` +
        'this one a data folder of its own with DATABASE_URL and S3 storage in common.',
    )
  writeFileSync(file, `${process.pid}\n`)
  return () => rmSync(file, { force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
