import { createHash, randomBytes } from 'node:crypto'
import type { Agent } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from '../../../src/server/database/roles.ts'
import { signCall } from '../../../src/shared/crypto/call-signature.ts'
import { publicKeyOf } from '../../../src/shared/crypto/signature.ts'
import { allRoutes, api } from '../../../src/shared/space/api.ts'
import type { Session } from '../../../src/shared/space/client/connection.ts'
import { sendByFetch } from '../../../src/shared/space/client/send-by-fetch.ts'
import { signIn } from '../../../src/shared/space/client/sign-in.ts'
import type { Send } from '../../../src/shared/space/client/transport.ts'
import type { Route } from '../../../src/shared/space/route.ts'
import type { Answered, Call } from './http-call.ts'
import { call, keptConnections } from './http-call.ts'
import type { Named } from './route-requests.ts'
import { callOf, nameOf, privateRoutes } from './route-requests.ts'
import type { ScratchServer } from './scratch-server.ts'
import { openScratchServer, registerMember } from './scratch-server.ts'
import type { WholeMember } from './whole-member.ts'
import { addWholeMember } from './whole-member.ts'

let server: ScratchServer
let agent: Agent
let one: WholeMember
let named: Named
/** Of all tests. */
const answers: { name: string; status: number; whole: Buffer; cacheControl: string | null }[] = []
const emails: string[] = []

beforeAll(async () => {
  server = await openScratchServer()
  agent = keptConnections(8)
  one = await addMember()
  named = await namedBy(one)
})

afterAll(async () => {
  agent.destroy()
  await server.close()
})

async function addMember(): Promise<WholeMember> {
  const member = await addWholeMember(server)
  emails.push(member.email)
  return member
}

async function namedBy({ member, ids }: WholeMember): Promise<Named> {
  const { connection } = server.tools()
  const { credentials } = await connection.askAs(member.session, api.account.keys, {})
  const { devices } = await connection.askAs(member.session, api.sessions.listDevices, {})
  const { spaces } = await connection.askAs(member.session, api.spaces.list, {})
  const [certificate, sealedKey] = [devices[0]!.certificate!, spaces[0]!.keys[0]!.sealedKey]
  return { ...ids, credentials, certificate, sealedKey }
}

/** Another session of the member. @param deviceSeed of a computer that signed in before; else it is a new one */
async function another(
  { email }: Pick<WholeMember, 'email'>,
  by?: Send,
  deviceSeed: Uint8Array = randomBytes(32),
): Promise<Session> {
  const { session } = await signIn(server.tools(by), {
    ...{ email, by: { password: 'correct horse battery' }, language: 'en', deviceName: 'Tablet', deviceSeed },
    askCode: () => Promise.reject(new Error('no code was to be asked for')),
  })
  return session
}

function asOwner(query: string, values: unknown[]): Promise<unknown> {
  return withClient(server.database.urls.owner, (owner) => owner.query(query, values))
}

function asWatch(query: string, values: unknown[]): Promise<unknown> {
  return withClient(server.database.urls.watch, (watch) => watch.query(query, values))
}

async function send(route: Route, asked: Call): Promise<Answered> {
  const enough =
    route.encoding === 'events'
      ? ({ status, body }: Answered) => status === 200 && body.length > 0
      : undefined
  const answer = await call(agent, server.origin, asked, enough)
  const { status, whole } = answer
  answers.push({ name: nameOf(route), status, whole, cacheControl: answer.header('cache-control') })
  return answer
}

const inOrder = (route: Route, session: Session) => callOf(route, server.origin, session, named)

/** Changes the headers of a call; `null` takes one away. */
function withHeaders(of: Call, over: Record<string, string | null>): Call {
  const headers = Object.entries({ ...of.headers, ...over }).filter(([, value]) => value !== null)
  return { ...of, headers: Object.fromEntries(headers) as Record<string, string> }
}

/** Status and refusal; answers to HEAD have no body. */
function refusalIn({ status, body }: Answered): [number, string, string] {
  const { code = '', sentence = '' } = (body.length > 0 ? JSON.parse(body.toString()) : {}) as Record<
    string,
    string
  >
  return [status, code, sentence]
}

/** What each private route says to the same thing that is wrong. */
async function saidTo(ask: (route: Route) => Promise<Call>, routes: readonly Route[] = privateRoutes) {
  const said: [string, ...ReturnType<typeof refusalIn>][] = []
  for (const route of routes) said.push([nameOf(route), ...refusalIn(await send(route, await ask(route)))])
  return said
}

const all = (status: number, code: string, sentence: string, routes: readonly Route[] = privateRoutes) =>
  routes.map((route) => [nameOf(route), status, ...(route.method === 'HEAD' ? ['', ''] : [code, sentence])])

const notAccepted = () => all(401, 'not-accepted', 'The credentials are not accepted. Sign in again.')

test('every private route refuses a call without credentials', async () => {
  const said = await saidTo(async (route) =>
    withHeaders(await inOrder(route, one.member.session), { authorization: null }),
  )
  expect(said).toEqual(notAccepted())
})

const token = randomBytes(32).toString('base64url')
test.each([
  ['another scheme', `Basic ${token}`],
  ['no scheme', token],
  ['no token', 'Bearer '],
  ['a token that is too short', `Bearer ${token.slice(1)}`],
  ['a token that is too long', `Bearer ${token}A`],
  ['a padded token', `Bearer ${token}=`],
  ['a token in other letters', `Bearer ${'+'.repeat(43)}`],
  ['two tokens', `Bearer ${token}, Bearer ${token}`],
  ['a token that nobody has', `Bearer ${token}`],
])('every private route refuses %s', async (_what, authorization) => {
  const said = await saidTo(async (route) =>
    withHeaders(await inOrder(route, one.member.session), { authorization }),
  )
  expect(said).toEqual(notAccepted())
})

test.each([
  ['has expired', 'UPDATE sessions SET expires_at = now() WHERE token_hash = sha256($1)'],
  ['was ended', 'UPDATE sessions SET revoked_at = now() WHERE token_hash = sha256($1)'],
  [
    'was not used for 31 days',
    "UPDATE sessions SET last_used_at = now() - interval '31 days' WHERE token_hash = sha256($1)",
  ],
  [
    'is of a computer that was shut out',
    `UPDATE devices SET revoked_at = now() FROM sessions
     WHERE token_hash = sha256($1) AND devices.device_key = sessions.device_key`,
  ],
  ['is known to the directory only', 'DELETE FROM sessions WHERE token_hash = sha256($1)'],
  [
    'the directory says another account of',
    `UPDATE session_directory SET account_id = (SELECT account_id FROM accounts WHERE account_id <>
       session_directory.account_id LIMIT 1) WHERE token_hash = sha256($1)`,
  ],
])('every private route refuses a session that %s', async (what, done) => {
  if (what.includes('another account')) await addMember()
  const session = await another(one)
  const before = await send(api.account.describe, await inOrder(api.account.describe, session))
  expect(before.status).toBe(200)
  await asOwner(done, [session.token])
  expect(await saidTo((route) => inOrder(route, session))).toEqual(notAccepted())
})

test('a session that was used 29 days ago is good, and is noted as used', async () => {
  const session = await another(one)
  await asOwner(
    "UPDATE sessions SET last_used_at = now() - interval '29 days' WHERE token_hash = sha256($1)",
    [session.token],
  )
  const { status } = await send(api.account.describe, await inOrder(api.account.describe, session))
  expect(status).toBe(200)
  const { rowCount } = await withClient(server.database.urls.owner, (owner) =>
    owner.query(
      "SELECT 1 FROM sessions WHERE token_hash = sha256($1) AND last_used_at > now() - interval '1 minute'",
      [session.token],
    ),
  )
  expect(rowCount).toBe(1)
})

test('a computer that is not certified gets what unlocks the root key and nothing else', async () => {
  // Signing in ends before the computer is certified, as where the connection breaks.
  let opened: { token: string } | null = null
  const broken: Send = async (request) => {
    if (request.url.endsWith(api.devices.certify.path)) throw new Error('the connection broke')
    const answer = await sendByFetch(request)
    if (request.url.endsWith(api.login.finish.path))
      opened = JSON.parse(Buffer.from(answer.body).toString()) as { token: string }
    return answer
  }
  await expect(another(one, broken)).rejects.toThrow('the connection broke')
  const session = { ...one.member.session, token: Buffer.from(opened!.token, 'base64url') }
  const sentence = 'This computer is not certified yet.'
  const closed = privateRoutes.filter(({ rule }) => rule !== 'unlock')
  expect(await saidTo((route) => inOrder(route, session), closed)).toEqual(
    all(403, 'not-allowed', sentence, closed),
  )
  const open = privateRoutes.filter(({ rule }) => rule === 'unlock')
  const said = await saidTo((route) => inOrder(route, session), open)
  for (const [name, status, , why] of said) {
    expect([name, why]).not.toEqual([name, sentence])
    if (name === nameOf(api.account.keys)) expect(status).toBe(200)
  }
})

test('a computer that was shut out, or that is another member’s, cannot sign in', async () => {
  const session = await another(one)
  await another(one, undefined, session.deviceSeed)
  await asOwner('UPDATE devices SET revoked_at = now() WHERE device_key = $1', [
    publicKeyOf(session.deviceSeed),
  ])
  const other = await addMember()
  for (const seed of [session.deviceSeed, other.member.session.deviceSeed])
    await expect(another(one, undefined, seed)).rejects.toMatchObject({ code: 'not-accepted' })
})

test('every private route says of which incident a frozen account is', async () => {
  const frozen = await addMember()
  const incident = randomBytes(8)
  await asWatch("SELECT freeze_accounts($1, 'drill', 'none', ARRAY[$2::bytea])", [
    incident,
    Buffer.from(frozen.member.session.account),
  ])
  for (const route of privateRoutes) {
    const answer = await send(route, await inOrder(route, frozen.member.session))
    expect([nameOf(route), answer.status]).toEqual([nameOf(route), 423])
    if (route.method === 'HEAD') continue
    expect(JSON.parse(answer.body.toString())).toMatchObject({
      code: 'frozen',
      incident: incident.toString('hex'),
    })
  }
  await expect(another(frozen)).rejects.toMatchObject({
    code: 'frozen',
    detail: { incident: incident.toString('hex') },
  })
  const { status } = await send(api.account.describe, await inOrder(api.account.describe, one.member.session))
  expect(status).toBe(200)
})

test.each([
  ['no IS-Nonce', null],
  ['a nonce that is too short', randomBytes(15).toString('base64url')],
  ['a nonce that is too long', randomBytes(17).toString('base64url')],
  ['a nonce that is none', '='.repeat(22)],
  ['an empty nonce', ''],
])('every private route refuses %s', async (_what, nonce) => {
  const said = await saidTo(async (route) =>
    withHeaders(await inOrder(route, one.member.session), { 'is-nonce': nonce }),
  )
  expect(said).toEqual(all(400, 'bad-input', 'A call needs IS-Nonce: 16 random bytes, base64url.'))
})

const signedRoutes = privateRoutes.filter(({ rule }) => rule === 'own-signed')
const of = (asked: Call) => ({
  ...{ origin: server.origin, method: asked.method, path: asked.path },
  nonce: Buffer.from(asked.headers['is-nonce']!, 'base64url'),
  body: createHash('sha256')
    .update(asked.body ?? new Uint8Array(0))
    .digest(),
})

test.each<[string, (asked: Call, other: WholeMember) => Uint8Array | null]>([
  ['without a signature', () => null],
  ['with a signature that is none', () => randomBytes(64)],
  ['with half a signature', () => randomBytes(32)],
  [
    'with the signature of another call',
    (asked) => signCall(one.member.session.deviceSeed, { ...of(asked), nonce: randomBytes(16) }),
  ],
  [
    'with the signature for another path',
    (asked) => signCall(one.member.session.deviceSeed, { ...of(asked), path: `${asked.path}/` }),
  ],
  [
    'with the signature for another method',
    (asked) => signCall(one.member.session.deviceSeed, { ...of(asked), method: 'GET' }),
  ],
  [
    'with the signature for another body',
    (asked) => signCall(one.member.session.deviceSeed, { ...of(asked), body: randomBytes(32) }),
  ],
  [
    'with the signature for another server',
    (asked) => signCall(one.member.session.deviceSeed, { ...of(asked), origin: 'https://example.org' }),
  ],
  [
    'signed by another computer of the same member',
    (asked) => signCall(one.laptop.session.deviceSeed, of(asked)),
  ],
  ['signed by another member', (asked, other) => signCall(other.member.session.deviceSeed, of(asked))],
])('a call that must be signed is refused %s', async (_what, signatureOf) => {
  const other = await addMember()
  const said = await saidTo(async (route) => {
    const asked = await inOrder(route, one.member.session)
    const signature = signatureOf(asked, other)
    return withHeaders(asked, { 'is-signature': signature && Buffer.from(signature).toString('base64url') })
  }, signedRoutes)
  expect(said).toEqual(
    all(403, 'not-allowed', 'This call must be signed by the key of the computer.', signedRoutes),
  )
})

test('while writes are stopped, reads are answered and writes are refused', async () => {
  await asWatch('SELECT stop_writes($1)', [randomBytes(8)])
  try {
    const isRead = ({ method }: Route) => method === 'GET' || method === 'HEAD'
    for (const route of privateRoutes.filter(isRead)) {
      const { status } = await send(route, await inOrder(route, one.member.session))
      expect([nameOf(route), status]).toEqual([nameOf(route), 200])
    }
    const writes = privateRoutes.filter((route) => !isRead(route))
    expect(await saidTo((route) => inOrder(route, one.member.session), writes)).toEqual(
      all(503, 'stopped', 'Nothing can be written at present. Nothing was changed; try again later.', writes),
    )
  } finally {
    await asOwner('UPDATE server_state SET writes_stopped_at = NULL, writes_stopped_for = $1', [null])
  }
})

test('every private route answers a member who may ask', async () => {
  const last = [api.sessions.signOut, api.sessions.revoke, api.sessions.revokeDevice]
  const routes = privateRoutes.toSorted(
    (a, b) => Number(last.includes(a as never)) - Number(last.includes(b as never)),
  )
  const refused: string[] = []
  for (const route of routes) {
    const asking = route === api.sessions.signOut ? await another(one) : one.member.session
    const { status } = await send(route, await inOrder(route, asking))
    if (status === 401 || status === 403 || status >= 500) refused.push(`${nameOf(route)} ${status}`)
  }
  // A change of credentials is signed by the key that signed in; this one was not.
  expect(refused).toEqual([`${nameOf(api.account.changeCredentials)} 401`])
})

test('open routes tell nobody who is a member', async () => {
  const json = { 'content-type': 'application/json' }
  const post = (route: Route, body: object) =>
    send(route, { method: 'POST', path: route.path, headers: json, body: Buffer.from(JSON.stringify(body)) })
  await send(api.server.describe, { method: 'GET', path: api.server.describe.path, headers: {}, body: null })
  const shapes: string[][] = []
  for (const email of [one.email, 'nobody@example.org']) {
    const begun = [
      await post(api.registration.start, { email, language: 'en' }),
      await post(api.login.start, { email, with: 'password', language: 'en' }),
      await post(api.login.start, { email, with: 'recovery', language: 'en' }),
    ]
    shapes.push(
      begun.map(
        ({ status, body }) => `${status} ${Object.keys(JSON.parse(body.toString()) as object).join()}`,
      ),
    )
    const { challenge } = JSON.parse(begun[1]!.body.toString()) as { challenge: string }
    const of = (length: number) => randomBytes(length).toString('base64url')
    const proofs = { signature: of(64), deviceSignature: of(64) }
    const login = await post(api.login.finish, { ...{ challenge, email, device: of(32) }, ...proofs })
    const wraps = { passwordWrap: of(118), recoveryWrap: of(118), kitWrap: of(118) }
    const first = JSON.parse(begun[0]!.body.toString()) as { challenge: string }
    const registration = await post(api.registration.finish, {
      ...{ challenge: first.challenge, email, language: 'en', statement: of(200), sealedIdentity: of(150) },
      credentials: { version: 0, salt: of(16), signInKey: of(32), recoveryKey: of(32), ...wraps },
      ...{ certificate: of(200), ...proofs },
    })
    expect([login, registration].map((answer) => refusalIn(answer).slice(0, 2))).toEqual([
      [401, 'not-accepted'],
      [400, 'bad-input'],
    ])
  }
  expect(shapes[0]).toEqual(shapes[1])
})

test('who registers and signs in is told no address either', async () => {
  const noted: Send = async (request) => {
    const answer = await sendByFetch(request)
    const { pathname } = new URL(request.url)
    const [name, whole] = [`${request.method} ${pathname}`, Buffer.from(answer.body)]
    answers.push({ name, status: answer.status, whole, cacheControl: answer.header('cache-control') })
    return answer
  }
  const email = 'noted@example.org'
  emails.push(email)
  await registerMember(server.tools(noted), { email })
  await another({ email }, noted)
  expect(answers.map(({ name, status }) => `${name} ${status}`)).toEqual(
    expect.arrayContaining([`${nameOf(api.registration.finish)} 200`, `${nameOf(api.login.finish)} 200`]),
  )
})

test('none of all these answers has an e-mail address in it', () => {
  expect(new Set(answers.map(({ name }) => name))).toEqual(new Set(allRoutes.map(nameOf)))
  const told = answers.filter(({ whole }) => emails.some((email) => whole.includes(email)))
  expect(told.map(({ name }) => name)).toEqual([])
})

test('none of all these answers may be kept by anybody in between', () => {
  const kept = answers.filter(({ name, status, cacheControl }) => {
    // The library for tus has its own words for it.
    const words = name === nameOf(api.uploads.offset) && status === 200 ? 'no-store' : 'private, no-store'
    return cacheControl !== words
  })
  expect([...new Set(kept.map(({ name, status }) => `${name} ${status}`))]).toEqual([])
})
