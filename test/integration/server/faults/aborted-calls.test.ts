import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { RunningServer } from '../../../../src/server/compose.ts'
import { withClient } from '../../../../src/server/database/roles.ts'
import { equal } from '../../../../src/shared/crypto/bytes.ts'
import { api } from '../../../../src/shared/space/api.ts'
import { Connection } from '../../../../src/shared/space/client/connection.ts'
import type { Route } from '../../../../src/shared/space/route.ts'
import { seededRandom } from '../../../fixtures/seeded-random.ts'
import type { RawSocket } from '../raw-socket.ts'
import { headOf, openSocket, statusesIn } from '../raw-socket.ts'
import { signed } from '../route-requests.ts'
import type { ScratchServer } from '../scratch-server.ts'
import { openScratchServer, random } from '../scratch-server.ts'
import type { WholeMember } from '../whole-member.ts'
import { AbortedCalls, addMembers, CountedBlobs } from './aborted-calls.ts'
import { AbortingClient } from './aborting-client.ts'

/** `npm run campaign -- aborted-calls` has 100,000. */
const ABORTED = 1_000

let server: ScratchServer
/** Another process of it, in which all calls share two connections to the database. */
let small: RunningServer
let members: WholeMember[]
let blobs: CountedBlobs

beforeAll(async () => {
  server = await openScratchServer()
  members = await addMembers(server)
  blobs = new CountedBlobs(server.blobs)
  small = await server.another({ connections: 2, blobs: blobs.store })
})

afterAll(() => server.close())

/** What the server and the database notice by themselves they notice within a moment, also on a machine that is busy. */
const PATIENCE = 60_000
const soon = { timeout: PATIENCE }

test(`FI-07 of calls of which ${ABORTED} are aborted none is answered with another’s`, async () => {
  const calls = new AbortedCalls(seededRandom('aborted calls'))
  await calls.run(small.origin, members, ABORTED)
  console.log(calls.summary)
  const { own, wrong } = calls.outcomes
  expect(wrong).toEqual([])
  expect(own).toBeGreaterThan(ABORTED / 2)
  expect(blobs.opened).toBeGreaterThan(ABORTED / 20)
  await blobs.allClosed(PATIENCE)
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
  const before = blobs.opened
  await heldUp(readBlob(), leave)
  expect(blobs.opened).toBe(before + 1)
  await blobs.allClosed(PATIENCE)
})

test('FI-07 a blob whose reading cannot be noted is not served, and is closed', async () => {
  const before = blobs.opened
  const { received } = await heldUp(readBlob(), async (_socket, pid) => {
    await withClient(server.database.superuserUrl, (superuser) =>
      superuser.query('SELECT pg_terminate_backend($1)', [pid]),
    )
  })
  expect(statusesIn(received)).toEqual([503])
  expect(blobs.opened).toBe(before + 1)
  await blobs.allClosed(PATIENCE)
})

test('FI-07 a blob that ends before the range that is asked for is not opened', async () => {
  const before = blobs.opened
  const { route, path } = readBlob()
  const call = { method: 'GET', path, headers: { range: 'bytes=3000-' }, body: null }
  const { headers } = signed(route, small.origin, members[0]!.member.session, call)
  const socket = await openSocket(small.origin)
  socket.send(headOf('GET', path, headers))
  expect(statusesIn(await socket.until((text) => text.endsWith('}')))).toEqual([400])
  socket.destroy()
  expect(blobs.opened).toBe(before)
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
