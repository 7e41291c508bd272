import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RunningServer } from '../../../../src/server/compose.ts'
import { withClient } from '../../../../src/server/database/roles.ts'
import { readServerKeys } from '../../../../src/server/keys/server-keys.ts'
import { createMailer } from '../../../../src/server/mail/mailer.ts'
import { checkRows } from '../../../../src/server/watch/check-rows.ts'
import { tellMembers } from '../../../../src/server/watch/tell-members.ts'
import { WatchDatabase } from '../../../../src/server/watch/watch-database.ts'
import { api } from '../../../../src/shared/space/api.ts'
import type { Member } from '../../../../src/shared/space/client/member.ts'
import { writeProfile } from '../../../../src/shared/space/client/profile.ts'
import { signIn } from '../../../../src/shared/space/client/sign-in.ts'
import type { ScratchServer } from '../scratch-server.ts'
import { openScratchServer, registerMember } from '../scratch-server.ts'
import type { MailServer } from './mail-server.ts'
import { startMailServer } from './mail-server.ts'
import type { RunAdmin } from './run-admin.ts'
import { adminOf } from './run-admin.ts'

let server: ScratchServer
/** The same server, which can send mail. */
let mailing: RunningServer
let mail: MailServer
let watch: WatchDatabase
let admin: RunAdmin
const members: Member[] = []

beforeAll(async () => {
  mail = await startMailServer()
  server = await openScratchServer()
  mailing = await server.another({ mailer: createMailer({ url: mail.url, from: 'post@photos.example' }) })
  watch = new WatchDatabase(server.database.urls.watch)
  for (const name of ['a', 'b', 'c']) {
    const of = { email: emailOf(name), language: name === 'b' ? 'ja' : 'en' } as const
    members.push((await registerMember(server.tools(), of)).member)
  }
  admin = adminOf(server.database.folder, {
    ...{ SMTP_URL: mail.url, MAIL_FROM: 'post@photos.example' },
    PUBLIC_URL: 'https://photos.example',
  })
})
afterAll(async () => {
  await watch.close()
  await server.close()
  await mail.close()
})

const emailOf = (name: string) => `${name}@members.example`
const idOf = (member: Member | undefined) => Buffer.from(member!.session.account).toString('hex')
const asOwner = async (sql: string, values: unknown[] = []) =>
  withClient(
    server.database.urls.owner,
    async (client) => (await client.query<Record<string, unknown>>(sql, values)).rows,
  )

/** What becomes of a call of each member. */
const states = () =>
  Promise.all(
    members.map(({ session }) =>
      server
        .tools()
        .connection.askAs(session, api.account.describe, {})
        .then(
          () => 'open',
          (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
        ),
    ),
  )

const acts = async () =>
  (
    await asOwner(
      "SELECT operator, act, encode(account_id, 'hex') AS account FROM operator_acts ORDER BY act_id",
    )
  ).map(({ operator, act, account }) => [operator, act, account])

async function freeze(...ids: string[]): Promise<string> {
  const run = await admin('freeze', ...ids, '--because', 'a member wrote to us', '--as', 'one', '--json')
  expect(run.stderr).toBe('')
  return (run.json() as { incident: string }).incident
}

const unfreeze = (incident: string) => admin('unfreeze', incident, '--because', 'looked at', '--as', 'two')

/** Those who are at the server again, since a freeze ends sessions. */
async function comeBack(): Promise<void> {
  for (const [at, name] of ['a', 'b', 'c'].entries())
    members[at] = await signIn(server.tools(), {
      ...{
        email: emailOf(name),
        by: { password: 'correct horse battery' },
        language: 'en',
        deviceName: 'Desk',
      },
      askCode: () => Promise.reject(new Error('no code was to be asked for')),
    })
}

test('a freeze shuts these accounts and no others, is written down, and each member is told alone', async () => {
  mail.refused.add(emailOf('b'))
  const incident = await freeze(idOf(members[0]).slice(0, 12), idOf(members[1]))
  expect(await states()).toEqual(['frozen', 'frozen', 'open'])
  expect(await acts()).toEqual(
    [0, 1].map((at) => [
      'one',
      `froze it with incident ${incident}: a member wrote to us`,
      idOf(members[at]),
    ]),
  )

  const before = await admin('incidents', incident)
  expect(before.stdout.match(/not yet/g)).toHaveLength(2)
  const keys = readServerKeys(join(server.database.folder, 'server-keys.json'))
  expect(await tellMembers(watch, keys, mailing.letters, () => undefined)).toBe(1)
  expect(mail.arrived.map(({ to }) => to)).toEqual([emailOf('a')])
  expect(mail.arrived[0]?.text).toContain(incident)

  const [list, json, frozen] = await Promise.all([
    admin('incidents'),
    admin('incidents', incident, '--json'),
    admin('accounts', '--frozen', '--json'),
  ])
  expect(list.stdout).toMatch(new RegExp(`^${incident}  .*  1 of 2 .*a member wrote to us$`, 'm'))
  const { accounts } = json.json() as { accounts: { account: string; toldAt: string | null }[] }
  expect(accounts).toHaveLength(2)
  expect(accounts.find(({ account }) => account === idOf(members[0]))?.toldAt).toMatch(/Z$/)
  expect(accounts.find(({ account }) => account === idOf(members[1]))).toMatchObject({
    toldAt: null,
    tries: 1,
  })
  expect((await admin('incidents', incident)).stdout).toContain('could not be told, 1 tries')
  expect(frozen.lines().map(({ account }) => account)).toEqual([idOf(members[0]), idOf(members[1])])
  mail.refused.clear()
})

test('an incident is not closed while one of its accounts is not as it must be', async () => {
  const [{ incident }] = (await asOwner("SELECT encode(incident_id, 'hex') AS incident FROM incidents")) as [
    { incident: string },
  ]
  const broken = 'UPDATE access_heads SET sequence = sequence + $2 WHERE account_id = $1'
  const of = Buffer.from(idOf(members[0]), 'hex')
  const noted = await acts()
  await asOwner(broken, [of, 1])
  const run = await unfreeze(incident)
  await asOwner(broken, [of, -1])
  expect(run.code).toBe(2)
  expect(run.stderr).toContain('“an access log ends where its head says” is broken. They stay frozen')
  expect(await states()).toEqual(['frozen', 'frozen', 'open'])
  expect(await acts()).toEqual(noted)
  expect(await asOwner('SELECT FROM incidents WHERE closed_at IS NULL')).toHaveLength(1)
})

test('what is broken elsewhere keeps nobody frozen; sessions stay ended, and members are told', async () => {
  const [{ incident }] = (await asOwner("SELECT encode(incident_id, 'hex') AS incident FROM incidents")) as [
    { incident: string },
  ]
  // What a client reported is what an operator has looked at when they unfreeze.
  await asOwner("INSERT INTO reports (account_id, kind) VALUES ($1, 'foreign-answer')", [
    Buffer.from(idOf(members[0]), 'hex'),
  ])
  const broken = 'UPDATE access_heads SET sequence = sequence + $2 WHERE account_id = $1'
  const other = Buffer.from(idOf(members[2]), 'hex')
  await asOwner(broken, [other, 1])
  mail.arrived.length = 0
  const run = await unfreeze(incident)
  await asOwner(broken, [other, -1])
  expect([run.code, run.stderr]).toEqual([0, ''])
  expect(run.stdout).toContain('2 accounts are open again; their sessions stay ended.')
  expect(await states()).toEqual(['not-accepted', 'not-accepted', 'open'])
  expect(mail.arrived.map(({ to }) => to).sort()).toEqual([emailOf('a'), emailOf('b')])
  for (const { text } of mail.arrived) expect(text).toContain(incident)
  expect((await acts()).slice(2)).toEqual(
    [0, 1]
      .map((at) => idOf(members[at]))
      .sort()
      .map((account) => ['two', `unfroze it, closing incident ${incident}: looked at`, account]),
  )
  expect(await checkRows(watch, null)).toMatchObject({ found: [], noticed: [] })
  const [again, list] = await Promise.all([unfreeze(incident), admin('incidents', '--json')])
  expect(again.code).toBe(2)
  expect(again.stderr).toContain('There is no open incident')
  expect(list.lines()).toMatchObject([{ incident, closedBecause: 'looked at', told: 1, untold: 1 }])
  await comeBack()
  expect(await states()).toEqual(['open', 'open', 'open'])
})

test('an account that two incidents name is frozen until both are closed', async () => {
  const first = await freeze(idOf(members[0]))
  const second = await freeze(idOf(members[0]), idOf(members[2]))
  const one = await unfreeze(first)
  expect(one.stdout).toContain('1 stay frozen, since another open incident names them')
  expect(await states()).toEqual(['frozen', 'open', 'frozen'])
  expect(await asOwner('SELECT DISTINCT frozen_for FROM accounts WHERE frozen_at IS NOT NULL')).toEqual([
    { frozen_for: Buffer.from(second, 'hex') },
  ])
  expect((await unfreeze(second)).stdout).toContain('2 accounts are open again')
  await comeBack()
  expect(await states()).toEqual(['open', 'open', 'open'])
})

test('where one of several accounts is unknown, none is frozen', async () => {
  const noted = await acts()
  const run = await admin('freeze', idOf(members[0]), randomBytes(32).toString('hex'), '--because', 'none')
  expect(run.code).toBe(2)
  expect(await states()).toEqual(['open', 'open', 'open'])
  expect(await acts()).toEqual(noted)
})

test('a member who cannot be told is named, and the account is open all the same', async () => {
  const incident = await freeze(idOf(members[1]))
  mail.refused.add(emailOf('b'))
  const run = await unfreeze(incident)
  mail.refused.clear()
  expect(run.code).toBe(1)
  expect(run.stdout).toContain(`The member of ${idOf(members[1])} was not told`)
  expect(run.stdout).not.toContain(emailOf('b'))
  await comeBack()
  expect(await states()).toEqual(['open', 'open', 'open'])
})

test('writes are stopped for all and allowed again, each once', async () => {
  const noted = await acts()
  const write = () =>
    writeProfile(server.tools(), members[0]!, { email: emailOf('a'), name: 'A' }).then(
      () => 'written',
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    )
  expect((await admin('writes', 'stop', '--because', 'why not', '--as', 'one')).code).toBe(0)
  expect(await write()).toBe('stopped')
  const [again, list] = await Promise.all([
    admin('writes', 'stop', '--because', 'why not', '--json'),
    admin('incidents'),
  ])
  expect(again.json()).toEqual({ writes: 'stopped', changed: false })
  expect(list.stderr).toMatch(/^Writes are stopped for all since \d{4}-/)
  expect((await admin('writes', 'allow', '--because', 'it was nothing', '--as', 'one')).code).toBe(0)
  expect(await write()).toBe('written')
  expect((await acts()).slice(noted.length)).toEqual([
    ['one', 'stopped writes for all: why not', null],
    ['one', 'allowed writes for all: it was nothing', null],
  ])
  expect((await admin('writes', 'off', '--because', 'x')).code).toBe(2)
})
