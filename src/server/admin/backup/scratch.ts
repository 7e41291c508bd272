import { rmSync } from 'node:fs'
import { chmod, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { startEmbeddedDatabase } from '../../database/embedded-database.ts'
import type { DatabaseUrls } from '../../database/roles.ts'

export interface Scratch {
  /** For files; as large as what is tried in it. */
  folder: string
  database: DatabaseUrls
}

/**
 * A database of its own, with nothing in it, to try things in. It is gone with its folder when the work is done, or the
 * process is told to end.
 * @param parent a folder that the database may reach, with room
 */
export async function withScratch<Result>(
  parent: string,
  work: (scratch: Scratch) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(parent, 'scratch-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  // Told to end, the process first stops its databases, then comes by here.
  process.once('exit', remove)
  try {
    // As root, PostgreSQL's own user must be able to pass through.
    await chmod(folder, 0o711)
    const { urls, stop } = await startEmbeddedDatabase(join(folder, 'postgres'))
    try {
      return await work({ folder, database: urls })
    } finally {
      await stop()
    }
  } finally {
    process.off('exit', remove)
    remove()
  }
}
