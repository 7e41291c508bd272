import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import Fastify, { LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply } from 'fastify'
import { readFileSync } from 'node:fs'
import { Refusal } from '../../shared/space/refusal.ts'
import type { Rule } from '../../shared/space/route.ts'
import { endingUnused } from './end-unused.ts'
import { networkOf } from './network.ts'
import { refusalOf } from './refusal-of.ts'

export interface AppOptions {
  logger: FastifyBaseLogger
  tls: { certificateFile: string; keyFile: string } | null
  behindProxy: boolean
  /** Calls per minute and network. */
  limits: Limits
}

export interface Limits {
  /** To routes that ask for no credentials, where somebody could guess. */
  open: number
  /** To all others. */
  private: number
}

/**
 * A desktop that syncs asks often, four times for each small file; somebody who guesses has to ask where no credentials are
 * needed.
 */
export const usualLimits: Limits = { open: 60, private: 30_000 }

/** Milliseconds that a whole request may take: eight megabytes over a slow line. */
const REQUEST_TIMEOUT = 15 * 60_000

/** The HTTP server before it has routes: headers, limits and words for what no route answers. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const refuse = (error: unknown, reply: FastifyReply) => {
    const refusal = refusalOf(error)
    return reply
      .code(refusal.status)
      .header('cache-control', 'private, no-store')
      .send({ code: refusal.code, sentence: refusal.message, ...refusal.detail })
  }
  const app = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.behindProxy,
    requestTimeout: REQUEST_TIMEOUT,
    forceCloseConnections: 'idle',
    // Addresses that are none; its own words for them would repeat what was sent.
    frameworkErrors: (_error, _request, reply) => void refuse(nothingHere(), reply),
    routerOptions: { caseSensitive: true, maxParamLength: 100 },
    ...(options.tls && {
      https: { cert: readFileSync(options.tls.certificateFile), key: readFileSync(options.tls.keyFile) },
    }),
  })
  const endUnused = endingUnused(app.server)
  app.addHook('preClose', async () => endUnused())
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    referrerPolicy: { policy: 'no-referrer' },
  })
  await app.register(rateLimit, {
    max: options.limits.private,
    timeWindow: '1 minute',
    keyGenerator: ({ ip }) => networkOf(ip).toString('base64'),
    // Bodies are ours to word; this one is thrown and worded with all others.
    errorResponseBuilder: (_request, { ttl }) =>
      new Refusal('too-many', 'Too many calls from this network. Wait, then try again.', { retryAfter: ttl }),
  })
  // Bodies are read by whoever answers, who knows how long they may be.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))
  app.addHook('onRequest', async ({ headers }) => {
    // A browser that sends this came from a page of somebody else's; pages have no business here.
    if (headers['sec-fetch-site'] === 'cross-site')
      throw new Refusal('not-allowed', 'Pages of other sites may not ask this server.')
  })
  app.setErrorHandler((error, _request, reply) => refuse(error, reply))
  app.setNotFoundHandler(() => {
    throw nothingHere()
  })
  return app
}

/** From here on no route is served that does not say, where it is written down, whose bytes it may serve. */
export function requireRules(app: FastifyInstance): void {
  app.addHook('onRoute', ({ config, url }) => {
    if (config?.rule === undefined) throw new Error(`the route ${url} declares no rule`)
  })
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `page` serves what is the same for everybody. */
    rule?: Rule | 'page'
  }
}

function nothingHere(): Refusal {
  return new Refusal('not-found', 'There is nothing at this address.')
}
