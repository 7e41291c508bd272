import { chmodSync, cpSync, lchownSync, lstatSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { openFolderBlobs } from '../server/blobs/folder-blobs.ts'
import { startServer } from '../server/compose.ts'
import { startEmbeddedDatabase } from '../server/database/embedded-database.ts'
import { migrate } from '../server/database/migrate.ts'
import type { DatabaseUrls } from '../server/database/roles.ts'
import { readServerKeys } from '../server/keys/server-keys.ts'
import { createMailer } from '../server/mail/mailer.ts'
import { startWatch } from '../server/watch/watch.ts'
import type { MailCatcher } from './mail-catcher.ts'
import { startMailCatcher } from './mail-catcher.ts'
import { numberedBlobs } from './numbered-blobs.ts'
import { accountsOfNumber } from './store-number.ts'

export interface DrillServer {
  origin: string
  database: DatabaseUrls
  mails: MailCatcher
  close(): Promise<void>
}

/**
 * A server of the product with embedded database, watch and a real mail server.
 * @param faulty whether storage goes by number (store-number.ts makes the numbers) and the last look before an answer is
 *   missing: everything else is as it is
 * @param port 0 for any
 */
export async function startDrillServer(folder: string, faulty: boolean, port = 0): Promise<DrillServer> {
  const database = await startEmbeddedDatabase(join(folder, 'postgres'))
  await migrate(database.urls.owner)
  const mails = await startMailCatcher()
  const mailer = createMailer({ url: mails.url, from: 'drill@drill.example' })
  const keys = readServerKeys(join(folder, 'server-keys.json'))
  const logger = pino({ level: 'error' }, pino.destination(join(folder, 'server.log')))
  const folderBlobs = await openFolderBlobs(join(folder, 'blobs'))
  const blobs = faulty
    ? numberedBlobs(folderBlobs, (account) => accountsOfNumber(database.urls.owner, account))
    : folderBlobs
  const server = await startServer({
    ...{ databaseUrl: database.urls.app, blobs, keys, mailer, logger },
    listen: { host: '127.0.0.1', port },
    ...{ publicUrl: null, tls: null, behindProxy: false, quotaBytes: 1e9 },
    // Hundreds of members come from one network here.
    limits: { open: 1e6, private: 1e6 },
    ...(faulty && { assertOwned: () => undefined }),
  })
  const watch = startWatch({
    ...{ database: database.urls, blobs, keys, logger, letters: server.letters },
    ...{ origin: server.origin, operators: [] },
  })
  // All of it was looked at once before anything goes wrong.
  await watch.round()
  return {
    ...{ origin: server.origin, database: database.urls, mails },
    async close() {
      await watch.stop()
      await server.close()
      await blobs.close()
      await mails.close()
      await database.stop()
    },
  }
}

/** Everything of a server that is not running, once more. */
export function copyServer(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o711 })
  cpSync(from, to, { recursive: true, preserveTimestamps: true })
  // The database takes no files that are not its own user's.
  for (const name of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    const { uid, gid, mode } = lstatSync(join(from, name))
    chmodSync(join(to, name), mode)
    lchownSync(join(to, name), uid, gid)
  }
}
