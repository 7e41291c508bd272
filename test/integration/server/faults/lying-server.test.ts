import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from '../../../../src/server/database/roles.ts'
import { stateGenesis } from '../../../../src/shared/crypto/identity.ts'
import { api } from '../../../../src/shared/space/api.ts'
import { changePassword } from '../../../../src/shared/space/client/change-password.ts'
import { ForeignAnswer } from '../../../../src/shared/space/client/connection.ts'
import { listDevices } from '../../../../src/shared/space/client/devices.ts'
import type { Member } from '../../../../src/shared/space/client/member.ts'
import { readProfile, writeProfile } from '../../../../src/shared/space/client/profile.ts'
import { sendByFetch } from '../../../../src/shared/space/client/send-by-fetch.ts'
import { signIn } from '../../../../src/shared/space/client/sign-in.ts'
import { listSpaces, namedSpace } from '../../../../src/shared/space/client/space-log.ts'
import type { Send } from '../../../../src/shared/space/client/transport.ts'
import type { Route } from '../../../../src/shared/space/route.ts'
import type { ScratchServer } from '../scratch-server.ts'
import { openScratchServer, registerMember } from '../scratch-server.ts'
import type { Lie, Said } from './lying-server.ts'
import { lyingServer } from './lying-server.ts'

let server: ScratchServer
let one: { email: string; member: Member }
let other: { email: string; member: Member }

beforeAll(async () => {
  server = await openScratchServer()
  one = await addMember('one@example.org')
  other = await addMember('other@example.org')
})

afterAll(() => server.close())

async function addMember(email: string) {
  const tools = server.tools()
  const { member } = await registerMember(tools, { email })
  await writeProfile(tools, member, { email, name: email })
  return { email, member }
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

/** What the server itself answers a member, as JSON. */
async function said(route: Route, { session }: Member): Promise<Said> {
  let body: Said = {}
  const listening: Send = async (request) => {
    const answer = await sendByFetch(request)
    body = JSON.parse(Buffer.from(answer.body).toString()) as Said
    return answer
  }
  await server.tools(listening).connection.askAs(session, route, {})
  return body
}

/** Kinds of the reports that there are, the newest last. */
async function reports(): Promise<string[]> {
  return withClient(server.database.urls.owner, async (owner) => {
    const { rows } = await owner.query<{ kind: string }>('SELECT kind FROM reports ORDER BY at')
    return rows.map(({ kind }) => kind)
  })
}

const signingIn = (of: { email: string }, send: Send, password = 'correct horse battery') =>
  signIn(server.tools(send), {
    ...{ email: of.email, by: { password }, language: 'en', deviceName: 'New' },
    askCode: () => Promise.reject(new Error('no code was to be asked for')),
  })

/** The client believes nothing of it, and the server hears of it. */
async function expectRefused(ask: () => Promise<unknown>, kind: string): Promise<void> {
  const before = await reports()
  await expect(ask()).rejects.toThrow(ForeignAnswer)
  expect((await reports()).slice(before.length)).toEqual([kind])
}

test('FI-19 a server that lies about nothing is believed', async () => {
  const before = await reports()
  const member = await signingIn(one, lyingServer([]))
  expect(await readProfile(server.tools(), member)).toMatchObject({ name: one.email })
  expect(await reports()).toEqual(before)
})

test('FI-19 an account id that is not the hash of its genesis key is refused', async () => {
  const account = text(randomBytes(32))
  await expectRefused(
    () =>
      signingIn(
        one,
        lyingServer([
          { route: api.login.finish, tell: (answer) => ({ ...answer, account }) },
          { route: api.account.keys, tell: (answer) => ({ ...answer, account }) },
        ]),
      ),
    'foreign-account',
  )
})

test('FI-19 an account id of which only the session tells is refused', async () => {
  const account = text(other.member.session.account)
  await expectRefused(
    () =>
      signingIn(one, lyingServer([{ route: api.login.finish, tell: (answer) => ({ ...answer, account }) }])),
    'foreign-account',
  )
})

test('FI-19 a registration that makes another account than its own is refused', async () => {
  const account = text(other.member.session.account)
  const lying = lyingServer([{ route: api.registration.finish, tell: (answer) => ({ ...answer, account }) }])
  await expect(registerMember(server.tools(lying))).rejects.toThrow(ForeignAnswer)
})

/** Keys and identity of the other member, taken from the server's answer to them. */
type Change = (mine: Said, theirs: Said) => Said
const lies: [string, Change][] = [
  ['everything of another member', (_mine, theirs) => theirs],
  [
    'everything of another member under one’s own name',
    (mine, theirs) => ({ ...theirs, account: mine['account'] }),
  ],
  ['the identity of another member', (mine, theirs) => ({ ...mine, statements: theirs['statements'] })],
  [
    'an identity with that of another member behind it',
    (mine, theirs) => ({
      ...mine,
      statements: [...(mine['statements'] as string[]), ...(theirs['statements'] as string[])],
    }),
  ],
  ['no identity', (mine) => ({ ...mine, statements: [] })],
  [
    'the sealed identity of another member',
    (mine, theirs) => ({ ...mine, sealedIdentity: theirs['sealedIdentity'] }),
  ],
  ['the credentials of another member', (mine, theirs) => ({ ...mine, credentials: theirs['credentials'] })],
  [
    'the wrap of another member',
    (mine, theirs) => ({
      ...mine,
      credentials: {
        ...(mine['credentials'] as Said),
        passwordWrap: (theirs['credentials'] as Said)['passwordWrap'],
      },
    }),
  ],
  [
    'the wrap for the recovery kit',
    (mine) => {
      const credentials = mine['credentials'] as Said
      return { ...mine, credentials: { ...credentials, passwordWrap: credentials['recoveryWrap'] } }
    },
  ],
  [
    'a wrap that is said to be newer',
    (mine) => {
      const credentials = mine['credentials'] as Said
      return { ...mine, credentials: { ...credentials, version: Number(credentials['version']) + 1 } }
    },
  ],
]

test.each(lies)('FI-19 whoever signs in and is handed %s refuses it', async (_what, change) => {
  const theirs = await said(api.account.keys, other.member)
  await expectRefused(
    () => signingIn(one, lyingServer([{ route: api.account.keys, tell: (mine) => change(mine, theirs) }])),
    'foreign-account',
  )
})

test('FI-19 an identity that a server has made for the account is refused', async () => {
  const made = await stateGenesis({ signing: randomBytes(32), box: randomBytes(32) })
  const lie: Lie = { route: api.account.keys, tell: (mine) => ({ ...mine, statements: [text(made)] }) }
  await expectRefused(() => signingIn(one, lyingServer([lie])), 'foreign-account')
})

test('FI-19 the credentials from before a change of password are refused', async () => {
  const { email, member } = await addMember('changes@example.org')
  const tools = server.tools()
  const old = await said(api.account.keys, member)
  await changePassword(tools, member, { password: 'correct horse battery' }, 'a newer long password')
  const older: Lie = {
    route: api.account.keys,
    tell: (answer) => ({ ...answer, credentials: old['credentials'] }),
  }
  await expectRefused(
    () => signingIn({ email }, lyingServer([older]), 'a newer long password'),
    'foreign-account',
  )

  // This computer has seen newer ones: it does not build on the older.
  const lying = lyingServer([older], [member.session])
  const by = { password: 'correct horse battery' }
  const again = () => changePassword(server.tools(lying), member, by, 'yet another password')
  await expectRefused(again, 'foreign-account')
  await signingIn({ email }, lyingServer([]), 'a newer long password')
})

test('FI-19 a change of password does not build on the credentials of another member', async () => {
  const theirs = await said(api.account.keys, other.member)
  for (const change of [
    () => theirs,
    (mine: Said) => ({ ...mine, credentials: theirs['credentials'] }),
  ] satisfies Change[]) {
    const lying = lyingServer([{ route: api.account.keys, tell: change }], [one.member.session])
    const by = { password: 'correct horse battery' }
    await expectRefused(
      () => changePassword(server.tools(lying), one.member, by, 'a newer long password'),
      'foreign-account',
    )
  }
})

test('FI-19 computers of another member are not taken for one’s own', async () => {
  const theirs = await said(api.sessions.listDevices, other.member)
  const [theirDevice] = theirs['devices'] as Said[]
  const changes: ((mine: Said) => Said)[] = [
    () => theirs,
    (mine) => ({ devices: [...(mine['devices'] as Said[]), theirDevice] }),
    (mine) => ({
      devices: (mine['devices'] as Said[]).map((device) => ({ ...device, device: theirDevice!['device'] })),
    }),
  ]
  for (const tell of changes) {
    const lying = lyingServer([{ route: api.sessions.listDevices, tell }], [one.member.session])
    await expectRefused(() => listDevices(server.tools(lying), one.member), 'foreign-account')
  }
})

test('FI-19 spaces of another member are not taken for one’s own', async () => {
  const theirs = await said(api.spaces.list, other.member)
  const keysOf = (of: Said) => (of['spaces'] as { keys: Said[] }[]).map(({ keys }) => keys)
  const changes: ((mine: Said) => Said)[] = [
    () => theirs,
    (mine) => ({ spaces: [...(mine['spaces'] as Said[]), ...(theirs['spaces'] as Said[])] }),
    (mine) => ({ spaces: (mine['spaces'] as Said[]).map((of, at) => ({ ...of, keys: keysOf(theirs)[at] })) }),
    (mine) => ({
      spaces: (mine['spaces'] as Said[]).map((of, at) => ({
        ...of,
        keys: keysOf(mine)[at]!.map((key) => ({ ...key, sealedKey: keysOf(theirs)[at]![0]!['sealedKey'] })),
      })),
    }),
  ]
  for (const tell of changes) {
    const lying = lyingServer([{ route: api.spaces.list, tell }], [one.member.session])
    await expectRefused(() => listSpaces(server.tools(lying), one.member), 'foreign-record')
  }
})

test('FI-19 records of another member are not taken for one’s own', async () => {
  const [mine, theirs] = [await recordsOf(one.member), await recordsOf(other.member)]
  const [[at, header, body, when], [, theirHeader, theirBody]] = [mine[0]!, theirs[0]!]
  const changes: unknown[][] = [
    theirs,
    [...mine, ...theirs],
    [[at, theirHeader, theirBody, when]],
    [[at, header, theirBody, when]],
    [[at, theirHeader, body, when]],
    [[at + 1, header, body, when]],
    [...mine, ...mine],
  ]
  for (const records of changes) {
    const lie: Lie = { route: api.records.read, tell: (answer) => ({ ...answer, records }) }
    const lying = lyingServer([lie], [one.member.session])
    await expectRefused(() => readProfile(server.tools(lying), one.member), 'foreign-record')
  }
})

/** Of the space that every account has. */
async function recordsOf(member: Member): Promise<[number, Uint8Array, Uint8Array, number][]> {
  const { records } = await server.tools().connection.askAs(member.session, api.records.read, {
    params: { space: await namedSpace(member, 'account') },
    query: { after: 0, hash: new Uint8Array(32), limit: 9 },
  })
  return records
}
