import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { writesStopped } from '../store/directory.ts'
import type { Store } from '../store/store.ts'

/** Addresses that this computer has for itself. */
const OWN = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

const registry = new Registry()
collectDefaultMetrics({ register: registry })
const labels = ['method', 'route', 'status'] as const
const answered = new Counter({
  ...{ name: 'image_space_answers_total', help: 'Answers by route and status', labelNames: labels },
  registers: [registry],
})
const took = new Histogram({
  ...{
    name: 'image_space_answer_seconds',
    help: 'Time to answer by route',
    labelNames: ['method', 'route'] as const,
  },
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
  registers: [registry],
})

/** One line and one count for each answer: the route as it is written down, never ids, addresses, bodies or tokens. */
export function observe(app: FastifyInstance, logger: FastifyBaseLogger): void {
  app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    const route = routeOptions.url ?? 'none'
    const seconds = reply.elapsedTime / 1000
    answered.inc({ method, route, status: reply.statusCode })
    took.observe({ method, route }, seconds)
    const line = { method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }
    if (reply.statusCode >= 500) logger.warn(line, 'answered')
    else logger.debug(line, 'answered')
  })
}

/** For those who look after the server: whether it lives, whether it can serve, and counts (from this computer only). */
export function serveState(app: FastifyInstance, store: Store): void {
  const config = { rule: 'page', rateLimit: false } as const
  app.get('/health', { config }, async () => ({ status: 'alive' }))
  app.get('/ready', { config }, async (_request, reply) => {
    try {
      const stopped = await writesStopped(store)
      return { status: stopped ? 'writes stopped' : 'ready' }
    } catch {
      return reply.code(503).send({ status: 'the database does not answer' })
    }
  })
  app.get('/metrics', { config }, async ({ ip }, reply) => {
    if (!OWN.has(ip)) return reply.callNotFound()
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
