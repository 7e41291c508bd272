import { gzipSync } from 'node:zlib'
import type { AddressInfo } from 'node:net'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordTypes } from '../../../src/shared/crypto/sealed-record.ts'
import type { RecordType } from '../../../src/shared/crypto/sealed-record.ts'
import { signIn } from '../../../src/shared/space/client/sign-in.ts'
import { appendRecord, logStart, namedSpace, openSpace } from '../../../src/shared/space/client/space-log.ts'
import type { ScratchServer } from '../server/scratch-server.ts'
import { openScratchServer } from '../server/scratch-server.ts'
import { reportsOf } from '../space/scratch-library.ts'
import { libraryState } from './library-state.ts'
import { doorTo, password, syncComputer } from './sync-computers.ts'
import type { SyncComputer } from './sync-computers.ts'

// What a computer of the member itself has sealed and signed, and no program of today writes.

let server: ScratchServer
let door: Awaited<ReturnType<typeof doorTo>>
let members = 0

beforeAll(async () => {
  door = await doorTo(() => (server.app.server.address() as AddressInfo).port) // It listens on a port.
  server = await openScratchServer({ publicUrl: new URL(door.origin) })
})
afterAll(async () => {
  door.away()
  await server.close()
})

/** A library in step, into whose space another computer of the member writes something. */
async function receives(plaintext: Uint8Array, type: RecordType = recordTypes.batch): Promise<SyncComputer> {
  const email = `odd-${++members}@example.org`
  const a = await syncComputer({ server: door.origin, email, photos: 1, paused: true })
  await a.service.now()
  const { tools } = a.account
  const other = await signIn(tools, {
    ...{ email, by: { password }, language: 'en', deviceName: 'Odd' },
    askCode: () => Promise.reject(new Error('no code')),
  })
  const space = await openSpace(tools, other, await namedSpace(other, 'library'))
  await appendRecord(tools, other, space, type, plaintext, logStart, { sequence: 0, header: null })
  return a
}

const version = (number: number, rest: Uint8Array) => Buffer.concat([Buffer.from([number]), rest])

test.each<[string, Uint8Array]>([
  [
    'unpacks to 1 GB',
    version(1, Buffer.concat(Array.from({ length: 64 }, () => gzipSync(Buffer.alloc(1 << 24))))),
  ],
  ['is no gzip', version(1, Buffer.from('no gzip'))],
  ['has nothing in it that is of its form', version(1, gzipSync('nothing of the form'))],
  ['is empty', Buffer.alloc(0)],
])('a batch that %s is refused whole, and told as a fault', async (_what, batch) => {
  const a = await receives(batch)
  const before = libraryState(a.library.path)
  expect(await a.service.now()).toMatchObject({
    ...{ report: null, status: { state: 'needs-you', trouble: { reason: 'fault' } } },
  })
  expect(a.bugs).toHaveLength(1)
  expect(libraryState(a.library.path)).toEqual(before)
  expect(await reportsOf(server, a.account.member.session.account)).toEqual([])
})

test('SB-11 a batch of a newer program is kept for one that can read it, and sync goes on', async () => {
  const a = await receives(version(2, gzipSync('of a later form')))
  expect(await a.service.now()).toMatchObject({ report: { received: 0 }, status: { unsent: 0 } })
  expect(a.bugs).toEqual([])
  const database = new Database(a.library.path, { readonly: true })
  expect(database.prepare('SELECT count(*) FROM unread_batches').pluck().get()).toBe(1)
  database.close()
})

test('SB-11 a record of a type that is not known yet is passed over', async () => {
  const a = await receives(Buffer.from('settings of tomorrow'), recordTypes.settings)
  expect(await a.service.now()).toMatchObject({ report: { received: 0 }, status: { unsent: 0 } })
  expect(a.bugs).toEqual([])
})
