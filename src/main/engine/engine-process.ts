/**
 * The engine as a process: `engine-process LIBRARY`. The one entry file for every host and the command line. Says one
 * line on standard output (engine-start.ts) and then lives until SIGTERM, a call to app.stop, or until nobody
 * needs it any more.
 */
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { ErrorNotice } from '../../shared/errors.ts'
import { composeEngine } from './compose.ts'
import { newEngineAddress } from './engine-address.ts'
import type { EnginePointer } from './engine-address.ts'
import { hasWork, whenUnused } from './engine-lifetime.ts'
import { openEngineLog } from './engine-log.ts'
import type { EngineLog } from './engine-log.ts'
import { listen } from './engine-server.ts'
import type { StartMessage } from './engine-start.ts'
import { writeJsonFile } from './json-file.ts'
import { libraryLayout } from './library-layout.ts'
import type { LibraryLayout } from './library-layout.ts'
import { lockLibrary } from './library-lock.ts'
import { programVersion } from './program-version.ts'

/** Safe points are seconds apart. Past this something hangs, and a held lock would hurt more than a hard end. */
const STOP_WITHIN_MS = 30_000

// Run by Electron, our binary is Electron's: a process that we start with it is to be Node, not a second app.
if (process.versions['electron']) process.env['ELECTRON_RUN_AS_NODE'] = '1'

const layout = libraryLayout(resolve(process.argv[2] ?? ''))
let log: EngineLog | null = null

process.on('uncaughtException', (error) => {
  log?.bug('uncaught exception', error)
  process.exit(1)
})
// One forgotten failure of a background task must not take the others down with it.
process.on('unhandledRejection', (error) => log?.bug('unhandled rejection', error))

try {
  await run()
  process.exit(0)
} catch (error) {
  await say({ kind: 'refused', error: noticeOf(error) })
  process.exit(1)
}

async function run(): Promise<void> {
  const stopAsked = Promise.withResolvers<string>()
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => stopAsked.resolve(signal))

  const unlock = lockLibrary(layout)
  log = openEngineLog(layout.log)
  const address = newEngineAddress(layout.root)
  point('starting', address)
  try {
    await serve(address, log, stopAsked)
  } finally {
    forget(layout, address)
    unlock()
  }
}

async function serve(
  address: string,
  log: EngineLog,
  stopAsked: PromiseWithResolvers<string>,
): Promise<void> {
  const engine = await composeEngine(layout, log, requestStop)
  // A socket file of an engine that was killed: the lock is ours, so nobody listens there.
  rmSync(address, { force: true })
  const server = await listen(engine, address)

  function requestStop(unlessNeeded: boolean): boolean {
    if (unlessNeeded && (server.users > 1 || hasWork(engine.jobs))) return false
    // The answer to whoever asked goes out first.
    setImmediate(() => stopAsked.resolve('asked to'))
    return true
  }
  point('ready', address)
  log.info(`ready: Image Space ${programVersion}, Node ${process.versions.node}`)
  await say({ kind: 'ready' })

  const reason = await Promise.race([stopAsked.promise, whenUnused(server, engine.jobs).then(() => 'unused')])
  log.info(`stopping: ${reason}`)
  point('stopping', address)
  setTimeout(() => {
    log.bug('stop', new Error(`did not reach a safe point within ${STOP_WITHIN_MS} ms`))
    process.exit(1)
  }, STOP_WITHIN_MS).unref()
  await server.close()
  await engine.close()
  log.info('stopped')
}

function point(state: EnginePointer['state'], address: string): void {
  const pointer: EnginePointer = { pid: process.pid, state, address, version: programVersion }
  writeJsonFile(layout.pointer, pointer)
}

function forget(layout: LibraryLayout, address: string): void {
  rmSync(layout.pointer, { force: true })
  if (process.platform !== 'win32') rmSync(address, { force: true })
}

function noticeOf(error: unknown): ErrorNotice {
  if (error instanceof AppError) return { code: error.code, params: error.params }
  log?.bug('start', error)
  return { code: 'engine-stopped', params: {} }
}

/** Waits until the line is on its way: on Windows a pipe is written behind our back. */
function say(message: StartMessage): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${JSON.stringify(message)}\n`, () => resolve()))
}
