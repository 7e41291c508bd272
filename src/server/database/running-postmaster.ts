import { existsSync, readFileSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { withClient } from './roles.ts'

/** The main process of a PostgreSQL, and the port it listens on. */
export interface RunningPostmaster {
  pid: number
  port: number
}

/** Between two looks at one that is starting or ending, in milliseconds. */
const LOOK_AGAIN = 50

/**
 * The PostgreSQL that runs on a data folder; null when none does. That a process has the number noted in the folder says
 * nothing: after a crash or a restart of the computer the number may be another's. So the one that is noted is asked.
 * One that is starting or ending is waited for.
 * @param urlAt how to ask as the superuser, by port
 */
export async function findPostmaster(
  data: string,
  urlAt: (port: number) => string,
): Promise<RunningPostmaster | null> {
  for (;;) {
    const noted = notedPostmaster(data)
    if (!noted) return null
    switch (await ask(urlAt(noted.port), data)) {
      case 'serves':
        return noted
      case 'another':
        return null
      case 'not-yet':
        await wait(LOOK_AGAIN)
    }
  }
}

/** Ends it in an orderly way; its signal for that is SIGINT. */
export async function endPostmaster({ pid }: RunningPostmaster): Promise<void> {
  process.kill(pid, 'SIGINT')
  while (isAlive(pid)) await wait(LOOK_AGAIN)
}

/** As PostgreSQL itself notes it: process, data folder, start, port, a line each. */
function notedPostmaster(data: string): RunningPostmaster | null {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return null
  const [pid = 0, , , port = 0] = readFileSync(file, 'utf8').split('\n').map(Number)
  return isAlive(pid) && port > 0 ? { pid, port } : null
}

async function ask(superuserUrl: string, data: string): Promise<'serves' | 'another' | 'not-yet'> {
  try {
    return await withClient(superuserUrl, async (client) => {
      const { rows } = await client.query<{ folder: string }>(
        "SELECT current_setting('data_directory') AS folder",
      )
      return (await realpath(rows[0]?.folder ?? '')) === (await realpath(data)) ? 'serves' : 'another'
    })
  } catch (error) {
    // Nobody listens there, something that is no PostgreSQL, or one that knows nobody of this name and password.
    if (!(error instanceof pg.DatabaseError) || error.code?.startsWith(NOT_LET_IN)) return 'another'
    if (error.code === CANNOT_CONNECT_NOW) return 'not-yet'
    throw error
  }
}

/** SQLSTATE of a server that is starting or ending; PostgreSQL documentation, appendix A. */
const CANNOT_CONNECT_NOW = '57P03'
/** Class of SQLSTATEs: wrong password, no such role, nothing in pg_hba.conf that fits. */
const NOT_LET_IN = '28'

function isAlive(pid: number): boolean {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
