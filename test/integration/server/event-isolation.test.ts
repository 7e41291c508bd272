import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { api } from '../../../src/shared/space/api.ts'
import type { Member } from '../../../src/shared/space/client/member.ts'
import type { DevicePlace, OpenSpace } from '../../../src/shared/space/client/space-log.ts'
import { appendRecord, logStart, openSpace } from '../../../src/shared/space/client/space-log.ts'
import { recordTypes } from '../../../src/shared/crypto/sealed-record.ts'
import type { RawSocket } from './raw-socket.ts'
import { headOf, openSocket } from './raw-socket.ts'
import { signed } from './route-requests.ts'
import type { ScratchServer } from './scratch-server.ts'
import { openScratchServer, registerMember } from './scratch-server.ts'

const MEMBERS = 6
const ROUNDS = 5

interface Listener {
  member: Member
  space: OpenSpace
  before: DevicePlace
  events: RawSocket
}

let server: ScratchServer
const listeners: Listener[] = []

beforeAll(async () => {
  server = await openScratchServer()
  const other = await server.another()
  // The same id for all: only whose it is tells their spaces apart.
  const id = randomBytes(16)
  for (let count = 0; count < MEMBERS; count++) {
    const tools = server.tools()
    const { member } = await registerMember(tools)
    const { origin } = count % 2 ? other : server
    const events = await openSocket(origin)
    const asked = { method: 'GET', path: api.trust.events.path, headers: {}, body: null }
    events.send(headOf('GET', asked.path, signed(api.trust.events, origin, member.session, asked).headers))
    await events.until((text) => text.includes(': here'))
    const before = { sequence: 0, header: null }
    listeners.push({ member, space: await openSpace(tools, member, id), before, events })
  }
})

afterAll(async () => {
  for (const { events } of listeners) events.destroy()
  await server.close()
})

async function grow(listener: Listener): Promise<void> {
  const { member, space, before } = listener
  const bytes = randomBytes(9)
  const grown = await appendRecord(server.tools(), member, space, recordTypes.batch, bytes, logStart, before)
  listener.before = grown.device
}

const sequencesIn = ({ events }: Listener) =>
  [...events.received().matchAll(/event: (\w+)\ndata: (.*)\n/g)].map(([, event, data]) => ({
    event,
    ...(JSON.parse(data!) as { space: string; sequence: number }),
  }))

test('every member hears how their own space grows, and of nobody else’s', async () => {
  for (let round = 1; round <= ROUNDS; round++)
    for (const [at, listener] of listeners.entries()) {
      // Of every other round, some members hear nothing because nothing grew.
      if ((round + at) % 2) continue
      await grow(listener)
    }
  // What everybody hears of last came behind all that anybody could have heard by mistake.
  for (const listener of listeners) {
    await grow(listener)
    const last = `"sequence":${listener.before.sequence}}`
    await listener.events.until((text) => text.includes(last))
  }
  for (const listener of listeners) {
    const heard = sequencesIn(listener)
    const own = Buffer.from(listener.space.space).toString('base64url')
    expect(new Set(heard.map(({ event, space }) => `${event} ${space}`))).toEqual(new Set([`grew ${own}`]))
    const sequences = heard.map(({ sequence }) => sequence)
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b))
    expect(sequences.at(-1)).toBe(listener.before.sequence)
  }
})
