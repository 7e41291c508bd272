import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PhotoChange } from '../../../src/shared/edits.ts'
import type { PhotoId } from '../../../src/shared/ids.ts'
import { api } from '../../../src/shared/space/api.ts'
import { sendByFetch } from '../../../src/shared/space/client/send-by-fetch.ts'
import type { Send } from '../../../src/shared/space/client/transport.ts'
import { createFormat } from '../../../src/shared/text/format.ts'
import { syncSentence } from '../../../src/shared/text/sync-sentence.ts'
import { addSomePhotos } from '../catalog/temporary-library.ts'
import type { ScratchServer } from '../server/scratch-server.ts'
import { openScratchServer } from '../server/scratch-server.ts'
import { queryAs, reportsOf } from '../space/scratch-library.ts'
import { libraryState } from './library-state.ts'
import { doorTo, syncComputer } from './sync-computers.ts'
import type { SyncComputer } from './sync-computers.ts'

// A server that was restored to a backup from before a library was in step with it has lost the space with its key.

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

const newMember = () => ({ server: door.origin, email: `lost-${++members}@example.org` })
const sameMember = () => ({ server: door.origin, email: `lost-${members}@example.org`, second: true })

/** Computers of one member that have all of it. They sync when they are told to. */
async function computers(count: number): Promise<[SyncComputer[], PhotoId[]]> {
  const of = newMember()
  const made: SyncComputer[] = []
  for (let at = 0; at < count; at++) {
    made.push(await syncComputer({ ...of, second: at > 0, paused: true }))
  }
  const ids = await addSomePhotos(made[0]!.library, 3)
  for (const { service } of [...made, ...made]) await service.now()
  expectSame(...made)
  return [made, ids]
}

const change = ({ library }: SyncComputer, ids: PhotoId[], what: PhotoChange) =>
  library.catalog.apply({ kind: 'photos', photos: { ids }, change: what })

function expectSame(...all: SyncComputer[]): void {
  const [first, ...rest] = all.map(({ library }) => libraryState(library.path))
  for (const other of rest) expect(other).toEqual(first)
}

const accountOf = ({ account }: SyncComputer) => Buffer.from(account.member.session.account)

async function loseSpace(of: SyncComputer): Promise<void> {
  const { space } = (await of.library.catalog.sync.state()).joined!
  const values = [accountOf(of), Buffer.from(space, 'hex')]
  const { owner } = server.database.urls
  const { rowCount } = await queryAs(
    owner,
    'DELETE FROM spaces WHERE account_id = $1 AND space_id = $2',
    values,
  )
  expect(rowCount).toBe(1)
}

async function expectTrusted(of: SyncComputer): Promise<void> {
  expect(await reportsOf(server, accountOf(of))).toEqual([])
  const { rows } = await queryAs(
    server.database.urls.owner,
    'SELECT frozen_at FROM accounts WHERE account_id = $1',
    [accountOf(of)],
  )
  expect(rows).toEqual([{ frozen_at: null }])
}

test.each(['the computer that made it', 'another computer'])(
  'a space that the server has lost is given back by %s',
  async (who) => {
    const [[a, b], ids] = await computers(2)
    await change(a!, [ids[0]!], { field: 'rating', value: 4 })
    await change(b!, [ids[1]!], { field: 'title', value: 'by B' })
    const before = libraryState(b!.library.path)
    await loseSpace(a!)
    const order = who === 'another computer' ? [b!, a!] : [a!, b!]
    for (const { service } of [...order, ...order]) expect((await service.now()).report).not.toBeNull()
    expectSame(a!, b!)
    expect(await a!.library.catalog.detail(ids[1]!)).toMatchObject({ title: 'by B' })
    expect(Object.keys(libraryState(a!.library.path).photos)).toEqual(Object.keys(before.photos))
    await expectTrusted(a!)
    // Whoever comes new finds all of it.
    const c = await syncComputer(sameMember())
    await c.service.now()
    expectSame(a!, c)
  },
)

test('a computer that does not know the key of a lost space waits until another has given it back', async () => {
  const [[a, b], ids] = await computers(2)
  // As a catalog from before keys of spaces were kept.
  const { joined, place } = await b!.library.catalog.sync.state()
  await b!.library.catalog.sync.join({ ...joined!, sealedKey: null }, place.device!)
  await change(b!, [ids[1]!], { field: 'rating', value: 2 })
  await loseSpace(a!)
  const { report, status } = await b!.service.now()
  expect(report).toBeNull()
  expect(status).toMatchObject({ state: 'needs-you', trouble: { reason: 'space-lost' }, unsent: 1 })
  for (const language of ['en', 'ja'] as const)
    expect(syncSentence(status, createFormat(language, ''))).not.toContain('space-lost')
  for (const { service } of [a!, b!, a!]) expect((await service.now()).report).not.toBeNull()
  expectSame(a!, b!)
  await expectTrusted(a!)
})

test('a space that was made anew with another key meanwhile is not mixed with the library', async () => {
  const [[a], ids] = await computers(1)
  await loseSpace(a!)
  const c = await syncComputer({ ...sameMember(), photos: 1 })
  expect((await c.service.now()).report).not.toBeNull()
  await change(a!, [ids[0]!], { field: 'rating', value: 1 })
  const before = libraryState(a!.library.path)
  expect((await a!.service.now()).status).toMatchObject({
    ...{ state: 'needs-you', trouble: { reason: 'other-key' }, unsent: 1 },
  })
  expect(libraryState(a!.library.path)).toEqual(before)
  await expectTrusted(a!)
})

test('two computers that make the space at once have one', async () => {
  const of = newMember()
  const a = await syncComputer({ ...of, photos: 1, paused: true })
  const send: Send = async (request) => {
    const { pathname } = new URL(request.url)
    // B has seen that there is none, and makes one.
    if (request.method === 'POST' && pathname === api.spaces.add.path) await a.service.now()
    return sendByFetch(request)
  }
  const b = await syncComputer({ ...sameMember(), photos: 1, paused: true, host: { send } })
  for (const { service } of [b, a, b]) expect((await service.now()).report).not.toBeNull()
  expectSame(a, b)
})

test('a computer whose keys were lost signs in as a new one, and goes on', async () => {
  const [[a, b], ids] = await computers(2)
  await change(b!, [ids[0]!], { field: 'rating', value: 3 })
  await b!.service.now()
  await change(b!, [ids[1]!], { field: 'rating', value: 2 })
  await b!.service.close()
  const again = await syncComputer({ ...sameMember(), library: b!.library })
  expect((await again.service.now()).status).toMatchObject({ state: 'up-to-date', unsent: 0 })
  await a!.service.now()
  expect(await a!.library.catalog.detail(ids[1]!)).toMatchObject({ rating: 2 })
  expectSame(a!, again)
})
