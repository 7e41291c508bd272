import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { logApart } from '../../../../src/server/store/access-chain.ts'
import { api } from '../../../../src/shared/space/api.ts'
import type { AccessEntry } from '../../../../src/shared/space/access-entry.ts'
import { encodeEntry } from '../../../../src/shared/space/access-entry.ts'
import type { ScratchServer } from '../scratch-server.ts'
import { openScratchServer } from '../scratch-server.ts'
import type { WholeMember } from '../whole-member.ts'
import { addWholeMember } from '../whole-member.ts'
import type { RunAdmin } from './run-admin.ts'
import { adminOf } from './run-admin.ts'

let server: ScratchServer
let admin: RunAdmin
let [a, b, c]: WholeMember[] = []
const NOON = Date.parse('2026-08-05T12:00:00.000Z')

beforeAll(async () => {
  server = await openScratchServer()
  admin = adminOf(server.database.folder)
  ;[a, b, c] = [await addWholeMember(server), await addWholeMember(server), await addWholeMember(server)]
})
afterAll(() => server.close())

const accountOf = (of: WholeMember | undefined) => Buffer.from(of!.member.session.account)
const idOf = (of: WholeMember | undefined) => accountOf(of).toString('hex')
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** What the server writes when it serves something of `owner` to `actor`. */
function entry(
  owner: WholeMember | undefined,
  actor: WholeMember | undefined,
  more: Partial<AccessEntry>,
): AccessEntry {
  return {
    ...{ owner: accountOf(owner), actor: accountOf(actor), device: randomBytes(32), at: NOON },
    ...{
      verb: 'read',
      kind: 'blob',
      object: randomBytes(32),
      first: 0,
      last: 99,
      bytes: 100,
      result: 'done',
    },
    ...more,
  }
}

test('of accounts that each read their own, nothing was served to the other', async () => {
  for (const of of [a!, b!])
    await server.tools().connection.fetchBlob(of.member.session, api.blobs.read, of.ids.blob)
  const run = await admin('exposure', idOf(a), idOf(b), '2000-01-01', '2100-01-01', '--both', '--json')
  expect([run.code, run.stdout, run.stderr]).toEqual([0, '', ''])
})

test('exactly what was served is listed: from whom, to whom, what, how much, when, to which computer', async () => {
  const space = randomBytes(16)
  const served = [
    entry(a, b, { at: NOON - 5 }),
    entry(a, b, { kind: 'record', object: space, first: 3, last: 9, bytes: 5_000 }),
    entry(a, b, { verb: 'list', first: 0, last: 0, bytes: 170 }),
    entry(a, b, { at: NOON + 60_000, first: 10, last: 19, bytes: 10 }),
  ]
  const back = entry(b, a, { kind: 'keys', object: new Uint8Array(0), first: 0, last: 0, bytes: 77 })
  const others = [
    entry(a, b, { at: NOON - 6 }),
    entry(a, b, { at: NOON + 60_001 }),
    entry(a, b, { verb: 'write' }),
    entry(a, b, { verb: 'remove' }),
    entry(a, b, { result: 'refused' }),
    entry(a, c, {}),
    entry(c, b, {}),
    entry(a, a, {}),
  ]
  await logApart(
    server.database.store,
    [...others.slice(0, 4), ...served, back, ...others.slice(4)].map(encodeEntry),
  )
  const times = ['2026-08-05T11:59:59.995Z', '2026-08-05T14:01:00+02:00']
  const ids = [idOf(a).slice(0, 10), idOf(b).slice(0, 10)]
  const [json, both, text, day, before] = await Promise.all([
    admin('exposure', ...ids, ...times, '--json'),
    admin('exposure', ...ids, ...times, '--json', '--both'),
    admin('exposure', ...ids, ...times),
    admin('exposure', ...ids, '2026-08-05', '2026-08-05', '--json'),
    admin('exposure', ...ids, '2026-08-04', '2026-08-04'),
  ])
  const line = (of: AccessEntry) => ({
    ...{ owner: hex(of.owner), actor: hex(of.actor), device: hex(of.device) },
    ...{ at: new Date(of.at).toISOString(), verb: of.verb, kind: of.kind, object: hex(of.object) },
    ...{ first: of.first, last: of.last, bytes: of.bytes, result: 'done' },
  })
  expect([json.code, json.stderr]).toEqual([1, ''])
  expect(json.lines()).toEqual(served.map((of) => expect.objectContaining(line(of)) as object))
  expect(both.code).toBe(1)
  expect(both.lines()).toEqual([...served, back].map((of) => expect.objectContaining(line(of)) as object))
  expect(text.code).toBe(1)
  expect(text.stdout).toContain(`record  ${hex(space)}`)
  expect(text.stdout).toContain('records 3 to 9')
  expect(text.stdout).toContain('bytes 10 to 19')
  expect(text.stdout).toContain('4 lines, 5,280 sealed bytes.')
  expect(day.lines()).toHaveLength(served.length + 2)
  expect([before.code, before.stdout]).toEqual([0, 'Nothing was served.\n'])
})

test('times that are none, or in the wrong order, are refused', async () => {
  for (const [from, to] of [
    ['2026-02-30', '2026-03-01'],
    ['yesterday', '2026-03-01'],
    ['2026-03-02', '2026-03-01'],
  ]) {
    const run = await admin('exposure', idOf(a), idOf(b), from!, to!)
    expect([run.code, run.stdout]).toEqual([2, ''])
    expect(run.stderr).toContain('Nothing was looked up')
  }
})

test('what was served to an account that is no more is found by its whole id', async () => {
  const gone = randomBytes(32)
  const object = randomBytes(32)
  await logApart(server.database.store, [encodeEntry({ ...entry(a, a, { object }), actor: gone })])
  const run = await admin('exposure', idOf(a), hex(gone), '2026-08-05', '2026-08-05', '--json')
  expect(run.lines()).toMatchObject([{ actor: hex(gone), object: hex(object) }])
})
