import { pino } from 'pino'
import { startServer } from './compose.ts'
import type { ServerConfig } from './config.ts'
import { startWarnings } from './config.ts'
import { migrate } from './database/migrate.ts'
import { waysAroundRowSecurity } from './database/roles.ts'
import { holdDataFolder } from './hold-data-folder.ts'
import { openResources } from './resources.ts'
import { startWatch } from './watch/watch.ts'

/** Fields that tell who somebody is, or let one pass for them, are never logged. */
const SECRET = ['req.headers', 'email', 'token', 'password', 'headers', 'body']

/**
 * Serves until it is told to stop; then what has begun is finished and nothing new is taken.
 * @throws Error with a sentence when the configuration or the database does not allow it
 */
export async function start(config: ServerConfig): Promise<void> {
  const stopping = Promise.withResolvers<NodeJS.Signals>()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.resolve(signal))

  const logger = pino({ level: 'info', redact: { paths: SECRET, censor: '' } }, pino.destination(2))
  for (const warning of startWarnings(config)) logger.warn(warning)
  const release = holdDataFolder(config.dataFolder)
  const resources = await openResources(config, false)
  try {
    const { from, to } = await migrate(resources.database.owner)
    if (from !== to) logger.info({ from, to }, 'schema brought up to date')
    const ways = await waysAroundRowSecurity(resources.database.app)
    if (ways.length > 0)
      throw new Error(`The server does not start: accounts would not be apart.\n${ways.join('\n')}`)

    const server = await startServer({
      ...config,
      ...resources,
      databaseUrl: resources.database.app,
      logger,
    })
    const watch = startWatch({
      ...resources,
      ...{ logger, letters: server.letters, origin: server.origin },
      operators: config.mail?.operators ?? [],
    })
    process.stdout.write(`Image Space server on ${server.origin}\n`)
    logger.info({ origin: server.origin }, 'started')

    const signal = await stopping.promise
    logger.info({ signal }, 'stopping')
    await watch.stop()
    await server.close()
  } finally {
    await resources.close()
    release()
  }
}
