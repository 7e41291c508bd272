import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { AccountRefusal } from '../../../../src/main/space/account-refusal.ts'
import { sendTo } from '../../../../src/main/space/reach-server.ts'
import { withClient } from '../../../../src/server/database/roles.ts'
import { equal } from '../../../../src/shared/crypto/bytes.ts'
import { api } from '../../../../src/shared/space/api.ts'
import { Connection } from '../../../../src/shared/space/client/connection.ts'
import type { Session } from '../../../../src/shared/space/client/connection.ts'
import { sendByFetch } from '../../../../src/shared/space/client/send-by-fetch.ts'
import { signIn } from '../../../../src/shared/space/client/sign-in.ts'
import type { Send } from '../../../../src/shared/space/client/transport.ts'
import { Refusal } from '../../../../src/shared/space/refusal.ts'
import type { ScratchServer } from '../scratch-server.ts'
import { openScratchServer, random, registerMember } from '../scratch-server.ts'

const CALLS = 2_000
const MEMBERS = 20

let server: ScratchServer
let quick: string
const sessions: Session[] = []

beforeAll(async () => {
  server = await openScratchServer()
  for (let count = 0; count < MEMBERS; count++)
    sessions.push((await registerMember(server.tools())).member.session)
  quick = await asOwner<{ definition: string }>(
    "SELECT pg_get_functiondef('open_session'::regproc) AS definition",
  ).then((rows) => rows[0]!.definition)
})

afterEach(async () => {
  await asOwner(quick)
})

afterAll(() => server.close())

async function asOwner<Row>(query: string): Promise<Row[]> {
  return withClient(server.database.urls.owner, async (owner) => {
    const { rows } = await owner.query(query)
    return rows as Row[]
  })
}

/** Every call waits so long in the database. @param seconds */
async function slowDown(seconds: number): Promise<void> {
  const slow = quick.replace(/\n\s*BEGIN\n/, (begin) => `${begin} PERFORM pg_sleep(${seconds});\n`)
  expect(slow).not.toBe(quick)
  await asOwner(slow)
}

/** As the desktop asks a server. */
function desktop(origin: string): Connection {
  return new Connection(origin, sendTo(origin, sendByFetch), random)
}

interface Outcomes {
  own: number
  refused: Map<string, number>
  wrong: unknown[]
}

/** Why nothing was given; null for what no server may do. Whom no connection is made with was given nothing either. */
function codeOf(error: unknown): string | null {
  if (error instanceof Refusal) return error.code
  return error instanceof AccountRefusal && error.code === 'no-connection' ? 'unavailable' : null
}

/** All ask at once for what is theirs. */
async function askAtOnce(connection: Connection): Promise<Outcomes> {
  const outcomes: Outcomes = { own: 0, refused: new Map(), wrong: [] }
  const askOne = async (session: Session, at: number) => {
    const route = [api.account.describe, api.account.inventory, api.account.keys][at % 3]!
    try {
      const { account } = await connection.askAs(session, route, {})
      if (equal(account, session.account)) outcomes.own++
      else outcomes.wrong.push(account)
    } catch (error) {
      const code = codeOf(error)
      if (code === null) outcomes.wrong.push(error)
      else outcomes.refused.set(code, (outcomes.refused.get(code) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: CALLS }, (_, at) => askOne(sessions[at % MEMBERS]!, at)))
  return outcomes
}

test(`FI-08 of ${CALLS} calls at once to a slow database, each is answered its own or that the server is busy`, async () => {
  await slowDown(0.1)
  const { own, refused, wrong } = await askAtOnce(desktop(server.origin))
  expect(wrong).toEqual([])
  expect([...refused.keys()]).toEqual(['unavailable'])
  expect(own).toBeGreaterThan(0)
  expect(own + refused.get('unavailable')!).toBe(CALLS)
  await asOwner(quick)
  await desktop(server.origin).askAs(sessions[0]!, api.account.describe, {})
})

test(`FI-08 of ${CALLS} calls at once from one network, those beyond its limit are told to wait`, async () => {
  const limited = await server.another({ limits: { open: 1_000, private: CALLS / 2 } })
  const { own, refused, wrong } = await askAtOnce(desktop(limited.origin))
  expect(wrong).toEqual([])
  expect(own).toBeGreaterThan(0)
  expect(own).toBeLessThanOrEqual(CALLS / 2)
  expect(refused.get('too-many')).toBeGreaterThan(0)
})

test('FI-08 a database that is away is not taken for an answer of somebody else’s', async () => {
  const nowhere = server.database.urls.app.replace(/:\d+\//, ':1/')
  const { origin } = await server.another({ databaseUrl: nowhere })
  const asked = desktop(origin).askAs(sessions[0]!, api.account.describe, {})
  await expect(asked).rejects.toMatchObject({ name: 'Refusal', code: 'unavailable' })
})

test('FI-08 a database that goes away while somebody signs in is not taken for a wrong password', async () => {
  const email = 'signs-in@example.org'
  await registerMember(server.tools(), { email })
  const cut: Send = async (request) => {
    if (!request.url.endsWith(api.login.finish.path)) return sendByFetch(request)
    return withClient(server.database.superuserUrl, async (superuser) => {
      await superuser.query('BEGIN; LOCK TABLE credentials IN ACCESS EXCLUSIVE MODE')
      const answer = sendByFetch(request)
      const ended = async () => {
        const { rowCount } = await superuser.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE usename = 'image_space_app' AND wait_event_type = 'Lock'`,
        )
        return rowCount
      }
      await expect.poll(ended, { timeout: 60_000 }).toBe(1)
      await superuser.query('ROLLBACK')
      return answer
    })
  }
  const signingIn = signIn(server.tools(cut), {
    ...{ email, by: { password: 'correct horse battery' }, language: 'en', deviceName: 'Laptop' },
    askCode: () => Promise.reject(new Error('no code was to be asked for')),
  })
  await expect(signingIn).rejects.toMatchObject({ code: 'unavailable' })
  expect(await asOwner('SELECT 1 FROM failed_logins')).toEqual([])
})
