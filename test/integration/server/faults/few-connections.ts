import { join } from 'node:path'
import { pino } from 'pino'
import { accountHandlers } from '../../../../src/server/accounts/account.ts'
import { loginHandlers } from '../../../../src/server/accounts/login.ts'
import { registrationHandlers } from '../../../../src/server/accounts/registration.ts'
import { sessionHandlers } from '../../../../src/server/accounts/sessions.ts'
import { blobHandlers } from '../../../../src/server/content/blobs.ts'
import { Pokes } from '../../../../src/server/content/pokes.ts'
import { recordHandlers } from '../../../../src/server/content/records.ts'
import { spaceHandlers } from '../../../../src/server/content/spaces.ts'
import { UploadLocks } from '../../../../src/server/content/upload-locks.ts'
import { uploadHandlers } from '../../../../src/server/content/uploads.ts'
import { describeHandlers } from '../../../../src/server/describe.ts'
import { assertOwned } from '../../../../src/server/http/access.ts'
import { createApp } from '../../../../src/server/http/app.ts'
import { serveRoutes } from '../../../../src/server/http/serve-routes.ts'
import { readServerKeys } from '../../../../src/server/keys/server-keys.ts'
import { Letters } from '../../../../src/server/mail/letters.ts'
import type { Parts } from '../../../../src/server/parts.ts'
import { Store } from '../../../../src/server/store/store.ts'
import { AccessLog } from '../../../../src/server/trust/access-log.ts'
import { trustHandlers } from '../../../../src/server/trust/handlers.ts'
import type { ScratchServer } from '../scratch-server.ts'

export interface SmallServer {
  origin: string
  /** Connections that clients have to it. */
  connections(): Promise<number>
  close(): Promise<void>
}

/** A process of the server with its usual parts, but so few connections to the database that all calls share them. */
export async function startWithFewConnections(
  { database, blobs }: ScratchServer,
  connections: number,
): Promise<SmallServer> {
  const store = new Store(database.urls.app, connections)
  const limits = { open: 1e6, private: 1e6 }
  let origin = ''
  const parts: Parts = {
    ...{ store, blobs, assertOwned, quotaBytes: 1e9, origin: () => origin },
    keys: readServerKeys(join(database.folder, 'server-keys.json')),
    letters: new Letters(
      null,
      () => origin,
      () => undefined,
    ),
    accessLog: new AccessLog(store),
    pokes: new Pokes(database.urls.app),
    locker: new UploadLocks(database.urls.app),
  }
  const failures: unknown[] = []
  const app = await createApp({ logger: pino({ level: 'silent' }), tls: null, behindProxy: false, limits })
  serveRoutes(app, {
    ...{ store, accessLog: parts.accessLog, assertOwned, openLimit: limits.open },
    handlers: {
      ...loginHandlers(parts),
      server: describeHandlers(parts),
      registration: registrationHandlers(parts),
      account: accountHandlers(parts),
      sessions: sessionHandlers,
      spaces: spaceHandlers,
      records: recordHandlers,
      blobs: blobHandlers(parts),
      uploads: uploadHandlers(parts),
      trust: trustHandlers(parts),
    },
    origin: parts.origin,
    now: Date.now,
    onFailure: (error) => failures.push(error),
  })
  origin = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    origin,
    connections: () =>
      new Promise((done, failed) =>
        app.server.getConnections((error, count) => (error ? failed(error) : done(count))),
      ),
    async close() {
      await app.close()
      await store.close()
      if (failures.length > 0) throw new AggregateError(failures, 'the server made mistakes')
    },
  }
}
