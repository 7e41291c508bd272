import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { AccountHost } from '../../../src/main/space/account-host.ts'
import { accountNoticeOf } from '../../../src/main/space/account-refusal.ts'
import { accountStatus } from '../../../src/main/space/account-status.ts'
import { askDeletion, cancelDeletion } from '../../../src/main/space/account-deletion.ts'
import { changeAccountPassword } from '../../../src/main/space/change-account-password.ts'
import { endSession, isLive, openAccount } from '../../../src/main/space/library-account.ts'
import { registerAccount } from '../../../src/main/space/register-account.ts'
import { recoverAccount, signInAccount } from '../../../src/main/space/sign-in-account.ts'
import { signOutAccount } from '../../../src/main/space/sign-out-account.ts'
import { recoveryKeyOf } from '../../../src/main/space/account-kit.ts'
import { WrongPassword } from '../../../src/main/space/vault/vault-refusals.ts'
import type { Mail } from '../../../src/server/mail/mailer.ts'
import { api } from '../../../src/shared/space/api.ts'
import { base64url } from '../../../src/shared/space/client/connection.ts'
import { sendByFetch } from '../../../src/shared/space/client/send-by-fetch.ts'
import type { Send } from '../../../src/shared/space/client/transport.ts'
import type { ScratchServer } from '../server/scratch-server.ts'
import { openScratchServer } from '../server/scratch-server.ts'
import {
  answerOf,
  inJson,
  lying,
  oneByteChanged,
  queryAs,
  recording,
  reportsOf,
  scratchLibrary,
  withoutKeychain,
} from './scratch-library.ts'

const PASSWORD = 'correct horse battery'
const OTHER = 'another long password'

let server: ScratchServer
beforeAll(async () => {
  server = await openScratchServer()
})
afterAll(() => server.close())

let members = 0
const nobody = { ask: null, given: null }
const unasked = () => Promise.reject(new Error('nobody should be asked'))

/** What a user gives, to the server of this file unless it says otherwise. */
function asked(of: { server?: string; email?: string } = {}) {
  const email = `library-${++members}@example.org`
  return { server: server.origin, email, language: 'en', deviceName: 'Desk', ...of } as const
}

async function registered(host: AccountHost, of: Parameters<typeof asked>[0] = {}) {
  const asking = asked(of)
  const made = await registerAccount(host, {
    ...asking,
    askPassword: async () => PASSWORD,
    profile: { name: 'Ada' },
    code: nobody,
  })
  return { ...made, email: asking.email }
}

function signedIn(host: AccountHost, email: string, password = PASSWORD, deviceName = 'Laptop') {
  return signInAccount(host, { ...asked({ email }), deviceName, askPassword: async () => password })
}

const refusalOf = (done: Promise<unknown>) =>
  done.then(
    () => 'it was done',
    (error: unknown) => accountNoticeOf(error) ?? error,
  )

const keysIn = ({ library }: AccountHost) => readdirSync(library).includes('account.json')

test('what one library registers, another signs in to, and finds the same profile', async () => {
  const [desk, laptop] = [scratchLibrary(), scratchLibrary()]
  const { memberNumber, profileProblem, email } = await registered(desk)
  expect(profileProblem).toBeNull()
  const elsewhere = await signedIn(laptop, email.toUpperCase())
  expect(elsewhere.member.rootKey).toEqual((await openAccount(desk, unasked)).member.rootKey)

  const status = await accountStatus(await openAccount(laptop, unasked))
  expect(status).toMatchObject({
    server: server.origin,
    memberNumber,
    profile: { email, name: 'Ada' },
    room: { quota: 1e9, used: 0 },
    deletesAt: null,
  })
  expect(status.devices.map(({ name, isThis }) => [name, isThis])).toEqual([
    ['Desk', false],
    ['Laptop', true],
  ])
  expect(status.sessions.map(({ deviceName, isThis }) => [deviceName, isThis])).toEqual([
    ['Desk', false],
    ['Laptop', true],
  ])
  for (const { library } of [desk, laptop])
    for (const name of readdirSync(library))
      expect(readFileSync(join(library, name), 'utf8')).not.toContain(email)
})

test('a library has one account, whatever else is asked of it', async () => {
  const host = scratchLibrary()
  const { email } = await registered(host)
  const { email: stranger, account: theirs } = await registered(scratchLibrary())
  const kept = { code: 'account-kept', params: { server: server.origin } }
  expect(await refusalOf(registered(host))).toEqual(kept)
  expect(await refusalOf(signedIn(host, email))).toEqual(kept)
  const elsewhere = { ...asked({ server: 'https://photos.example.org' }), askPassword: unasked }
  expect(await refusalOf(signInAccount(host, elsewhere))).toEqual(kept)

  // Keys that cannot be read any more do not make room for somebody else's.
  const gone = { ...host, keychain: scratchLibrary().keychain }
  const before = readFileSync(join(host.library, 'account.json'))
  expect(await refusalOf(signedIn(gone, stranger))).toEqual(kept)
  expect(readFileSync(join(host.library, 'account.json'))).toEqual(before)
  // What was opened on the way there is closed again.
  for (const account of [theirs, await openAccount(host, unasked)])
    expect((await accountStatus(account)).sessions).toHaveLength(1)
  await signedIn(gone, email)
  await openAccount(gone, unasked)
})

test('a session that ended is opened again by the same device', async () => {
  const host = scratchLibrary()
  const { account, email } = await registered(host)
  await endSession(account.tools, account.member.session)
  expect(await refusalOf(openAccount(host, unasked))).toEqual({
    code: 'session-ended',
    params: { server: server.origin },
  })
  expect(await refusalOf(signedIn(host, email, 'not the password'))).toMatchObject({
    code: 'sign-in-again-refused',
  })
  await signedIn(host, email)
  const { devices } = await accountStatus(await openAccount(host, unasked))
  expect(devices.map(({ name }) => name)).toEqual(['Desk'])
})

test('with a wrong password nothing is kept, and after too many one has to wait', async () => {
  const host = scratchLibrary()
  const { email } = await registered(scratchLibrary())
  expect(await refusalOf(signedIn(host, email, 'not the password'))).toMatchObject({
    code: 'sign-in-refused',
  })
  await queryAs(
    server.database.urls.owner,
    "UPDATE failed_logins SET blocked_until = now() + interval '3 minutes'",
  )
  const refusal = await refusalOf(signedIn(host, email))
  expect(refusal).toEqual({ code: 'too-many', params: { seconds: expect.closeTo(170, -2) } })
  expect(keysIn(host)).toBe(false)
})

test('the kit sets a new password, and the old one is good no more', async () => {
  const [desk, laptop] = [scratchLibrary(), scratchLibrary()]
  const { recoveryKey, account, email } = await registered(desk)
  expect(await recoveryKeyOf(account)).toEqual(recoveryKey)
  const recover = (host: AccountHost, key: Uint8Array) =>
    recoverAccount(host, {
      ...asked({ email }),
      recoveryKey: key,
      askNewPassword: async () => OTHER,
      code: nobody,
    })
  expect(await refusalOf(recover(laptop, new Uint8Array(32)))).toEqual({
    code: 'recovery-refused',
    params: { mailed: 0 },
  })
  expect(keysIn(laptop)).toBe(false)

  await recover(laptop, recoveryKey)
  const recovered = await openAccount(laptop, unasked)
  expect(recovered.member.rootKey).toEqual(account.member.rootKey)
  expect(await recoveryKeyOf(recovered)).toEqual(recoveryKey)
  expect(await refusalOf(openAccount(desk, unasked))).toMatchObject({ code: 'session-ended' })
  expect(await refusalOf(signedIn(desk, email, PASSWORD))).toMatchObject({ code: 'sign-in-again-refused' })
  await signedIn(desk, email, OTHER)

  // Also where the library is signed in and only the password is forgotten: its device stays the same.
  await recover(laptop, recoveryKey)
  const { devices } = await accountStatus(await openAccount(laptop, unasked))
  expect(devices).toHaveLength(2)
})

test('a change of password asks for the present one', async () => {
  const host = scratchLibrary()
  const { email } = await registered(host)
  const change = (current: string) =>
    changeAccountPassword(
      host,
      async () => current,
      async () => OTHER,
    )
  expect(await refusalOf(change('not the password'))).toMatchObject({ code: 'password-wrong' })
  await signedIn(scratchLibrary(), email, PASSWORD)
  await change(PASSWORD)
  await openAccount(host, unasked)
  expect(await refusalOf(signedIn(scratchLibrary(), email, PASSWORD))).toMatchObject({
    code: 'sign-in-refused',
  })
  await signedIn(scratchLibrary(), email, OTHER)
})

test('where the password is the lock, the new one opens the keys and the old one does not', async () => {
  const host: AccountHost = { ...scratchLibrary(), keychain: withoutKeychain }
  await registered(host)
  await changeAccountPassword(
    host,
    async () => PASSWORD,
    async () => OTHER,
  )
  await openAccount(host, async () => OTHER)
  await expect(openAccount(host, async () => PASSWORD)).rejects.toBeInstanceOf(WrongPassword)
})

test('signing out ends the session and leaves no keys, also where nobody answers', async () => {
  const host = scratchLibrary()
  const { account, email } = await registered(host)
  expect(await signOutAccount(host, unasked)).toEqual({ sessionEnded: true })
  expect(readdirSync(host.library)).toEqual([])
  expect(await isLive(account.tools, account.member.session)).toBe(false)

  await signedIn(host, email)
  const offline: Send = () => Promise.reject(new TypeError('fetch failed', { cause: new Error('no route') }))
  expect(await signOutAccount({ ...host, send: offline }, unasked)).toEqual({ sessionEnded: false })
  expect(readdirSync(host.library)).toEqual([])
  expect(await refusalOf(signOutAccount(host, unasked))).toEqual({
    code: 'no-account',
    params: { path: host.library },
  })
})

test('deletion is signed by the server and can be taken back', async () => {
  const [host, stranger] = [scratchLibrary(), scratchLibrary()]
  const { account } = await registered(host)
  const at = await askDeletion(account)
  expect(Math.round((at - Date.now()) / 86_400_000)).toBe(30)
  expect((await accountStatus(account)).deletesAt).toBe(at)
  await cancelDeletion(account)
  expect((await accountStatus(account)).deletesAt).toBeNull()

  // A receipt for somebody else's account is none.
  const { account: other } = await registered(stranger)
  const { receipt } = await other.tools.connection.askAs(other.member.session, api.account.askDeletion, {
    body: {},
  })
  const lie = inJson((answer: { receipt: string }) => {
    answer.receipt = base64url(receipt)
  })
  const send = lying(/deletion$/, account.member.session, lie)
  const fooled = await openAccount({ ...host, send }, unasked)
  expect(await refusalOf(askDeletion(fooled))).toMatchObject({ code: 'broken-answer' })
})

test('what is not of the account is refused and reported, and nothing of it is kept', async () => {
  const [own, other] = [scratchLibrary(), scratchLibrary()]
  const { email, account } = await registered(own)
  const { account: stranger } = await registered(other)
  const ids = { own: account.member.session.account, other: stranger.member.session.account }
  const strangersKeys = recording('/v1/account/keys')
  await openAccount({ ...other, send: strangersKeys.send }, unasked)

  // As it came, an answer to somebody else's question: the Nikon case.
  const foreign: Send = async (request) =>
    request.url.endsWith('/v1/account/keys') ? sendByFetch(strangersKeys.sent[0]!) : sendByFetch(request)
  const notYours = { code: 'not-your-space', params: {} }
  const laptop = { ...scratchLibrary(), send: foreign }
  expect(await refusalOf(signedIn(laptop, email))).toEqual(notYours)
  expect(keysIn(laptop)).toBe(false)
  expect(await reportsOf(server, ids.own)).toEqual(['foreign-answer'])

  // Bound as it should be, with the other's keys inside.
  const swapped = new TextDecoder().decode((await sendByFetch(strangersKeys.sent[0]!)).body)
  const { session } = (await openAccount(own, unasked)).member
  const lies = lying(/account\/keys$/, session, () => new TextEncoder().encode(swapped))
  expect(await refusalOf(openAccount({ ...own, send: lies }, unasked))).toEqual(notYours)
  expect(await reportsOf(server, ids.own)).toEqual(['foreign-account', 'foreign-answer'])

  // One byte of what is the account's own.
  const changed: Send = async (request) => {
    const received = await sendByFetch(request)
    return request.url.endsWith('/v1/account/keys')
      ? { ...received, body: oneByteChanged(received.body) }
      : received
  }
  expect(await refusalOf(openAccount({ ...other, send: changed }, unasked))).toEqual(notYours)
  expect(await reportsOf(server, ids.other)).toEqual(['foreign-answer'])
})

test('a wrong address says what it is, and is told nothing', async () => {
  const host = scratchLibrary()
  const atAddress = (address: string) =>
    refusalOf(signInAccount(host, { ...asked({ server: address }), askPassword: unasked }))
  for (const typed of [
    'photos',
    'photos.example.org',
    'ftp://photos.example.org',
    `${server.origin}/x`,
    'https://a:b@c.de',
  ])
    expect(await atAddress(typed)).toEqual({ code: 'address-invalid', params: { address: typed } })
  for (const open of ['http://photos.example.org', 'http://10.0.0.1:80', 'http://127.evil.example'])
    expect(await atAddress(open)).toEqual({ code: 'address-open', params: { address: open } })
  expect(await atAddress('http://127.0.0.1:1')).toMatchObject({ code: 'no-connection' })
  expect(await atAddress(server.origin.replace('127.0.0.1', 'localhost'))).toMatchObject({
    code: 'other-address',
    params: { origin: server.origin },
  })
  expect(await refusalOf(registered(host, { email: 'ada at example' }))).toEqual({
    code: 'email-invalid',
    params: { email: 'ada at example' },
  })

  const seen: string[] = []
  const answers: Record<string, [status: number, headers: Record<string, string>, body: string]> = {
    page: [200, {}, '<html>Welcome</html>'],
    missing: [404, {}, 'not here'],
    json: [200, { 'content-type': 'application/json' }, '{"hello":"world"}'],
    redirect: [302, { location: server.origin }, ''],
  }
  for (const [status, headers, body] of Object.values(answers)) {
    const other = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`)
      response.writeHead(status, headers).end(body)
    })
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    onTestFinished(() => new Promise((done) => other.close(() => done())))
    const address = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
    expect(await atAddress(address)).toEqual({ code: 'not-an-image-space', params: { server: address } })
  }
  expect(new Set(seen)).toEqual(new Set(['GET /v1/server']))
  expect(readdirSync(host.library)).toEqual([])
})

test('a proxy whose server is away, and a limit, are not taken for a foreign space', async () => {
  const host = scratchLibrary()
  const { account } = await registered(host)
  const at = (send: Send) => refusalOf(openAccount({ ...host, send }, unasked))
  expect(await at(async () => answerOf(502, '<html>Bad gateway</html>'))).toMatchObject({
    code: 'unavailable',
  })
  expect(
    await at(async () => answerOf(429, '{"code":"too-many","sentence":"…","retryAfter":90000}')),
  ).toEqual({ code: 'too-many', params: { seconds: 90 } })
  // With nothing wrong said, it has to be bound.
  expect(await at(async () => answerOf(200, '{}'))).toMatchObject({ code: 'not-your-space' })
  expect(await reportsOf(server, account.member.session.account)).toEqual([])
})

test('a frozen account names the incident', async () => {
  const host = scratchLibrary()
  const { account } = await registered(host)
  await queryAs(server.database.urls.watch, 'SELECT freeze_accounts($1, $2, $3, $4)', [
    Buffer.from('0123456789abcdef', 'hex'),
    'owner-mismatch',
    '',
    [Buffer.from(account.member.session.account)],
  ])
  const frozen = { code: 'frozen', params: { incident: '0123456789abcdef' } }
  expect(await refusalOf(openAccount(host, unasked))).toEqual(frozen)
  expect(await signOutAccount(host, unasked)).toEqual({ sessionEnded: false })
})

test('a code that was mailed is given in a second call where nobody can be asked', async () => {
  const mails: (Mail & { to: string })[] = []
  const mailing = await server.another({
    mailer: {
      send: async (to, mail) => void mails.push({ to, ...mail }),
      close: async () => undefined,
    },
  })
  const host = scratchLibrary()
  const asking = asked({ server: mailing.origin })
  const register = (given: string | null) =>
    registerAccount(host, {
      ...asking,
      askPassword: async () => PASSWORD,
      profile: {},
      code: { ask: null, given },
    })
  expect(await refusalOf(register('123456'))).toMatchObject({ code: 'code-not-awaited' })
  expect(await refusalOf(register(null))).toEqual({
    code: 'code-mailed',
    params: { email: asking.email, minutes: 10 },
  })
  const code = codeIn(mails)
  const wrong = code === '000000' ? '000001' : '000000'
  expect(await refusalOf(register(wrong))).toEqual({ code: 'register-refused', params: { mailed: 1 } })
  const recoverHere = recoverAccount(host, {
    ...asking,
    recoveryKey: new Uint8Array(32),
    askNewPassword: unasked,
    code: { ask: null, given: code },
  })
  expect(await refusalOf(recoverHere)).toMatchObject({ code: 'code-not-awaited' })
  const { recoveryKey } = await register(code)
  expect(mails.filter(({ to }) => to === asking.email)).toHaveLength(1)
  expect(readdirSync(host.library)).toEqual(['account.json'])

  const laptop = scratchLibrary()
  const recover = (source: { ask: (() => Promise<string>) | null; given: string | null }) =>
    recoverAccount(laptop, { ...asking, recoveryKey, askNewPassword: async () => OTHER, code: source })
  expect(await refusalOf(recover(nobody))).toMatchObject({ code: 'code-mailed' })
  // It does not wait for ever.
  const later = { ...laptop, clock: { now: () => Date.now() + 11 * 60_000 } }
  const tooLate = recoverAccount(later, {
    ...asking,
    recoveryKey,
    askNewPassword: async () => OTHER,
    code: { ask: null, given: codeIn(mails) },
  })
  expect(await refusalOf(tooLate)).toMatchObject({ code: 'code-not-awaited' })
  // At a terminal the code of the new mail is typed.
  await recover({ ask: async () => codeIn(mails), given: null })
  expect(readdirSync(laptop.library)).toEqual(['account.json'])
})

/** The six digits in the last mail that has some. */
function codeIn(mails: readonly Mail[]): string {
  const codes = mails.flatMap(({ text }) => /^\s*(\d{6})\s*$/m.exec(text)?.[1] ?? [])
  return codes.at(-1) ?? 'no code'
}

test('a server that takes nothing new says so, and still answers', async () => {
  const host = scratchLibrary()
  const { account, email } = await registered(host)
  const { owner, watch } = server.database.urls
  await queryAs(watch, "SELECT stop_writes('\\x00')")
  try {
    expect(await refusalOf(registered(scratchLibrary()))).toMatchObject({ code: 'stopped' })
    expect(await refusalOf(askDeletion(account))).toMatchObject({ code: 'stopped' })
    expect((await accountStatus(await openAccount(host, unasked))).profile?.email).toBe(email)
  } finally {
    await queryAs(owner, 'UPDATE server_state SET writes_stopped_at = NULL, writes_stopped_for = NULL')
  }
})
