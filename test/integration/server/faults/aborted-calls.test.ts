import type { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { BlobStore } from '../../../../src/server/blobs/blob-store.ts'
import type { RunningServer } from '../../../../src/server/compose.ts'
import { withClient } from '../../../../src/server/database/roles.ts'
import { equal } from '../../../../src/shared/crypto/bytes.ts'
import { api } from '../../../../src/shared/space/api.ts'
import { Connection } from '../../../../src/shared/space/client/connection.ts'
import { logStart } from '../../../../src/shared/space/client/space-log.ts'
import { Refusal } from '../../../../src/shared/space/refusal.ts'
import type { Route } from '../../../../src/shared/space/route.ts'
import { seededRandom } from '../../../fixtures/seeded-random.ts'
import type { RawSocket } from '../raw-socket.ts'
import { headOf, openSocket, statusesIn } from '../raw-socket.ts'
import { signed } from '../route-requests.ts'
import type { ScratchServer } from '../scratch-server.ts'
import { openScratchServer, random } from '../scratch-server.ts'
import type { WholeMember } from '../whole-member.ts'
import { addWholeMember } from '../whole-member.ts'
import type { Abort } from './aborting-client.ts'
import { AbortingClient, Gone } from './aborting-client.ts'

const CLIENTS = 64
const MEMBERS = 16
const CALLS = 5_000
/** Of 100 calls, how many the client does not wait for. */
const ABORTED = 30

let server: ScratchServer
/** Another process of it, in which all calls share two connections to the database. */
let small: RunningServer
const members: WholeMember[] = []

/** What was opened to be read for somebody. */
const opened: Readable[] = []

beforeAll(async () => {
  server = await openScratchServer()
  for (let count = 0; count < MEMBERS; count++) members.push(await addWholeMember(server))
  small = await server.another({ connections: 2, blobs: noting(server.blobs) })
})

afterAll(() => server.close())

function noting(blobs: BlobStore): BlobStore {
  const read: BlobStore['read'] = async (...of) => {
    const bytes = await blobs.read(...of)
    if (bytes) opened.push(bytes)
    return bytes
  }
  return new Proxy(blobs, {
    get: (target, name) => {
      const own: unknown = Reflect.get(target, name)
      return name === 'read' ? read : typeof own === 'function' ? (own.bind(target) as unknown) : own
    },
  })
}

/** What the server and the database notice by themselves they notice within a moment, also on a machine that is busy. */
const soon = { timeout: 60_000 }
const stillOpen = () => opened.filter(({ closed }) => !closed).length

/** Whether what came is of this member. The client has looked at its binding before. */
const questions: ((connection: Connection, of: WholeMember) => Promise<boolean>)[] = [
  async (connection, { member: { session } }) =>
    equal((await connection.askAs(session, api.account.describe, {})).account, session.account),
  async (connection, { member: { session } }) =>
    equal((await connection.askAs(session, api.account.keys, {})).account, session.account),
  async (connection, { member: { session } }) =>
    equal((await connection.askAs(session, api.account.inventory, {})).account, session.account),
  async (connection, { member: { session }, ids }) => {
    const { sessions } = await connection.askAs(session, api.sessions.list, {})
    return sessions.some((of) => equal(of.session, ids.session))
  },
  async (connection, { member: { session }, ids }) => {
    const { spaces } = await connection.askAs(session, api.spaces.list, {})
    return spaces.some((of) => equal(of.space, ids.space))
  },
  async (connection, { member: { session }, ids }) => {
    const { records } = await connection.askAs(session, api.records.read, {
      params: { space: ids.space },
      query: { after: 0, hash: logStart.hash, limit: 10 },
    })
    return records.length === 3
  },
  async (connection, { member: { session }, ids, blobs }) => {
    const bytes = await connection.fetchBlob(session, api.blobs.read, ids.blob)
    return blobs.get(Buffer.from(ids.blob).toString('hex'))!.equals(bytes)
  },
]

test(`FI-07 of ${CALLS} calls, ${ABORTED} % of them aborted, none is answered with another’s`, async () => {
  const draws = seededRandom('aborted calls')
  const below = (count: number) => Buffer.from(draws.bytes(4)).readUInt32BE() % count
  const outcomes = { own: 0, gone: 0, busy: 0, wrong: [] as unknown[] }
  let begun = 0
  /** A third goes while it asks, a third as soon as it has asked, a third while it is answered. */
  const abort = (length: number): Abort => {
    if (below(100) >= ABORTED) return null
    return [{ sent: below(length) }, { received: 0 }, { received: 1 + below(2_000) }][below(3)]!
  }
  const ask = async (of: WholeMember) => {
    const client = new AbortingClient()
    const connection = new Connection(small.origin, client.send(abort), random)
    while (begun++ < CALLS) {
      try {
        if (await questions[below(questions.length)]!(connection, of)) outcomes.own++
        else outcomes.wrong.push('something of somebody else’s')
      } catch (error) {
        if (error instanceof Gone) outcomes.gone++
        else if (error instanceof Refusal && error.code === 'unavailable') outcomes.busy++
        else outcomes.wrong.push(error)
      }
    }
    client.close()
  }
  await Promise.all(Array.from({ length: CLIENTS }, (_, at) => ask(members[at % MEMBERS]!)))
  console.log(`${outcomes.own} answered, ${outcomes.gone} aborted, ${outcomes.busy} refused`)
  expect(outcomes.wrong).toEqual([])
  expect(outcomes.own + outcomes.gone + outcomes.busy).toBe(CALLS)
  expect(outcomes.gone).toBeGreaterThan(CALLS / 5)
  expect(outcomes.own).toBeGreaterThan(CALLS / 2)
  await expect.poll(stillOpen, soon).toBe(0)
}, 600_000)

/** Processes of the database that work for the server's role, and what each waits for. */
async function backends(): Promise<Map<number, string | null>> {
  return withClient(server.database.superuserUrl, async (superuser) => {
    const { rows } = await superuser.query<{ pid: number; waits: string | null }>(
      "SELECT pid, wait_event_type AS waits FROM pg_stat_activity WHERE usename = 'image_space_app'",
    )
    return new Map(rows.map(({ pid, waits }) => [pid, waits]))
  })
}

/** Connections that clients have to the server. */
function clients(): Promise<number> {
  return new Promise((done, failed) =>
    small.app.server.getConnections((error, count) => (error ? failed(error) : done(count))),
  )
}

/** Calls while the database holds it up, and lets it go on when the caller is done. @returns who worked for it */
async function heldUp(
  what: { route: Route; path: string; table: string },
  during: (socket: RawSocket, pid: number) => Promise<void>,
): Promise<{ pid: number; received: string }> {
  const { session } = members[0]!.member
  const { route, path, table } = what
  const { headers } = signed(route, small.origin, session, { method: 'GET', path, headers: {}, body: null })
  const socket = await openSocket(small.origin)
  let pid = 0
  await withClient(server.database.superuserUrl, async (superuser) => {
    await superuser.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`)
    socket.send(headOf('GET', path, headers))
    await expect
      .poll(async () => {
        const held = [...(await backends())].filter(([, waits]) => waits === 'Lock')
        pid = held[0]?.[0] ?? 0
        return held.length
      }, soon)
      .toBe(1)
    await during(socket, pid)
    await superuser.query('ROLLBACK')
  })
  const received = await socket.until((text) => text.endsWith('}')).catch(() => socket.received())
  socket.destroy()
  return { pid, received }
}

async function leave(socket: RawSocket): Promise<void> {
  socket.destroy()
  await expect.poll(clients, soon).toBe(0)
}

const describe = { route: api.account.describe, path: api.account.describe.path, table: 'accounts' }
const readBlob = () => {
  const blob = Buffer.from(members[0]!.ids.blob).toString('base64url')
  return { route: api.blobs.read, path: `/v1/blobs/${blob}`, table: 'access_heads' }
}

test('FI-07 the connection of a call that was waited for is used again', async () => {
  const { pid, received } = await heldUp(describe, async () => undefined)
  expect(statusesIn(received)).toEqual([200])
  expect([...(await backends()).keys()]).toContain(pid)
})

test('FI-07 the connection of a call whose caller has gone is not', async () => {
  const { pid, received } = await heldUp(describe, leave)
  expect(received).toBe('')
  await expect.poll(async () => (await backends()).has(pid), soon).toBe(false)
  const { session } = members[1]!.member
  const client = new AbortingClient()
  const connection = new Connection(
    small.origin,
    client.send(() => null),
    random,
  )
  const { account } = await connection.askAs(session, api.account.describe, {})
  client.close()
  expect(equal(account, session.account)).toBe(true)
})

test('FI-07 a blob that nobody waits for any more is closed', async () => {
  const before = opened.length
  await heldUp(readBlob(), leave)
  expect(opened).toHaveLength(before + 1)
  await expect.poll(stillOpen, soon).toBe(0)
})

test('FI-07 a blob whose reading cannot be noted is not served, and is closed', async () => {
  const before = opened.length
  const { received } = await heldUp(readBlob(), async (_socket, pid) => {
    await withClient(server.database.superuserUrl, (superuser) =>
      superuser.query('SELECT pg_terminate_backend($1)', [pid]),
    )
  })
  expect(statusesIn(received)).toEqual([503])
  expect(opened).toHaveLength(before + 1)
  await expect.poll(stillOpen, soon).toBe(0)
})

test('FI-07 nobody goes on telling somebody who has gone what happens', async () => {
  const events = { route: api.trust.events, path: api.trust.events.path, table: 'accounts' }
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  try {
    const { pid } = await heldUp(events, leave)
    await expect.poll(async () => (await backends()).has(pid), soon).toBe(false)
    await expect.poll(() => vi.getTimerCount(), soon).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
