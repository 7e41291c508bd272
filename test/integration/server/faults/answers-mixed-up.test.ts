import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { equal } from '../../../../src/shared/crypto/bytes.ts'
import { api } from '../../../../src/shared/space/api.ts'
import type { Connection, Session } from '../../../../src/shared/space/client/connection.ts'
import { BrokenAnswer, ForeignAnswer } from '../../../../src/shared/space/client/connection.ts'
import { sendByFetch } from '../../../../src/shared/space/client/send-by-fetch.ts'
import { signIn } from '../../../../src/shared/space/client/sign-in.ts'
import type { ReceivedAnswer, Send, SentRequest } from '../../../../src/shared/space/client/transport.ts'
import { seededRandom } from '../../../fixtures/seeded-random.ts'
import type { ScratchServer } from '../scratch-server.ts'
import { openScratchServer } from '../scratch-server.ts'
import type { WholeMember } from '../whole-member.ts'
import { addWholeMember } from '../whole-member.ts'

const MEMBERS = 8
const SWAPS = 2_000

let server: ScratchServer
const members: WholeMember[] = []

beforeAll(async () => {
  server = await openScratchServer()
  for (let count = 0; count < MEMBERS; count++) members.push(await addWholeMember(server))
})

afterAll(() => server.close())

type Ask = (connection: Connection, of: WholeMember) => Promise<unknown>

/** Questions whose answers are different for every member. */
const asks: Record<string, Ask> = {
  keys: (connection, { member }) => connection.askAs(member.session, api.account.keys, {}),
  account: (connection, { member }) => connection.askAs(member.session, api.account.describe, {}),
  inventory: (connection, { member }) => connection.askAs(member.session, api.account.inventory, {}),
  sessions: (connection, { member }) => connection.askAs(member.session, api.sessions.list, {}),
  devices: (connection, { member }) => connection.askAs(member.session, api.sessions.listDevices, {}),
  spaces: (connection, { member }) => connection.askAs(member.session, api.spaces.list, {}),
  blobs: (connection, { member }) =>
    connection.askAs(member.session, api.blobs.list, { query: { limit: 10 } }),
  accesses: (connection, { member }) =>
    connection.askAs(member.session, api.trust.accesses, { query: { after: 0, limit: 10 } }),
  records: (connection, { member, ids }) =>
    connection.askAs(member.session, api.records.read, {
      params: { space: ids.space },
      query: { after: 0, hash: new Uint8Array(32), limit: 10 },
    }),
  blob: (connection, { member, ids }) => connection.fetchBlob(member.session, api.blobs.read, ids.blob),
  'part of a blob': (connection, { member, ids }) =>
    connection.fetchBlob(member.session, api.blobs.read, ids.blob, { first: 10, last: 99 }),
  'no such blob': (connection, { member }) =>
    connection.fetchBlob(member.session, api.blobs.read, new Uint8Array(32)),
  'no such space': (connection, { member }) =>
    connection.askAs(member.session, api.records.read, {
      params: { space: new Uint8Array(16) },
      query: { after: 0, hash: new Uint8Array(32), limit: 10 },
    }),
}

/** What comes of asking: an answer, a refusal of the server's, or that the client believes nothing of it. */
async function outcome(asked: Promise<unknown>): Promise<'answered' | 'foreign' | string> {
  return asked.then(
    () => 'answered',
    (error: unknown) => (error instanceof ForeignAnswer ? 'foreign' : (error as Error).message),
  )
}

/** Keeps every answer under its address, and gives it to whoever asks next: as a proxy that looks at nothing else. */
function cachingProxy(keyOf: (request: SentRequest) => string): Send {
  const kept = new Map<string, ReceivedAnswer>()
  return async (request) => {
    const key = keyOf(request)
    const found = kept.get(key)
    if (found) return found
    const answer = await sendByFetch(request)
    kept.set(key, answer)
    return answer
  }
}

const byAddress = ({ method, url }: SentRequest) => `${method} ${url}`
const byPlace = ({ method, url }: SentRequest) => `${method} ${new URL(url).pathname}`
const byRoute = ({ url }: SentRequest) => new URL(url).pathname.split('/')[2]!

test.each([
  ['address', byAddress],
  ['path', byPlace],
  ['first part of the path', byRoute],
])('FI-05 of a proxy that keeps answers by their %s, none is believed twice', async (_what, keyOf) => {
  for (const [name, ask] of Object.entries(asks)) {
    const { connection } = server.tools(cachingProxy(keyOf))
    const [one, ...others] = members
    expect([name, await outcome(ask(connection, one!))]).not.toEqual([name, 'foreign'])
    // What is theirs comes back to them stale, and to everybody else as somebody else's.
    expect([name, await outcome(ask(connection, one!))]).toEqual([name, 'foreign'])
    for (const other of others) {
      const theirs = { ...other, ids: one!.ids }
      expect([name, await outcome(ask(connection, theirs))]).toEqual([name, 'foreign'])
    }
  }
})

test('FI-05 a proxy that gives one member the session of another opens neither', async () => {
  const [one, other] = members
  const { connection, ...tools } = server.tools(cachingProxy(byPlace))
  const by = { password: 'correct horse battery' }
  const askCode = () => Promise.reject(new Error('no code was to be asked for'))
  const of = { by, language: 'en', askCode, deviceName: 'x' } as const
  const opened = await signIn({ ...tools, connection }, { ...of, email: one!.email })
  expect(equal(opened.session.account, one!.member.session.account)).toBe(true)
  await expect(signIn({ ...tools, connection }, { ...of, email: other!.email })).rejects.toThrow(
    ForeignAnswer,
  )
})

test('FI-05 a part of a blob that was not asked for is not taken for the one that was', async () => {
  const [one] = members
  const given = (range: string | null): Send => {
    return (request) => {
      const { range: _asked, ...headers } = request.headers
      return sendByFetch({ ...request, headers: range ? { ...headers, range } : headers })
    }
  }
  const asked = { first: 1000, last: 1999 }
  for (const range of [null, 'bytes=0-999', 'bytes=1000-2000', 'bytes=1001-1999', 'bytes=1000-1500'])
    await expect(
      server
        .tools(given(range))
        .connection.fetchBlob(one!.member.session, api.blobs.read, one!.ids.blob, asked),
    ).rejects.toThrow(BrokenAnswer)
  const { connection } = server.tools(given('bytes=1000-1999'))
  expect(await connection.fetchBlob(one!.member.session, api.blobs.read, one!.ids.blob, asked)).toHaveLength(
    1000,
  )
})

/** Gives two calls that are under way at once each a part of the other's answer. */
function swappingPair(swap: (a: ReceivedAnswer, b: ReceivedAnswer) => [ReceivedAnswer, ReceivedAnswer]) {
  const both = [Promise.withResolvers<ReceivedAnswer>(), Promise.withResolvers<ReceivedAnswer>()] as const
  const swapped = Promise.all(both.map(({ promise }) => promise)).then(([a, b]) => swap(a!, b!))
  return both.map(({ resolve, reject }, at): Send => async (request) => {
    sendByFetch(request).then(resolve, reject)
    return (await swapped)[at]!
  })
}

const withParts = (of: ReceivedAnswer, over: Partial<ReceivedAnswer>): ReceivedAnswer => ({
  status: of.status,
  header: (name) => of.header(name),
  body: of.body,
  ...over,
})
const binding = (of: ReceivedAnswer, from: ReceivedAnswer) => ({
  header: (name: string) => (name === 'is-bind' ? from : of).header(name),
})
const swaps: Record<string, (a: ReceivedAnswer, b: ReceivedAnswer) => [ReceivedAnswer, ReceivedAnswer]> = {
  'whole answers': (a, b) => [b, a],
  bodies: (a, b) => [withParts(a, { body: b.body }), withParts(b, { body: a.body })],
  bindings: (a, b) => [withParts(a, binding(a, b)), withParts(b, binding(b, a))],
}
// Refusals have equal bodies, and of a part of a blob only the head is bound: its seal says that its bytes are another's.
const alike = ['no such blob', 'no such space', 'part of a blob']
const kinds = Object.keys(swaps).flatMap((how) =>
  Object.keys(asks)
    .filter((name) => how !== 'bodies' || !alike.includes(name))
    .map((name) => ({ how, name })),
)

test(`FI-06 of ${SWAPS} answers that were swapped on their way, none is believed`, async () => {
  const draws = seededRandom('swapped answers')
  const below = (count: number) => Buffer.from(draws.bytes(4)).readUInt32BE() % count
  const believed: string[] = []
  const pair = async () => {
    const { how, name } = kinds[below(kinds.length)]!
    const one = below(MEMBERS)
    const other = (one + 1 + below(MEMBERS - 1)) % MEMBERS
    const sends = swappingPair(swaps[how]!)
    const outcomes = await Promise.all(
      [one, other].map((member, at) =>
        outcome(asks[name]!(server.tools(sends[at]).connection, members[member]!)),
      ),
    )
    for (const came of outcomes) if (came !== 'foreign') believed.push(`${how} of ${name}: ${came}`)
  }
  for (let done = 0; done < SWAPS / 2; done += 20) await Promise.all(Array.from({ length: 20 }, pair))
  expect(believed).toEqual([])
})

test('FI-06 answers of one member that were swapped are not believed either', async () => {
  const [one] = members
  const named = Object.entries(asks)
  for (const [at, [name, ask]] of named.entries()) {
    const [otherName, other] = named[(at + 1) % named.length]!
    const sends = swappingPair(swaps['whole answers']!)
    const outcomes = await Promise.all([
      outcome(ask(server.tools(sends[0]).connection, one!)),
      outcome(other(server.tools(sends[1]).connection, one!)),
    ])
    expect([name, otherName, ...outcomes]).toEqual([name, otherName, 'foreign', 'foreign'])
  }
})

test('FI-06 an answer with another status is not believed', async () => {
  const [one] = members
  for (const [name, ask] of Object.entries(asks)) {
    const other: Send = async (request) => {
      const answer = await sendByFetch(request)
      return withParts(answer, { status: answer.status === 200 ? 203 : 200 })
    }
    expect([name, await outcome(ask(server.tools(other).connection, one!))]).toEqual([name, 'foreign'])
  }
})

test('FI-06 a binding of the right form that is not this answer’s is not believed', async () => {
  const [one] = members
  const { session }: { session: Session } = one!.member
  for (const bind of [randomBytes(32).toString('base64url'), '', null]) {
    const forged: Send = async (request) => {
      const answer = await sendByFetch(request)
      return withParts(answer, { header: (name) => (name === 'is-bind' ? bind : answer.header(name)) })
    }
    const asked = server.tools(forged).connection.askAs(session, api.account.describe, {})
    await expect(asked).rejects.toThrow(ForeignAnswer)
  }
})
