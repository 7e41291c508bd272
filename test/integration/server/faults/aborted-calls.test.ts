import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from '../../../../src/server/database/roles.ts'
import { equal } from '../../../../src/shared/crypto/bytes.ts'
import { api } from '../../../../src/shared/space/api.ts'
import { Connection } from '../../../../src/shared/space/client/connection.ts'
import { logStart } from '../../../../src/shared/space/client/space-log.ts'
import { Refusal } from '../../../../src/shared/space/refusal.ts'
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
import type { SmallServer } from './few-connections.ts'
import { startWithFewConnections } from './few-connections.ts'

const CLIENTS = 64
const MEMBERS = 16
const CALLS = 5_000
/** Of 100 calls, how many the client does not wait for. */
const ABORTED = 30

let server: ScratchServer
let small: SmallServer
const members: WholeMember[] = []

beforeAll(async () => {
  server = await openScratchServer()
  for (let count = 0; count < MEMBERS; count++) members.push(await addWholeMember(server))
  small = await startWithFewConnections(server, 2)
})

afterAll(async () => {
  await small.close()
  await server.close()
})

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
}, 600_000)

/** Processes of the database that work for the server's role, and what each waits for. */
async function backends(): Promise<Map<number, string | null>> {
  return withClient(server.database.urls.owner, async (owner) => {
    const { rows } = await owner.query<{ pid: number; waits: string | null }>(
      "SELECT pid, wait_event_type AS waits FROM pg_stat_activity WHERE usename = 'image_space_app'",
    )
    return new Map(rows.map(({ pid, waits }) => [pid, waits]))
  })
}

/** Calls while the database holds it up, and lets it go on when the caller is done. @returns who worked for it */
async function heldUp(during: (socket: RawSocket) => Promise<void>): Promise<{ pid: number; received: string }> {
  const { session } = members[0]!.member
  const path = api.account.describe.path
  const call = signed(api.account.describe, small.origin, session, { method: 'GET', path, headers: {}, body: null })
  const socket = await openSocket(small.origin)
  let pid = 0
  await withClient(server.database.urls.owner, async (owner) => {
    await owner.query('BEGIN; LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE')
    socket.send(headOf('GET', path, call.headers))
    await expect
      .poll(async () => {
        const held = [...(await backends())].filter(([, waits]) => waits === 'Lock')
        pid = held[0]?.[0] ?? 0
        return held.length
      })
      .toBe(1)
    await during(socket)
    await owner.query('ROLLBACK')
  })
  const received = await socket.until((text) => text.endsWith('}')).catch(() => socket.received())
  socket.destroy()
  return { pid, received }
}

test('FI-07 the connection of a call that was waited for is used again', async () => {
  const { pid, received } = await heldUp(async () => undefined)
  expect(statusesIn(received)).toEqual([200])
  expect([...(await backends()).keys()]).toContain(pid)
})

test('FI-07 the connection of a call whose caller has gone is not', async () => {
  const { pid, received } = await heldUp(async (socket) => {
    socket.destroy()
    await expect.poll(() => small.connections()).toBe(0)
  })
  expect(received).toBe('')
  await expect.poll(async () => [...(await backends()).keys()].includes(pid)).toBe(false)
  const { session } = members[1]!.member
  const connection = new Connection(small.origin, new AbortingClient().send(() => null), random)
  const { account } = await connection.askAs(session, api.account.describe, {})
  expect(equal(account, session.account)).toBe(true)
})
