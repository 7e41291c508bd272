import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BlobStore } from './blobs/blob-store.ts'
import { openFolderBlobs } from './blobs/folder-blobs.ts'
import { openS3Blobs } from './blobs/s3-blobs.ts'
import type { ServerConfig } from './config.ts'
import { attachEmbeddedDatabase, startEmbeddedDatabase } from './database/embedded-database.ts'
import type { DatabaseUrls } from './database/roles.ts'
import type { ServerKeys } from './keys/server-keys.ts'
import { readServerKeys } from './keys/server-keys.ts'
import { createMailer } from './mail/mailer.ts'
import type { Mailer } from './mail/mailer.ts'

/** What a server and its operator's commands work on. */
export interface Resources {
  database: DatabaseUrls
  blobs: BlobStore
  keys: ServerKeys
  mailer: Mailer | null
  close(): Promise<void>
}

/**
 * Opens what the configuration names.
 * @param beside whether a server may be running on the same data folder: its database is used and left running then
 */
export async function openResources(config: ServerConfig, beside: boolean): Promise<Resources> {
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o711 })
  const keys = readServerKeys(config.keysFile)
  const { urls, stop } = await openDatabase(config, beside)
  try {
    const blobs = await (config.s3
      ? openS3Blobs(config.s3)
      : openFolderBlobs(join(config.dataFolder, 'blobs')))
    const mailer = config.mail && createMailer(config.mail)
    return {
      ...{ database: urls, blobs, keys, mailer },
      async close() {
        await mailer?.close()
        await blobs.close()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function openDatabase(
  config: ServerConfig,
  beside: boolean,
): Promise<{ urls: DatabaseUrls; stop(): Promise<void> }> {
  const nothing = () => Promise.resolve()
  if (config.database) return { urls: config.database, stop: nothing }
  const folder = join(config.dataFolder, 'postgres')
  const running = beside ? await attachEmbeddedDatabase(folder) : null
  return running ? { urls: running, stop: nothing } : startEmbeddedDatabase(folder)
}
