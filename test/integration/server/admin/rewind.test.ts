import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeBackup } from '../../../../src/server/admin/backup/make-backup.ts'
import { openBackup, restoreBackup } from '../../../../src/server/admin/backup/restore-backup.ts'
import { checkEverything } from '../../../../src/server/admin/check-everything.ts'
import { openFolderBlobs } from '../../../../src/server/blobs/folder-blobs.ts'
import { migrations } from '../../../../src/server/database/migrations/index.ts'
import { readServerKeys } from '../../../../src/server/keys/server-keys.ts'
import { recordTypes } from '../../../../src/shared/crypto/sealed-record.ts'
import { api } from '../../../../src/shared/space/api.ts'
import type { Member } from '../../../../src/shared/space/client/member.ts'
import { sendByFetch } from '../../../../src/shared/space/client/send-by-fetch.ts'
import type { DevicePlace, LogPlace, OpenSpace } from '../../../../src/shared/space/client/space-log.ts'
import {
  appendRecord,
  logStart,
  namedSpace,
  openSpace,
  readRecords,
} from '../../../../src/shared/space/client/space-log.ts'
import { uploadSmall } from '../../../../src/shared/space/client/upload.ts'
import type { ScratchServer } from '../scratch-server.ts'
import { openScratchServer, registerMember } from '../scratch-server.ts'
import type { WholeMember } from '../whole-member.ts'
import { addWholeMember } from '../whole-member.ts'
import type { EmptyDatabase } from './empty-database.ts'
import { openEmptyDatabase } from './empty-database.ts'

/** A computer that writes into a space and knows how far its log goes. */
interface Writer {
  member: Member
  space: OpenSpace
  seen: LogPlace
  before: DevicePlace
}

let server: ScratchServer
let target: EmptyDatabase
const folder = mkdtempSync(join(tmpdir(), 'image-space-backup-'))
/** Where the server's address leads to. */
let serving: string
const members: WholeMember[] = []
/** Each member's computer, then another of theirs. */
const desks: Writer[] = []
const laptops: Writer[] = []
let late: Member
let lateBlob: Uint8Array

const tools = () =>
  server.tools((call) => sendByFetch({ ...call, url: call.url.replace(server.origin, serving) }))

async function writerOf(member: Member): Promise<Writer> {
  const space = await openSpace(tools(), member, await namedSpace(member, 'kept'))
  return { member, space, seen: logStart, before: { sequence: 0, header: null } }
}

async function write(writer: Writer): Promise<void> {
  const { member, space, seen, before } = writer
  const done = await appendRecord(tools(), member, space, recordTypes.batch, randomBytes(99), seen, before)
  Object.assign(writer, { seen: done.head, before: done.device })
}

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  )
const readOn = ({ member, space, seen }: Writer) =>
  codeOf(readRecords(tools(), member, space, seen, () => true))

beforeAll(async () => {
  ;[server, target] = [await openScratchServer(), await openEmptyDatabase()]
  serving = server.origin
  for (let count = 0; count < 3; count++) {
    const one = await addWholeMember(server)
    members.push(one)
    const [desk, laptop] = [await writerOf(one.member), await writerOf(one.laptop)]
    await write(desk)
    await write(desk)
    laptop.seen = desk.seen
    desks.push(desk)
    laptops.push(laptop)
  }
  const keys = readServerKeys(join(server.database.folder, 'server-keys.json'))
  const schema = migrations.at(-1)!.version
  await makeBackup({ database: server.database.urls, blobs: server.blobs, keys }, schema, folder)

  // A day goes on.
  for (const desk of desks) for (let count = 0; count < 3; count++) await write(desk)
  late = (await registerMember(tools())).member
  const { key } = await tools().connection.ask(api.server.describe, {})
  lateBlob = (await uploadSmall(tools(), members[0]!.member.session, key, randomBytes(800))).object

  const blobs = await openFolderBlobs(join(target.folder, 'blobs'))
  await restoreBackup(folder, await openBackup(folder), { database: target.urls, blobs }, 'test')
  const restored = await server.another({
    ...{ databaseUrl: target.urls.app, blobs },
    publicUrl: new URL(server.origin),
  })
  const address = restored.app.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  serving = `http://127.0.0.1:${address.port}`
})
afterAll(async () => {
  await server.close()
  await target.close()
  rmSync(folder, { recursive: true, force: true })
})

test('FI-14 after yesterday’s backup, a client that knows more is told so', async () => {
  for (const desk of desks) {
    expect(desk.seen.sequence).toBe(5)
    expect(await readOn(desk)).toBe('rewound')
  }
  // A client that knows no more than the backup reads on as ever, with the session it has.
  for (const laptop of laptops) expect(await readOn(laptop)).toBe('answered')
  expect(await codeOf(tools().connection.askAs(late.session, api.account.describe, {}))).toBe('not-accepted')
  const { session } = members[0]!.member
  expect(await codeOf(tools().connection.fetchBlob(session, api.blobs.read, lateBlob))).toBe('not-found')
})

test('FI-14 after yesterday’s backup, nobody is given anything of others', async () => {
  const { connection } = tools()
  for (const [at, { member, ids, blobs }] of members.entries()) {
    const { session } = member
    const { account } = await connection.askAs(session, api.account.describe, {})
    expect(Buffer.from(account)).toEqual(Buffer.from(session.account))
    const listed = await connection.askAs(session, api.blobs.list, { query: { limit: 100 } })
    expect(listed.blobs.map(({ blob }) => Buffer.from(blob).toString('hex')).sort()).toEqual(
      [...blobs.keys()].sort(),
    )
    expect(Buffer.from(await connection.fetchBlob(session, api.blobs.read, ids.blob))).toEqual(
      blobs.get(Buffer.from(ids.blob).toString('hex')),
    )
    for (const other of members.filter((_member, of) => of !== at)) {
      expect(await codeOf(connection.fetchBlob(session, api.blobs.read, other.ids.blob))).toBe('not-found')
      const query = { after: 0, hash: logStart.hash, limit: 10 }
      const params = { space: other.ids.space }
      expect(await codeOf(connection.askAs(session, api.records.read, { params, query }))).toBe('not-found')
    }
  }
  const checked = await checkEverything(target.urls, await openFolderBlobs(join(target.folder, 'blobs')))
  expect(checked).toMatchObject({ found: [], noticed: [] })
})

test('FI-14 once the log has gone another way, a client that knows the old way is told so', async () => {
  for (const laptop of laptops) {
    for (let count = 0; count < 4; count++) await write(laptop)
    expect(laptop.seen.sequence).toBe(6)
  }
  for (const desk of desks) expect(await readOn(desk)).toBe('forked')
  for (const laptop of laptops) expect(await readOn(laptop)).toBe('answered')
})
