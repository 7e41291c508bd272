import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { createRoles, withClient } from './roles.ts'
import type { DatabaseUrls } from './roles.ts'
import { endPostmaster, findPostmaster } from './running-postmaster.ts'
import { requirePassable, startPostgres } from './start-postgres.ts'

export interface EmbeddedDatabase {
  urls: DatabaseUrls
  /** Ends it, whoever started it. */
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
  const running = await findPostmaster(dataOf(root), superuserUrlOf(root))
  if (running) return { urls: await completed(root, running.port), stop: () => endPostmaster(running) }
  requirePassable(root)
  // As root, PostgreSQL's own user must be able to pass through.
  mkdirSync(root, { recursive: true, mode: 0o711 })
  const { port, stop } = await startPostgres(dataOf(root), readPasswords(root).superuser)
  try {
    return { urls: await completed(root, port), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Makes the database and its roles, or brings them in line: whoever made them before may have been killed at it. */
async function completed(root: string, port: number): Promise<DatabaseUrls> {
  await withClient(superuserUrlOf(root)(port), async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`)
  })
  await createRoles(urlOf(port, 'postgres', readPasswords(root).superuser), readPasswords(root))
  return urlsOf(root, port)
}

/** The database of a server that is running; null when none is. Whoever asks must not stop it. */
export async function attachEmbeddedDatabase(folder: string): Promise<DatabaseUrls | null> {
  const root = resolve(folder)
  const running = existsSync(dataOf(root)) ? await findPostmaster(dataOf(root), superuserUrlOf(root)) : null
  return running && urlsOf(root, running.port)
}

const dataOf = (root: string) => join(root, 'data')

function urlsOf(root: string, port: number): DatabaseUrls {
  const passwords = readPasswords(root)
  return {
    owner: urlOf(port, 'image_space_owner', passwords.owner),
    app: urlOf(port, 'image_space_app', passwords.app),
    watch: urlOf(port, 'image_space_watch', passwords.watch),
  }
}

/** Of the database that every PostgreSQL has. */
const superuserUrlOf = (root: string) => (port: number) =>
  urlOf(port, 'postgres', readPasswords(root).superuser, 'postgres')

function urlOf(port: number, user: string, password: string, database = DATABASE): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`
}

function readPasswords(root: string): z.infer<typeof passwordsSchema> {
  const path = join(root, 'passwords.json')
  if (existsSync(path)) return passwordsSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  const draw = () => randomBytes(24).toString('hex')
  const passwords = { superuser: draw(), owner: draw(), app: draw(), watch: draw() }
  writeFileSync(`${path}.new`, JSON.stringify(passwords), { mode: 0o600 })
  renameSync(`${path}.new`, path)
  return passwords
}
