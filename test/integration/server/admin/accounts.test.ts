import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from '../../../../src/server/database/roles.ts'
import { api } from '../../../../src/shared/space/api.ts'
import type { ScratchServer } from '../scratch-server.ts'
import { openScratchServer, registerMember } from '../scratch-server.ts'
import type { WholeMember } from '../whole-member.ts'
import { addWholeMember } from '../whole-member.ts'
import type { RunAdmin } from './run-admin.ts'
import { adminOf } from './run-admin.ts'

let server: ScratchServer
let admin: RunAdmin
let whole: WholeMember
let id: string

beforeAll(async () => {
  server = await openScratchServer()
  admin = adminOf(server.database.folder)
  whole = await addWholeMember(server)
  await registerMember(server.tools())
  id = Buffer.from(whole.member.session.account).toString('hex')
})
afterAll(() => server.close())

const asOwner = (sql: string, values: unknown[] = []) =>
  withClient(server.database.urls.owner, (client) => client.query<Record<string, unknown>>(sql, values))

test('accounts are listed with how much they keep, and never with an address', async () => {
  const [json, text, limited, frozen] = await Promise.all([
    admin('accounts', '--json'),
    admin('accounts'),
    admin('accounts', '--limit', '1'),
    admin('accounts', '--frozen', '--json'),
  ])
  expect([json.code, text.code, limited.code, frozen.code]).toEqual([0, 0, 0, 0])
  const lines = json.lines()
  expect(lines).toHaveLength(2)
  expect(lines[0]).toEqual({
    account: id,
    memberNumber: 1,
    registeredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
    usedBytes: 6_000,
    quotaBytes: 1e9,
    frozenAt: null,
    deletesAt: null,
    isCanary: false,
  })
  expect(text.stdout).toMatch(new RegExp(`^${id.slice(0, 12)}  1 .*6 kB of 1 GB`, 'm'))
  expect(limited.stdout).toMatch(/^1 of 2; --limit shows more\.$/m)
  expect(frozen.stdout).toBe('')
  for (const { stdout } of [json, text]) expect(stdout).not.toContain('@')
})

test('an account is shown by the first digits of its id, without an address', async () => {
  const [json, text] = await Promise.all([
    admin('account', id.slice(0, 8).toUpperCase(), '--json'),
    admin('account', id),
  ])
  expect(json.json()).toMatchObject({
    account: id,
    reservedBytes: 500,
    ...{ devices: 2, sessions: 2, spaces: 2, records: 4, blobs: 2 },
    incidents: [],
  })
  expect(text.code).toBe(0)
  expect(text.stdout).toMatch(/^records +4$/m)
  expect(json.stdout + text.stdout).not.toContain('@')
})

test('an account is named by eight digits of its id at least, and never by its member number', async () => {
  const [number, short, none, noHex] = await Promise.all([
    admin('account', '1'),
    admin('account', id.slice(0, 7)),
    admin('account', randomBytes(8).toString('hex')),
    admin('quota', whole.email, '1'),
  ])
  expect([number.code, short.code, none.code, noHex.code]).toEqual([2, 2, 2, 2])
  expect(number.stderr).toContain('a number that was given twice would mix up two members')
  expect(short.stderr).toMatch(/no account id|member number/)
  expect(none.stderr).toContain('There is no account')
  expect(noHex.stderr).toContain('Nothing was done')
})

test('digits that two accounts begin with name none of them', async () => {
  // No two real accounts begin alike; the constraint that makes their ids what they are is taken away for this.
  const twin = Buffer.concat([Buffer.from(id, 'hex').subarray(0, 31), Buffer.from([0])])
  if (twin.toString('hex') === id) twin[31] = 1
  await asOwner('ALTER TABLE accounts DROP CONSTRAINT account_certifies_itself')
  await asOwner('INSERT INTO accounts (account_id, genesis_key, quota_bytes) VALUES ($1, $2, 0)', [
    twin,
    randomBytes(32),
  ])
  const [both, one] = await Promise.all([admin('account', id.slice(0, 20)), admin('account', id)])
  expect([both.code, one.code]).toEqual([2, 0])
  expect(both.stderr).toContain('More than one account begins with')
  await asOwner('DELETE FROM accounts WHERE account_id = $1', [twin])
})

test('a quota is set, holds for the member, and is written down with who set it', async () => {
  const set = await admin('quota', id.slice(0, 10), '2.5', '--as', 'Operator One', '--json')
  expect(set.json()).toEqual({
    account: id,
    quotaBytes: 2.5e9,
    quotaBytesBefore: 1e9,
    usedBytes: 6_500,
  })
  const { connection } = server.tools()
  const { quotaBytes } = await connection.askAs(whole.member.session, api.account.describe, {})
  expect(quotaBytes).toBe(2.5e9)

  const small = await admin('quota', id, '0.000001')
  expect(small.stdout).toContain('What it keeps above that stays')
  const { rows } = await asOwner(
    `SELECT operator, act, encode(account_id, 'hex') AS account FROM operator_acts ORDER BY act_id`,
  )
  expect(rows).toEqual([
    { operator: 'Operator One', act: 'set its quota from 1000000000 to 2500000000 bytes', account: id },
    { operator: userInfo().username, act: 'set its quota from 2500000000 to 1000 bytes', account: id },
  ])
  const shown = await admin('account', id)
  expect(shown.stdout).toContain('Operator One set its quota from 1000000000 to 2500000000 bytes')
})

test('a quota that is none, or for nobody, changes nothing and is not written down', async () => {
  const acts = async () => (await asOwner('SELECT count(*) FROM operator_acts')).rows
  const before = await acts()
  const [none, nobody] = await Promise.all([
    admin('quota', id, '-1'),
    admin('quota', randomBytes(32).toString('hex'), '1'),
  ])
  expect([none.code, nobody.code]).toEqual([2, 2])
  expect(await acts()).toEqual(before)
})

test('where no server has run, a command makes none', async () => {
  const folder = join(server.database.folder, 'elsewhere')
  const run = await adminOf(folder)('accounts')
  expect(run.code).toBe(2)
  expect(run.stderr).toContain('no server has run here')
  expect(existsSync(folder)).toBe(false)
})

test('a database of another version is not worked on', async () => {
  await asOwner('INSERT INTO schema_versions (version) VALUES (999)')
  const run = await admin('accounts')
  await asOwner('DELETE FROM schema_versions WHERE version = 999')
  expect(run.code).toBe(2)
  expect(run.stderr).toContain('schema 999')
})

test('a database that does not answer is told in a sentence, without its password', async () => {
  const nowhere = (role: string) => `postgresql://${role}:secret-word@127.0.0.1:9/image_space`
  const run = await adminOf(server.database.folder, {
    DATABASE_URL: nowhere('app'),
    DATABASE_OWNER_URL: nowhere('owner'),
    DATABASE_WATCH_URL: nowhere('watch'),
  })('accounts')
  expect(run.code).toBe(2)
  expect(run.stderr).toContain('The database cannot be asked (ECONNREFUSED)')
  expect(run.stdout + run.stderr).not.toContain('secret-word')
})
