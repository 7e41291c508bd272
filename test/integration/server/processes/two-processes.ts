import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { readServerKeys } from '../../../../src/server/keys/server-keys.ts'
import type { EmptyDatabase } from '../admin/empty-database.ts'
import { openEmptyDatabase } from '../admin/empty-database.ts'
import { adminOf } from '../admin/run-admin.ts'
import type { Balancer } from './balancer.ts'
import { startBalancer } from './balancer.ts'
import type { ServerUnderTest } from './server-under-test.ts'
import type { S3Access } from '../swift.ts'

const MAIN = join(import.meta.dirname, '..', '..', '..', '..', 'src', 'server', 'main.ts')

const LISTENING = 'Server listening at '

/** A process of the server, as an operator starts it. */
interface Process {
  child: ChildProcess
  /** Where it listens. */
  origin: string
  /** Its log lines. */
  logged: Record<string, unknown>[]
}

export interface TwoProcesses extends ServerUnderTest {
  database: EmptyDatabase
  /** What each logged. */
  logged(process: 0 | 1): readonly Record<string, unknown>[]
  /** Halts one where it stands: it keeps its connections, and does nothing any more. */
  halt(process: 0 | 1): void
  kill(process: 0 | 1): Promise<void>
}

/** Two real processes, started at the same moment on an empty database and an empty bucket, behind a balancer. */
export async function startTwoProcesses(s3: S3Access): Promise<TwoProcesses> {
  const folder = mkdtempSync(join(tmpdir(), 'image-space-two-'))
  chmodSync(folder, 0o711)
  const database = await openEmptyDatabase()
  const balancer = await startBalancer()
  const dataFolders = ['one', 'two'].map((name) => join(folder, name))
  for (const data of dataFolders) mkdirSync(data, { mode: 0o711 })
  const env = environmentOf(database, s3, balancer, join(folder, 'server-keys.json'))
  readServerKeys(env.SERVER_KEYS_FILE)
  const processes = await Promise.all(dataFolders.map((data) => startProcess(data, env)))
  const [one, two] = processes.map(({ origin }) => origin)
  balancer.targets.push(one!, two!)
  return {
    ...{ database, origin: balancer.origin, processes: [one!, two!] },
    admin: adminOf(dataFolders[0]!, env),
    logged: (at) => processes[at]!.logged,
    halt: (at) => void processes[at]!.child.kill('SIGSTOP'),
    kill: (at) => end(processes[at]!.child, 'SIGKILL'),
    async close() {
      await Promise.all(processes.map(({ child }) => end(child, 'SIGTERM')))
      await balancer.close()
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function environmentOf(database: EmptyDatabase, s3: S3Access, { origin }: Balancer, keysFile: string) {
  return {
    ...database.env,
    S3_ENDPOINT: s3.endpoint,
    S3_REGION: s3.region,
    S3_BUCKET: s3.bucket,
    S3_ACCESS_KEY_ID: s3.accessKeyId,
    S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
    SERVER_KEYS_FILE: keysFile,
    PUBLIC_URL: origin,
    TRUST_PROXY: '1',
    HOST: '127.0.0.1',
    PORT: '0',
  }
}

async function startProcess(dataFolder: string, env: NodeJS.ProcessEnv): Promise<Process> {
  const child = spawn(process.execPath, [MAIN, 'start', '--data', dataFolder], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const started = Promise.withResolvers<void>()
  const said: string[] = []
  const logged: Record<string, unknown>[] = []
  createInterface(child.stderr).on('line', (line) => {
    said.push(line)
    if (line.startsWith('{')) logged.push(JSON.parse(line) as Record<string, unknown>)
    if (logged.at(-1)?.['msg'] === 'started') started.resolve()
  })
  child.once('exit', () => started.reject(new Error(said.slice(-20).join('\n'))))
  await started.promise
  // The address that it is started with is the public one.
  const listening = logged.map(({ msg }) => String(msg)).find((msg) => msg.startsWith(LISTENING))
  return { child, logged, origin: listening!.slice(LISTENING.length) }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}
