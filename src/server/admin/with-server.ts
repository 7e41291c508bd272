import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { ServerConfig } from '../config.ts'
import { schemaVersion } from '../database/catalog.ts'
import { attachEmbeddedDatabase } from '../database/embedded-database.ts'
import { migrations } from '../database/migrations/index.ts'
import { withClient } from '../database/roles.ts'
import { holdDataFolder } from '../hold-data-folder.ts'
import type { Resources } from '../resources.ts'
import { openResources } from '../resources.ts'
import { WatchDatabase } from '../watch/watch-database.ts'

export interface Server extends Resources {
  /** Reads all rows, of all accounts. */
  watch: WatchDatabase
}

/**
 * Opens what the configuration names, beside a server that may be running on it, and closes it again.
 * @param work is given the version of the database's schema too, 0 when there is none
 * @throws Error when there is no server, so that a slip of the pen makes none
 */
export async function withResources<Result>(
  config: ServerConfig,
  work: (resources: Resources, schema: number) => Promise<Result>,
): Promise<Result> {
  if (!existsSync(config.keysFile))
    throw new Error(
      `There are no server keys in ${config.keysFile}, so no server has run here. Nothing was made. ` +
        'Check --data and SERVER_KEYS_FILE; to restore a backup, put the keys of the server that it is of there first.',
    )
  const release = await holdUnlessRunning(config)
  try {
    const resources = await openResources(config, true)
    try {
      return await work(resources, await readSchema(resources))
    } finally {
      await resources.close()
    }
  } finally {
    release()
  }
}

/** The same for a server whose database has the schema of this version. @throws Error */
export function withServer<Result>(
  config: ServerConfig,
  work: (server: Server) => Promise<Result>,
): Promise<Result> {
  return withResources(config, async (resources, schema) => {
    const expected = migrations.at(-1)?.version
    if (schema !== expected)
      throw new Error(
        `The database has schema ${schema}; this version works with schema ${expected}. Nothing was changed. ` +
          'Use the version that the server runs; server start brings an older schema up to date.',
      )
    const watch = new WatchDatabase(resources.database.watch)
    try {
      return await work({ ...resources, watch })
    } finally {
      await watch.close()
    }
  })
}

/** A database that this command starts and stops must not become that of a server which starts meanwhile. */
async function holdUnlessRunning({ database, dataFolder }: ServerConfig): Promise<() => void> {
  const starts = database === null && (await attachEmbeddedDatabase(join(dataFolder, 'postgres'))) === null
  return starts ? holdDataFolder(dataFolder) : () => undefined
}

async function readSchema({ database }: Resources): Promise<number> {
  try {
    return await withClient(database.owner, schemaVersion)
  } catch (error) {
    // What the database says is safe to show; a failed connection may have no words at all.
    const reason =
      error instanceof pg.DatabaseError
        ? error.message
        : error instanceof Error && 'code' in error
          ? String(error.code)
          : 'no answer'
    throw new Error(
      `The database cannot be asked (${reason}). Nothing was changed. Check that it runs, and DATABASE_OWNER_URL.`,
      { cause: error },
    )
  }
}
