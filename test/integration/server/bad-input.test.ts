import fc from 'fast-check'
import { randomBytes, randomInt } from 'node:crypto'
import type { Agent } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { withClient } from '../../../src/server/database/roles.ts'
import { decodeCbor, encodeCbor } from '../../../src/shared/crypto/cbor.ts'
import type { Cbor } from '../../../src/shared/crypto/cbor.ts'
import { signCredentials } from '../../../src/shared/crypto/credentials.ts'
import { keysOfPassword, passwordBytes } from '../../../src/shared/crypto/password.ts'
import { allRoutes, api } from '../../../src/shared/space/api.ts'
import { decodeEntry } from '../../../src/shared/space/access-entry.ts'
import { refusalSchema } from '../../../src/shared/space/refusal.ts'
import type { Route } from '../../../src/shared/space/route.ts'
import type { Answered, Call } from './http-call.ts'
import { call, keptConnections } from './http-call.ts'
import { headOf, openSocket, statusesIn } from './raw-socket.ts'
import type { Named } from './route-requests.ts'
import { callOf, nameOf, privateRoutes, signed } from './route-requests.ts'
import type { ScratchServer } from './scratch-server.ts'
import { openScratchServer, quickStretch } from './scratch-server.ts'
import type { WholeMember } from './whole-member.ts'
import { accountTables, addWholeMember } from './whole-member.ts'

let server: ScratchServer
let agent: Agent
let one: WholeMember
let named: Named

beforeAll(async () => {
  server = await openScratchServer()
  agent = keptConnections(8)
  one = await addWholeMember(server)
  const { connection } = server.tools()
  const { credentials } = await connection.askAs(one.member.session, api.account.keys, {})
  const { devices } = await connection.askAs(one.member.session, api.sessions.listDevices, {})
  const { spaces } = await connection.askAs(one.member.session, api.spaces.list, {})
  const [certificate, sealedKey] = [devices[0]!.certificate!, spaces[0]!.keys[0]!.sealedKey]
  named = { ...one.ids, credentials, certificate, sealedKey }
})

afterAll(async () => {
  agent.destroy()
  await server.close()
})

/** How many rows there are of everything, and what was done that is not reading. */
async function written(): Promise<Record<string, number>> {
  const tables = [...(await accountTables(server)), 'challenges', 'incidents']
  return withClient(server.database.urls.owner, async (owner) => {
    const counts: Record<string, number> = {}
    for (const table of tables.filter((name) => !name.startsWith('access'))) {
      const { rows } = await owner.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`)
      counts[table] = Number(rows[0]!.n)
    }
    const { rows } = await owner.query<{ entry: Buffer }>('SELECT entry FROM accesses')
    const done = rows.map(({ entry }) => decodeEntry(entry)).filter(({ result }) => result === 'done')
    counts['done'] = done.filter(({ verb }) => verb !== 'read' && verb !== 'list').length
    return counts
  })
}

let before: Record<string, number>
beforeEach(async () => {
  before = await written()
})

afterEach(async () => {
  expect(await written()).toEqual(before)
  expect(server.logged.splice(0).filter((line) => line.includes('"failed"'))).toEqual([])
  const { status } = await send(await callOf(api.account.describe, server.origin, one.member.session, named))
  expect(status).toBe(200)
})

const send = (asked: Call) => call(agent, server.origin, asked)

/** Signs a call anew, after its body or path was changed. */
const credentialsFor = (route: Route, asked: Call) =>
  route.rule === 'open' ? asked : signed(route, server.origin, one.member.session, asked)

/** A call of any route as it should be; what is open is asked with a body of its own. */
async function good(route: Route): Promise<Call> {
  if (route.rule !== 'open') return callOf(route, server.origin, one.member.session, named)
  return { method: route.method, path: route.path, headers: {}, body: null }
}

/** What is not understood is refused, in words of ours. */
function expectRefused(what: unknown, { status, body }: Answered, ...statuses: number[]): void {
  expect([what, status, statuses]).toEqual([what, expect.toBeOneOf(statuses), statuses])
  expect([what, refusalSchema.safeParse(JSON.parse(body.toString())).success]).toEqual([what, true])
}

const bytes = (text: string) => Buffer.from(text)
const withBody = allRoutes.filter(({ encoding, method }) => encoding === 'json' && method !== 'GET')
const withIds = privateRoutes.filter(({ path }) => path.includes(':'))

test.each([
  ['nothing', bytes('')],
  ['half an object', bytes('{"kind":')],
  ['two objects', bytes('{}{}')],
  ['null', bytes('null')],
  ['a list', bytes('[]')],
  ['text', bytes('"{}"')],
  ['a number that is none', bytes('NaN')],
  ['comments', bytes('{} // so')],
  ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ['NUL', Buffer.from([0])],
  ['a list in a list, 30,000 times', bytes('['.repeat(30_000) + ']'.repeat(30_000))],
  ['a prototype', bytes('{"__proto__":{"kind":"foreign-answer"},"constructor":1}')],
])('a JSON body of %s is refused by every route', async (what, body) => {
  for (const route of withBody) {
    const asked = await good(route)
    // These have no body and need none; an empty object is all that the other takes.
    if (body.length === 0 && route.method === 'DELETE') continue
    if (what === 'a prototype' && route === api.account.askDeletion) continue
    const answer = await send(credentialsFor(route, { ...asked, body }))
    expectRefused([nameOf(route), what], answer, 400)
  }
})

const mapOf = (pairs: number[][]) => Buffer.from([0xa0 + pairs.length, ...pairs.flat()])
const key = (text: string) => [0x60 + text.length, ...bytes(text)]
test.each([
  ['nothing', Buffer.alloc(0)],
  ['a map of unknown length', Buffer.from([0xbf, ...key('after'), 0xf6, ...key('records'), 0x80, 0xff])],
  [
    'keys in another order',
    mapOf([
      [...key('records'), 0x80],
      [...key('after'), 0xf6],
    ]),
  ],
  [
    'a key twice',
    mapOf([
      [...key('after'), 0xf6],
      [...key('after'), 0xf6],
    ]),
  ],
  [
    'a number longer than needed',
    mapOf([
      [...key('after'), 0x18, 0x01],
      [...key('records'), 0x80],
    ]),
  ],
  [
    'a length longer than needed',
    mapOf([
      [0x78, 5, ...bytes('after'), 0xf6],
      [...key('records'), 0x80],
    ]),
  ],
  [
    'a float',
    mapOf([
      [...key('after'), 0xf9, 0x3c, 0x00],
      [...key('records'), 0x80],
    ]),
  ],
  [
    'not a number',
    mapOf([
      [...key('after'), 0xf9, 0x7e, 0x00],
      [...key('records'), 0x80],
    ]),
  ],
  [
    'undefined',
    mapOf([
      [...key('after'), 0xf7],
      [...key('records'), 0x80],
    ]),
  ],
  [
    'a tag',
    mapOf([
      [...key('after'), 0xc1, 0x01],
      [...key('records'), 0x80],
    ]),
  ],
  [
    '2^63',
    mapOf([
      [...key('after'), 0x1b, 0x80, 0, 0, 0, 0, 0, 0, 0],
      [...key('records'), 0x80],
    ]),
  ],
  ['a string longer than there are bytes', Buffer.from([0x5b, 0x7f, 255, 255, 255, 255, 255, 255, 255])],
  ['a list longer than there are bytes', Buffer.from([0x9b, 0x7f, 255, 255, 255, 255, 255, 255, 255])],
  ['a list in a list, a million times', Buffer.concat([Buffer.alloc(1e6, 0x81), Buffer.from([0x80])])],
  [
    'text that is none',
    mapOf([
      [0x65, 0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0xf6],
      [...key('records'), 0x80],
    ]),
  ],
  ['bytes behind the end', Buffer.concat([encodeCbor({ after: null, records: [] }), Buffer.from([0])])],
  ['no record', encodeCbor({ after: null, records: [] })],
  ['a record without a body', encodeCbor({ after: null, records: [[randomBytes(9)]] })],
  [
    '257 records',
    encodeCbor({ after: null, records: Array.from({ length: 257 }, () => [bytes('h'), bytes('b')]) }),
  ],
  [
    'a head at -1',
    encodeCbor({ after: { sequence: -1, hash: randomBytes(32) }, records: [[bytes('h'), bytes('b')]] }),
  ],
  ['a head without a hash', encodeCbor({ after: { sequence: 1 }, records: [[bytes('h'), bytes('b')]] })],
  [
    'a hash that is too short',
    encodeCbor({ after: { sequence: 1, hash: randomBytes(31) }, records: [[bytes('h'), bytes('b')]] }),
  ],
  ['a header that is none', encodeCbor({ after: null, records: [[bytes('header'), bytes('body')]] })],
  ['JSON', bytes('{"after":null,"records":[]}')],
])('a CBOR body with %s is refused', async (what, body) => {
  const asked = await good(api.records.append)
  const answer = await send(credentialsFor(api.records.append, { ...asked, body }))
  expectRefused(what, answer, 400)
})

test.each([
  ['JSON', api.trust.report, 64 * 1024],
  ['CBOR', api.records.append, 8 * 1024 * 1024],
] as const)(
  'a body of %s is refused when it is one byte too long, and not before',
  async (_kind, route, limit) => {
    const asked = await good(route)
    const ask = (length: number) =>
      send(credentialsFor(route, { ...asked, body: Buffer.alloc(length, 0x20) }))
    expectRefused('as long as may be', await ask(limit), 400)
    expectRefused('a byte too long', await ask(limit + 1), 413)
  },
)

test('a body without a length is refused when it gets too long', async () => {
  const asked = await good(api.trust.report)
  const socket = await openSocket(server.origin)
  socket.send(headOf('POST', asked.path, { ...asked.headers, 'transfer-encoding': 'chunked' }))
  const chunk = `4000\r\n${' '.repeat(0x4000)}\r\n`
  for (let count = 0; count < 5; count++) socket.send(chunk)
  expect(statusesIn(await socket.closed())).toEqual([413])
})

test.each([
  ['too short', (id: Buffer) => id.subarray(1).toString('base64url')],
  ['too long', (id: Buffer) => Buffer.concat([id, id.subarray(0, 1)]).toString('base64url')],
  ['much too long', () => 'A'.repeat(5_000)],
  ['hex', (id: Buffer) => id.toString('hex')],
  ['padded', (id: Buffer) => `${id.toString('base64url')}=`],
  ['in other letters', (id: Buffer) => `${'%2B'.repeat(21)}${id.length}`],
  ['empty', () => ''],
  ['a dot', () => '.'],
  ['two dots', () => '..'],
  ['NUL', () => '%00'],
  ['a path', () => '..%2f..%2faccount'],
  ['a path on Windows', () => '..%5c..%5caccount'],
  ['half a letter', () => '%'],
  ['bytes that are no text', () => '%ff%fe'],
  ['a letter of two bytes', () => '%C3%A9'],
  ['a quotation mark', () => "'%20OR%201=1--"],
])('an id that is %s is refused by every route', async (what, spell) => {
  for (const route of withIds) {
    const path = route.path.replaceAll(/:(\w+)/g, (_all, kind: string) =>
      spell(Buffer.from(named[kind as keyof typeof one.ids])),
    )
    const asked = await good(route)
    const { search } = new URL(asked.path, server.origin)
    const answer = await send(credentialsFor(route, { ...asked, path: `${path}${search}` }))
    if (route.method === 'HEAD') expect([400, 404, 414]).toContain(answer.status)
    else expectRefused([nameOf(route), what], answer, 400, 404, 414)
  }
})

const absurd = [
  '',
  'NaN',
  '-1',
  '1.5',
  '1e3',
  '0x10',
  ' 1',
  '1 ',
  '+1',
  '9007199254740993',
  '9223372036854775808',
  'Infinity',
  '%00',
  '1;DROP TABLE records',
]
test('numbers in an address are whole and have at most 15 digits', async () => {
  const hash = Buffer.alloc(32).toString('base64url')
  const space = Buffer.from(named.space).toString('base64url')
  const asks: [Route, (value: string) => string][] = [
    [api.records.read, (value) => `/v1/spaces/${space}/records?after=${value}&hash=${hash}&limit=1`],
    [api.records.read, (value) => `/v1/spaces/${space}/records?after=0&hash=${hash}&limit=${value}`],
    [api.blobs.list, (value) => `/v1/blobs?limit=${value}`],
    [api.trust.accesses, (value) => `/v1/accesses?after=${value}&limit=1`],
    [api.trust.accesses, (value) => `/v1/accesses?after=0&limit=${value}`],
  ]
  for (const [route, spell] of asks) {
    for (const value of absurd) {
      const path = spell(value.replaceAll(' ', '%20').replaceAll('+', '%2B'))
      const answer = await send(credentialsFor(route, { ...(await good(route)), path }))
      expectRefused(path, answer, 400)
    }
    const twice = credentialsFor(route, { ...(await good(route)), path: `${spell('1')}&limit=1&after=1` })
    expectRefused('a number twice', await send(twice), 400)
    const most = credentialsFor(route, { ...(await good(route)), path: spell('9'.repeat(15)) })
    expect((await send(most)).status).toBeOneOf([200, 409])
  }
  const far = await send(
    credentialsFor(api.records.read, {
      ...(await good(api.records.read)),
      path: `/v1/spaces/${space}/records?after=999999999999999&hash=${hash}&limit=1`,
    }),
  )
  expectRefused('a place far behind the end', far, 409)
})

test.each([2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53 - 1, -1, 0.5])(
  'credentials of version %s are refused, however well they are signed',
  async (version) => {
    const { session } = one.member
    const stretched = await quickStretch(passwordBytes('correct horse battery'), named.credentials.salt)
    const { signIn } = await keysOfPassword(stretched)
    const credentials = { ...named.credentials, version }
    const signature = Number.isInteger(version)
      ? await signCredentials(signIn, server.origin, session.account, credentials)
      : randomBytes(64)
    const texts = Object.entries(credentials).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : value,
    ])
    const body = bytes(
      JSON.stringify({
        credentials: Object.fromEntries(texts) as object,
        signature: Buffer.from(signature).toString('base64url'),
      }),
    )
    const route = api.account.changeCredentials
    const answer = await send(credentialsFor(route, { ...(await good(route)), body }))
    expectRefused(version, answer, 400, 409)
  },
)

test.each([
  ['no length', { 'upload-length': null }],
  ['no bytes', { 'upload-length': '0' }],
  ['fewer than no bytes', { 'upload-length': '-1' }],
  ['half a byte', { 'upload-length': '0.5' }],
  ['a length that is no number', { 'upload-length': 'NaN' }],
  ['2^53 bytes', { 'upload-length': '9007199254740992' }],
  ['2^63 bytes', { 'upload-length': '9223372036854776000' }],
  ['10^21 bytes', { 'upload-length': '1e+21' }],
  ['10^308 bytes', { 'upload-length': '1e+308' }],
  ['a length that comes later', { 'upload-length': null, 'upload-defer-length': '1' }],
  ['a part of another', { 'upload-concat': 'partial' }],
  ['parts of others', { 'upload-concat': 'final;/v1/uploads/a /v1/uploads/b' }],
  ['what is said of it being nonsense', { 'upload-metadata': 'name=é' }],
  ['another version of tus', { 'tus-resumable': '0.2.0' }],
  ['no version of tus', { 'tus-resumable': null }],
])('an upload of %s is not begun', async (what, over) => {
  const route = api.uploads.create
  const asked = await good(route)
  const headers = Object.entries({ ...asked.headers, ...over }).filter(([, value]) => value !== null)
  const answer = await send({ ...asked, headers: Object.fromEntries(headers) as Record<string, string> })
  expect([what, answer.status]).toEqual([what, expect.toBeOneOf([400, 412, 413, 501])])
})

test.each([
  ['no offset', { 'upload-offset': null }],
  ['an offset before', { 'upload-offset': '0' }],
  ['an offset behind', { 'upload-offset': '201' }],
  ['an offset of -1', { 'upload-offset': '-1' }],
  ['an offset that is no number', { 'upload-offset': 'NaN' }],
  ['an offset of 2^63', { 'upload-offset': '9223372036854776000' }],
  ['another type', { 'content-type': 'application/json' }],
  ['another length', { 'upload-length': '10000' }],
])('bytes of an upload with %s are not taken', async (what, over) => {
  const route = api.uploads.send
  const asked = await good(route)
  const headers = Object.entries({ ...asked.headers, ...over }).filter(([, value]) => value !== null)
  const answer = await send({ ...asked, headers: Object.fromEntries(headers) as Record<string, string> })
  expect([what, answer.status]).toEqual([what, expect.toBeOneOf([400, 403, 409, 412, 415, 501])])
  const { header } = await send(await good(api.uploads.offset))
  expect(header('upload-offset')).toBe('200')
})

test.each([
  ['bytes=9-1', 200],
  ['bytes=-0', 400],
  ['bytes=3000-', 400],
  ['bytes=999999999999999-', 400],
  ['bytes=0-999999999999999', 206],
  ['bytes=-999999999999999', 206],
  ['bytes=0-0,5-9', 200],
  ['bytes=9999999999999999999-', 200],
  ['bytes=NaN-', 200],
  ['lines=1-2', 200],
  ['bytes=', 200],
  ['bytes=--1', 200],
])('a blob that is asked for with the range %s is answered with %i', async (range, expected) => {
  const asked = await good(api.blobs.read)
  const { status, body } = await send({ ...asked, headers: { ...asked.headers, range } })
  expect(status).toBe(expected)
  if (expected < 300) expect(body).toEqual([...one.blobs].sort()[0]![1])
})

test.each(['BREW', 'PROPFIND', 'TRACE', 'get', 'GET\0', ''])(
  'the method %j is answered with a refusal, or not at all',
  async (method) => {
    for (const path of ['/v1/account', '/v1/uploads']) {
      const socket = await openSocket(server.origin)
      const { headers } = await good(api.account.describe)
      socket.send(headOf(method, path, { ...headers, connection: 'close' }))
      for (const status of statusesIn(await socket.closed())) expect(status).toBeOneOf([400, 404, 405])
    }
  },
)

test.each([
  '/',
  '/v1',
  '/v1/',
  '/V1/account',
  '/v1/Account',
  '/v1/account/',
  '//v1/account',
  '/v1//account',
  '/v1/./account',
  '/v1/blobs/../account',
  '/v1/account;x=1',
  '/v1/account%2f',
  '/v1%2faccount',
  '/v1/accoun%74%00',
  '/v1/account\\',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/..%2f..%2f..%2fetc%2fpasswd',
  '/v1/uploads/..%2f..%2fpasswords.json',
  '/v1/%',
  '/v1/%ff',
  `/v1/${'a/'.repeat(3_000)}`,
  'v1/account',
  '*',
])('at the path %.40s there is nothing', async (path) => {
  for (const method of ['GET', 'POST', 'DELETE']) {
    const socket = await openSocket(server.origin)
    const { headers } = await good(api.account.describe)
    socket.send(headOf(method, path, { ...headers, 'content-length': 0, connection: 'close' }))
    const received = await socket.closed()
    expect([method, ...statusesIn(received)]).toEqual([method, expect.toBeOneOf([400, 404])])
    expect(received).not.toContain(one.email)
  }
})

test('headers that are huge, many or malformed are refused, and the next call is answered', async () => {
  const { headers } = await good(api.account.describe)
  const strange = [
    headOf('GET', '/v1/account', { ...headers, 'x-long': 'a'.repeat(100_000) }),
    headOf('GET', '/v1/account', { ...headers, authorization: `Bearer ${'a'.repeat(60_000)}` }),
    headOf('GET', `/v1/account?${'a'.repeat(100_000)}`, headers),
    headOf('GET', '/v1/account', {
      ...headers,
      ...Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`x-${n}`, 'a'])),
    }),
    headOf('GET', '/v1/account', { ...headers, 'x-nul': 'a\0b' }),
    headOf('POST', '/v1/incidents', { ...headers, 'content-length': -1 }),
    headOf('POST', '/v1/incidents', { ...headers, 'content-length': 'NaN' }),
    headOf('POST', '/v1/incidents', { ...headers, 'content-length': '99999999999999999999' }),
    headOf('POST', '/v1/incidents', { ...headers, 'content-length': 5, 'transfer-encoding': 'chunked' }),
    headOf('POST', '/v1/incidents', { ...headers, 'transfer-encoding': 'gzip, chunked' }),
    'GET /v1/account HTTP/3.7\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    '\r\n\r\n\r\n\0\0\0\0',
  ]
  for (const [at, bytesSent] of strange.entries()) {
    const socket = await openSocket(server.origin)
    socket.send(bytesSent)
    socket.socket.end()
    for (const status of statusesIn(await socket.closed()))
      expect([at, status]).toEqual([at, expect.toBeOneOf([400, 401, 404, 413, 414, 431, 505])])
  }
})

test('a body where none belongs is not taken for the next call', async () => {
  const { headers } = await good(api.account.describe)
  const hidden = headOf('DELETE', '/v1/session', headers)
  const socket = await openSocket(server.origin)
  socket.send(headOf('GET', '/v1/account', { ...headers, 'content-length': hidden.length }) + hidden)
  socket.send(headOf('GET', '/v1/server', { connection: 'close' }))
  expect(statusesIn(await socket.closed())).toEqual([200, 200])
})

test('a call whose body is cut changes nothing', async () => {
  for (const route of [...withBody, api.records.append]) {
    const asked = await good(route)
    const socket = await openSocket(server.origin)
    const whole = asked.body ?? bytes('{"email":"cut@example.org","language":"en"}')
    socket.send(headOf(asked.method, asked.path, { ...asked.headers, 'content-length': whole.length }))
    socket.send(whole.subarray(0, -1))
    socket.socket.end()
    for (const status of statusesIn(await socket.closed()))
      expect([nameOf(route), status]).toEqual([nameOf(route), 400])
  }
})

test('a body that stalls is given up after half a minute', async () => {
  const asked = await good(api.trust.report)
  const socket = await openSocket(server.origin)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    socket.send(headOf('POST', asked.path, { ...asked.headers, 'content-length': asked.body!.length }))
    socket.send(asked.body!.subarray(0, 5))
    while (vi.getTimerCount() === 0) await new Promise((done) => setImmediate(done))
    vi.advanceTimersByTime(29_999)
    expect(vi.getTimerCount()).toBe(1)
    vi.advanceTimersByTime(1)
  } finally {
    vi.useRealTimers()
  }
  const received = await socket.closed()
  expect(statusesIn(received)).toEqual([400])
  expect(received).toContain('The body took too long.')
})

const anyCbor: fc.Arbitrary<Cbor> = fc.letrec<{ value: Cbor }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Cbor>(null, true, false),
    fc.maxSafeInteger(),
    fc.string(),
    fc.uint8Array(),
    fc.array(tie('value')),
    fc.dictionary(fc.string(), tie('value')),
  ),
})).value

/** Something else in one place of a body. */
function spoilt(body: unknown): fc.Arbitrary<unknown> {
  const entries = typeof body === 'object' && body !== null ? Object.entries(body) : []
  if (entries.length === 0) return fc.jsonValue().filter((value) => typeof value !== 'object')
  return fc
    .constantFrom(...entries)
    .chain(([name, value]) =>
      fc
        .oneof(fc.jsonValue(), fc.constant(undefined), fc.string(), fc.integer(), spoilt(value))
        .map((other) => Object.fromEntries([...entries, [name, other]]) as unknown),
    )
}

/** Whether it happens to be a body that the route is to take. */
function isTaken(route: Route, sent: Uint8Array): boolean {
  try {
    const value =
      route.encoding === 'cbor' ? decodeCbor(sent) : (JSON.parse(Buffer.from(sent).toString()) as unknown)
    return route.body.safeDecode(value).success
  } catch {
    return false
  }
}

test('whatever is sent to whichever route is refused, and nothing of it is kept', async () => {
  const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31))
  console.log(`random bodies: SEED=${seed}`)
  const routes = allRoutes.filter(({ method, encoding }) => method !== 'GET' && encoding !== 'tus')
  for (const route of routes) {
    const asked = await good(route)
    const known =
      asked.body && route.encoding === 'json'
        ? (JSON.parse(Buffer.from(asked.body).toString()) as unknown)
        : {}
    const body = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 500 }),
      fc.json().map(bytes),
      spoilt(known).map((value) => bytes(JSON.stringify(value) ?? 'x')),
      anyCbor.map((value) => encodeCbor(value)),
    )
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        fc.pre(!isTaken(route, sent))
        const answer = await send(credentialsFor(route, { ...asked, body: sent }))
        expectRefused(nameOf(route), answer, 400, 401, 403, 404, 413)
      }),
      { seed, numRuns: 25, endOnFailure: true },
    )
  }
})
