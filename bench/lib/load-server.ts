import { join } from 'node:path'
import { pino } from 'pino'
import { openFolderBlobs } from '../../src/server/blobs/folder-blobs.ts'
import { startServer } from '../../src/server/compose.ts'
import { startEmbeddedDatabase } from '../../src/server/database/embedded-database.ts'
import { migrate } from '../../src/server/database/migrate.ts'
import { readServerKeys } from '../../src/server/keys/server-keys.ts'
import { startWatch } from '../../src/server/watch/watch.ts'

// The server as it runs, everything on, but for the limits on how often one network may ask.
const folder = process.argv[2]!
const database = await startEmbeddedDatabase(join(folder, 'postgres'))
await migrate(database.urls.owner)
const blobs = await openFolderBlobs(join(folder, 'blobs'))
const keys = readServerKeys(join(folder, 'server-keys.json'))
const logger = pino({ level: 'warn' }, pino.destination(join(folder, 'log')))
const server = await startServer({
  ...{ databaseUrl: database.urls.app, blobs, keys, mailer: null, logger },
  listen: { host: '127.0.0.1', port: 0 },
  ...{ publicUrl: null, tls: null, behindProxy: false, quotaBytes: 1e12 },
  limits: { open: 1e9, private: 1e9 },
})
const { letters, origin } = server
const watch = startWatch({
  ...{ database: database.urls, blobs, keys, logger, letters, origin },
  operators: [],
})
await watch.round()
console.log(JSON.stringify({ origin }))
process.stdin.resume()
process.stdin.on('end', () => {
  void (async () => {
    await watch.stop()
    await server.close()
    await database.stop()
    process.exit(0)
  })()
})
