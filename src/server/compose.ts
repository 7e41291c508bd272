import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { accountHandlers } from './accounts/account.ts'
import { loginHandlers } from './accounts/login.ts'
import { registrationHandlers } from './accounts/registration.ts'
import { sessionHandlers } from './accounts/sessions.ts'
import type { BlobStore } from './blobs/blob-store.ts'
import { blobHandlers } from './content/blobs.ts'
import { Pokes } from './content/pokes.ts'
import { recordHandlers } from './content/records.ts'
import { spaceHandlers } from './content/spaces.ts'
import { UploadLocks } from './content/upload-locks.ts'
import { uploadHandlers } from './content/uploads.ts'
import { assertOwned } from './http/access.ts'
import { serveApiPage } from './http/api-page.ts'
import type { Limits } from './http/app.ts'
import { createApp, requireRules, usualLimits } from './http/app.ts'
import { observe, serveState } from './http/observe.ts'
import { serveRoutes } from './http/serve-routes.ts'
import type { ServerKeys } from './keys/server-keys.ts'
import { Letters } from './mail/letters.ts'
import type { Mailer } from './mail/mailer.ts'
import type { Parts } from './parts.ts'
import { describeHandlers } from './describe.ts'
import { Store } from './store/store.ts'
import { AccessLog } from './trust/access-log.ts'
import { trustHandlers } from './trust/handlers.ts'

export interface ServerOptions {
  databaseUrl: string
  blobs: BlobStore
  keys: ServerKeys
  mailer: Mailer | null
  logger: FastifyBaseLogger
  listen: { host: string; port: number }
  /** What clients are to reach this server by; null for where it listens. */
  publicUrl: URL | null
  tls: { certificateFile: string; keyFile: string } | null
  behindProxy: boolean
  quotaBytes: number
  limits?: Limits
  /** Connections to the database that calls share; those of a `Store` where it is not said. */
  connections?: number
  /** The last look at whose an answer is. Only a server that is made to fail is given another. */
  assertOwned?: typeof assertOwned
}

export interface RunningServer {
  app: FastifyInstance
  /** `https://host`, as clients reach it. */
  origin: string
  letters: Letters
  close(): Promise<void>
}

/** A process of the server: serves requests, and keeps nothing that another process would miss. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { logger, blobs, keys } = options
  let origin = options.publicUrl?.origin ?? ''
  const store = new Store(options.databaseUrl, options.connections)
  const letters = new Letters(
    options.mailer,
    () => origin,
    (error) => logger.warn({ err: error }, 'mail'),
  )
  const accessLog = new AccessLog(store)
  const pokes = new Pokes(options.databaseUrl)
  const locker = new UploadLocks(options.databaseUrl)
  const parts: Parts = {
    ...{ store, blobs, keys, letters, accessLog, pokes, locker },
    origin: () => origin,
    assertOwned: options.assertOwned ?? assertOwned,
    quotaBytes: options.quotaBytes,
  }
  await pokes.listen()
  const app = await createApp({
    logger,
    tls: options.tls,
    behindProxy: options.behindProxy,
    limits: options.limits ?? usualLimits,
  })
  await serveApiPage(app)
  requireRules(app)
  observe(app, logger)
  serveRoutes(app, {
    ...{ store, accessLog },
    handlers: {
      ...loginHandlers(parts),
      server: describeHandlers(parts),
      registration: registrationHandlers(parts),
      account: accountHandlers(parts),
      sessions: sessionHandlers,
      spaces: spaceHandlers,
      records: recordHandlers(parts),
      blobs: blobHandlers(parts),
      uploads: uploadHandlers(parts),
      trust: trustHandlers(parts),
    },
    origin: parts.origin,
    now: Date.now,
    onFailure: (error, route) =>
      logger.error({ err: error, route: `${route.method} ${route.path}` }, 'failed'),
    assertOwned: parts.assertOwned,
    openLimit: (options.limits ?? usualLimits).open,
  })
  serveState(app, store)
  const address = new URL(await app.listen(options.listen))
  origin ||= `${options.tls ? 'https' : 'http'}://${options.listen.host}:${address.port}`
  return {
    app,
    origin,
    letters,
    async close() {
      await app.close()
      await pokes.close()
      await locker.close()
      await letters.close()
      await store.close()
    },
  }
}
