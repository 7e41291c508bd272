import { join } from 'node:path'
import { pino } from 'pino'
import pg from 'pg'
import { openFolderBlobs } from '../../../../src/server/blobs/folder-blobs.ts'
import { startServer } from '../../../../src/server/compose.ts'
import { readServerKeys } from '../../../../src/server/keys/server-keys.ts'

// A server that ends itself with SIGKILL before its n-th step of a registration: a statement of the database, the place for
// the account's blobs, or the answer. Started by killed-registration.test.ts, which tells it when to begin to count.
const [folder = '', databaseUrl = '', step = ''] = process.argv.slice(2)
let left = Infinity
function takeStep(): void {
  if (--left < 0) process.kill(process.pid, 'SIGKILL')
}

const query = pg.Client.prototype.query
pg.Client.prototype.query = function (this: pg.Client, ...of: unknown[]) {
  takeStep()
  return query.apply(this, of as never) as never
} as never

const store = await openFolderBlobs(join(folder, 'blobs'))
const blobs = new Proxy(store, {
  get(target, name) {
    const member: unknown = Reflect.get(target, name, target)
    if (typeof member !== 'function') return member
    return (...of: unknown[]) => {
      if (name === 'addAccount') takeStep()
      return (member as (...of: unknown[]) => unknown).apply(target, of)
    }
  },
})
const server = await startServer({
  ...{ databaseUrl, blobs, mailer: null },
  keys: readServerKeys(join(folder, 'server-keys.json')),
  logger: pino({ level: 'silent' }),
  listen: { host: '127.0.0.1', port: 0 },
  ...{ publicUrl: null, tls: null, behindProxy: false, quotaBytes: 1e9 },
  limits: { open: 1e6, private: 1e6 },
})
process.on('message', () => {
  left = Number(step)
  process.send?.('counting')
})
process.send?.(server.origin)
