import { randomBytes } from 'node:crypto'
import type { Agent } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from '../../../src/server/database/roles.ts'
import { publicKeyOf } from '../../../src/shared/crypto/signature.ts'
import { api } from '../../../src/shared/space/api.ts'
import type { Session } from '../../../src/shared/space/client/connection.ts'
import { logStart, namedSpace, openSpace, readRecords } from '../../../src/shared/space/client/space-log.ts'
import type { Route } from '../../../src/shared/space/route.ts'
import type { Traces } from './foreign-bytes.ts'
import { tracesOf } from './foreign-bytes.ts'
import type { Answered } from './http-call.ts'
import { call, keptConnections } from './http-call.ts'
import type { Named } from './route-requests.ts'
import {
  callOf,
  namedOf,
  nameOf,
  namesIds,
  ofNobody,
  pathOf,
  privateRoutes,
  signed,
} from './route-requests.ts'
import type { ScratchServer } from './scratch-server.ts'
import { openScratchServer } from './scratch-server.ts'
import type { WholeMember } from './whole-member.ts'
import { accountTables, addWholeMember, ARRIVED } from './whole-member.ts'

const MEMBERS = Number(process.env['MEMBERS'] ?? 20)
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

interface Known extends WholeMember {
  named: Named
  traces: Traces
  /** Of their own account, before anybody asked for it. */
  rows: Set<string>
}

let server: ScratchServer
let agent: Agent
const members: Known[] = []
let requests = 0

beforeAll(async () => {
  server = await openScratchServer()
  agent = keptConnections(16)
  const whole: WholeMember[] = []
  for (let count = 0; count < MEMBERS; count++) whole.push(await addWholeMember(server))
  const traces = await tracesOf(server, whole)
  for (const [at, one] of whole.entries()) {
    const named = await namedOf(server.tools(), one)
    members.push({ ...one, named, traces: traces[at]!, rows: await rowsOf(one) })
  }
})

afterAll(async () => {
  console.log(`${requests} requests by ${MEMBERS} members`)
  agent.destroy()
  await server.close()
})

/** Rows of an account, but for what its own calls change. */
async function rowsOf({ member }: WholeMember): Promise<Set<string>> {
  const tables = await accountTables(server)
  return withClient(server.database.urls.owner, async (owner) => {
    const all = new Set<string>()
    for (const table of tables.filter((name) => name !== 'access_heads')) {
      const { rows } = await owner.query<{ row: string }>(
        `SELECT (to_jsonb(t) - 'changed' - 'reserved_bytes')::text AS row FROM ${table} t WHERE account_id = $1`,
        [member.session.account],
      )
      for (const { row } of rows) all.add(`${table} ${row}`)
    }
    return all
  })
}

async function ask(session: Session, route: Route, named: Named): Promise<Answered> {
  requests++
  const enough = route.encoding === 'events' ? ({ body }: Answered) => body.length > 0 : undefined
  return call(agent, server.origin, await callOf(route, server.origin, session, named), enough)
}

async function askUnserved(session: Session, method: string, path: string): Promise<Answered> {
  requests++
  const plain = { method, path, headers: {}, body: null }
  return call(agent, server.origin, signed({ rule: 'own' }, server.origin, session, plain))
}

function told({ status, headers, body }: Answered): string {
  return JSON.stringify([status, headers, body.toString('latin1')])
}

/** A session that may be ended. */
async function spareSession({ member: { session } }: WholeMember): Promise<Session> {
  const token = randomBytes(32)
  await withClient(server.database.urls.owner, (owner) =>
    owner.query(
      `WITH made AS (INSERT INTO sessions (account_id, session_id, token_hash, device_key, expires_at)
         VALUES ($1, $2, sha256($3), $4, now() + interval '1 hour') RETURNING account_id, token_hash)
       INSERT INTO session_directory (account_id, token_hash) SELECT * FROM made`,
      [session.account, randomBytes(16), token, publicKeyOf(session.deviceSeed)],
    ),
  )
  return { ...session, token }
}

const paths = [...new Set(privateRoutes.map(({ path }) => path))]
const unserved = paths.flatMap((path) =>
  methods
    .filter((method) => !privateRoutes.some((route) => route.path === path && route.method === method))
    .map((method) => ({ method, path })),
)

interface Said {
  name: string
  answer: Answered
}

/** All that one member can ask with what is another's, but for making a space of the same id. */
async function askForAll(session: Session, named: Named): Promise<Said[]> {
  const said: Said[] = []
  for (const route of privateRoutes.filter((of) => namesIds(of) && of !== api.spaces.add))
    said.push({ name: nameOf(route), answer: await ask(session, route, named) })
  for (const { method, path } of unserved.filter((of) => of.path.includes(':')))
    said.push({
      name: `${method} ${path}`,
      answer: await askUnserved(session, method, pathOf(path, named)),
    })
  return said
}

/** A space of this id of one's own is another space. */
async function makeTheSame(session: Session, named: Named): Promise<Said[]> {
  return [
    { name: 'a space of the same id', answer: await ask(session, api.spaces.add, named) },
    { name: 'its records', answer: await ask(session, api.records.read, named) },
  ]
}

/** Every member asks for what is every other's: what is told must be told of what is nobody's too. */
async function askInPairs(how: (session: Session, named: Named) => Promise<Said[]>): Promise<void> {
  const foreign = new Set<string>()
  const different = new Set<string>()
  await Promise.all(
    members.map(async (one) => {
      const ofNone = await how(one.member.session, ofNobody(one.named))
      for (const other of members.filter((member) => member !== one)) {
        const said = await how(one.member.session, other.named)
        for (const [at, { name, answer }] of said.entries()) {
          const trace = other.traces.in(answer.whole)
          if (trace !== null) foreign.add(`${name}: ${trace}`)
          if (told(answer) !== told(ofNone[at]!.answer)) different.add(`${name}: ${told(answer)}`)
        }
      }
    }),
  )
  expect([...foreign]).toEqual([])
  expect([...different]).toEqual([])
}

test('a member finds their own bytes where another is going to look for them', async () => {
  const [one] = members
  expect(one!.traces.count).toBeGreaterThan(200)
  const found: string[] = []
  for (const route of privateRoutes.filter(({ method }) => method === 'GET')) {
    const { status, whole } = await ask(one!.member.session, route, one!.named)
    expect([nameOf(route), status]).toEqual([nameOf(route), 200])
    if (one!.traces.in(whole)) found.push(nameOf(route))
  }
  expect(found).toEqual([
    'GET /v1/account/keys',
    'GET /v1/account',
    'GET /v1/account/inventory',
    'GET /v1/sessions',
    'GET /v1/devices',
    'GET /v1/spaces',
    'GET /v1/spaces/:space/records',
    'GET /v1/blobs',
    'GET /v1/blobs/:blob',
    'GET /v1/accesses',
  ])
})

test(`none of ${MEMBERS} members gets a byte of another, whatever they ask for and how`, async () => {
  await askInPairs(askForAll)
})

test('what a member has is listed without a byte of another, after all have asked for it', async () => {
  for (const one of members) {
    const spare = await spareSession(one)
    for (const route of privateRoutes.filter((of) => !namesIds(of))) {
      const asking = route === api.sessions.signOut ? spare : one.member.session
      const { status, whole } = await ask(asking, route, one.named)
      expect([nameOf(route), [200, 201]]).toEqual([nameOf(route), expect.arrayContaining([status])])
      for (const { traces } of members.filter((member) => member !== one)) expect(traces.in(whole)).toBeNull()
    }
  }
})

test('who makes a space of the id that another has finds it empty', async () => {
  await askInPairs(makeTheSame)
})

test('where nothing is served there is nothing, with credentials too', async () => {
  for (const { method, path } of unserved)
    for (const { member, named } of members) {
      const { status, body } = await askUnserved(member.session, method, pathOf(path, named))
      const said =
        method === 'HEAD' ? '' : '{"code":"not-found","sentence":"There is nothing at this address."}'
      expect([method, path, status, body.toString()]).toEqual([method, path, 404, said])
    }
})

test('afterwards every member has what they had, and nobody else was there', async () => {
  const { connection } = server.tools()
  for (const { member, laptop, ids, blobs, rows, ...one } of members) {
    const { session } = member
    const left = await rowsOf({ member, laptop, ids, blobs, ...one })
    expect([...rows].filter((row) => !left.has(row))).toEqual([])
    for (const [hex, bytes] of blobs)
      expect(
        Buffer.from(await connection.fetchBlob(session, api.blobs.read, Buffer.from(hex, 'hex'))),
      ).toEqual(bytes)
    const path = pathOf(api.uploads.offset.path, ids)
    const upload = await connection.sendRaw(session, 'HEAD', path, { 'tus-resumable': '1.0.0' }, null)
    expect(upload.header('upload-offset')).toBe(String(ARRIVED))
    await connection.askAs(laptop.session, api.account.describe, {})
    const tools = server.tools()
    const library = await openSpace(tools, member, await namedSpace(member, 'library'))
    const { records } = await readRecords(tools, member, library, logStart, () => true)
    expect(records).toHaveLength(3)
  }
  const strangers = await withClient(server.database.urls.owner, (owner) =>
    owner.query('SELECT 1 FROM accesses WHERE actor <> account_id'),
  )
  expect(strangers.rowCount).toBe(0)
})
