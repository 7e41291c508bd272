import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { signInAccount } from '../../../src/main/space/sign-in-account.ts'
import { api } from '../../../src/shared/space/api.ts'
import { sendByFetch } from '../../../src/shared/space/client/send-by-fetch.ts'
import type { PhotoChange } from '../../../src/shared/edits.ts'
import type { PhotoId } from '../../../src/shared/ids.ts'
import { createFormat } from '../../../src/shared/text/format.ts'
import { syncSentence } from '../../../src/shared/text/sync-sentence.ts'
import type { SyncStatus } from '../../../src/shared/sync-status.ts'
import { addSomePhotos, albumId, temporaryLibrary } from '../catalog/temporary-library.ts'
import type { ScratchServer } from '../server/scratch-server.ts'
import { openScratchServer } from '../server/scratch-server.ts'
import { oneByteChanged, queryAs, scratchLibrary, withoutKeychain } from '../space/scratch-library.ts'
import { libraryState } from './library-state.ts'
import { doorTo, password, startService, syncComputer } from './sync-computers.ts'
import type { SyncComputer } from './sync-computers.ts'

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

const format = createFormat('en', '')
const isUpToDate = ({ state, unsent }: SyncStatus) => state === 'up-to-date' && unsent === 0
const newMember = () => ({ server: door.origin, email: `service-${++members}@example.org` })

/** Two computers of one member that have all of it. */
async function twoComputers(photos = 3): Promise<[SyncComputer, SyncComputer, PhotoId[]]> {
  const of = newMember()
  const a = await syncComputer(of)
  await a.until(isUpToDate)
  const ids = await addSomePhotos(a.library, photos)
  expect((await a.service.now()).report).not.toBeNull()
  const b = await syncComputer({ ...of, second: true })
  await b.until(isUpToDate)
  expect(libraryState(b.library.path)).toEqual(libraryState(a.library.path))
  return [a, b, ids]
}

const change = ({ library }: SyncComputer, ids: PhotoId[], what: PhotoChange) =>
  library.catalog.apply({ kind: 'photos', photos: { ids }, change: what })

/** Resolves once the photo has the rating. */
function rated({ library: { catalog } }: SyncComputer, id: PhotoId, rating: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const stop = catalog.onChange(() => void look().catch(reject))
    async function look(): Promise<void> {
      if ((await catalog.detail(id)).rating !== rating) return
      stop()
      resolve(performance.now())
    }
    void look().catch(reject)
  })
}

test('an edit arrives at the other computer by a poke, within a second or so, and the other way', async () => {
  const [a, b, ids] = await twoComputers()
  for (const [from, to, rating] of [
    [a, b, 4],
    [b, a, 2],
  ] as const) {
    const arrived = rated(to, ids[0]!, rating)
    const at = performance.now()
    await change(from, ids, { field: 'rating', value: rating })
    // Nothing else brings it before 5 minutes have passed.
    expect((await arrived) - at).toBeLessThan(20_000)
    console.log(`an edit arrived after ${Math.round((await arrived) - at)} ms`)
  }
  await Promise.all([a.until(isUpToDate), b.until(isUpToDate)])
  expect(libraryState(b.library.path)).toEqual(libraryState(a.library.path))
  expect([...a.bugs, ...b.bugs]).toEqual([])
})

test('rounds of two computers at once leave both with everything', async () => {
  const [a, b, ids] = await twoComputers()
  await Promise.all(
    ids.flatMap((id, at) => [
      change(a, [id], { field: 'rating', value: at + 1 }),
      change(b, [id], { field: 'title', value: `title ${at}` }),
      a.service.now(),
      b.service.now(),
    ]),
  )
  await Promise.all([a.service.now(), b.service.now()])
  await Promise.all([a.service.now(), b.service.now()])
  expect(libraryState(b.library.path)).toEqual(libraryState(a.library.path))
  expect(await a.library.catalog.detail(ids[2]!)).toMatchObject({ rating: 3, title: 'title 2' })
})

test('a server that goes away is offline since then, and it goes on by itself when it is back', async () => {
  const [a, b, ids] = await twoComputers()
  door.away()
  const away = (status: SyncStatus) => status.state === 'offline' && status.unsent === 1
  await change(a, [ids[0]!], { field: 'rating', value: 5 })
  const status = await a.until(away)
  expect(status).toMatchObject({ trouble: { reason: 'no-connection' }, since: expect.any(Number) })
  expect(syncSentence(status, format)).toMatch(/^Offline since .* 1 change waits to be sent\.$/)
  await b.until(({ state }) => state === 'offline')
  await door.back()
  await rated(b, ids[0]!, 5)
  expect(await a.until(isUpToDate)).toMatchObject({ state: 'up-to-date' })
  expect([...a.bugs, ...b.bugs]).toEqual([])
})

test('paused it sends and receives nothing, also after a restart, but what is asked for', async () => {
  const [a, b, ids] = await twoComputers()
  a.settings.change({ syncPaused: true })
  await change(a, [ids[0]!], { field: 'rating', value: 3 })
  expect(await a.until(({ unsent }) => unsent === 1)).toMatchObject({ state: 'paused' })
  await a.service.close()
  const again = startService(a.host, a.library)
  expect(await again.until(() => true)).toMatchObject({ state: 'paused' })
  expect(await again.service.now()).toMatchObject({
    report: { sent: 1 },
    status: { state: 'paused', unsent: 0 },
  })
  await rated(b, ids[0]!, 3)
  await change(b, [ids[1]!], { field: 'rating', value: 1 })
  again.settings.change({ syncPaused: false })
  await rated({ ...a, ...again }, ids[1]!, 1)
})

test('keys that the password locks wait for it, and take no other', async () => {
  const a = await syncComputer({ ...newMember(), host: { keychain: withoutKeychain }, photos: 1 })
  expect(a.service.status()).toMatchObject({ state: 'locked', wrong: false })
  expect(await a.service.now()).toMatchObject({ report: null, status: { state: 'locked', wrong: false } })
  expect(await a.service.now('no such password')).toMatchObject({
    report: null,
    status: { state: 'locked', wrong: true },
  })
  const { report, status } = await a.service.now(password)
  expect(report!.sent).toBeGreaterThan(0)
  expect(status).toMatchObject({ state: 'up-to-date', unsent: 0 })
  // From now on it needs no asking.
  const { place } = await a.library.catalog.sync.state()
  const sent = new Promise<void>((resolve, reject) => {
    const stop = a.service.onChange(() => {
      a.library.catalog.sync.state().then((now) => {
        if (now.place.sequence === place.sequence) return
        stop()
        resolve()
      }, reject)
    })
  })
  await a.library.catalog.apply({ kind: 'album-create', id: albumId(1), title: 'Best' })
  await sent
})

test('a session that was ended elsewhere needs the user, and nothing is tried again before', async () => {
  const [a, , ids] = await twoComputers()
  const { tools, member } = a.account
  await tools.connection.askAs(member.session, api.sessions.signOut, {})
  await change(a, [ids[0]!], { field: 'rating', value: 3 })
  const status = await a.until(({ state }) => state === 'needs-you')
  expect(status).toMatchObject({ trouble: { reason: 'session-ended', params: { server: door.origin } } })
  expect(syncSentence(status, format)).toContain('Sign in again.')
})

test('an account that is frozen needs the user, by the number of the incident; thawed it goes on', async () => {
  const [a, , ids] = await twoComputers()
  const account = Buffer.from(a.account.member.session.account)
  await queryAs(
    server.database.urls.watch,
    "SELECT freeze_accounts('\\x0102030405060708', 'drill', 'none', ARRAY[$1::bytea])",
    [account],
  )
  await change(a, [ids[0]!], { field: 'rating', value: 3 })
  const status = await a.until(({ state }) => state === 'needs-you')
  expect(status).toMatchObject({ trouble: { reason: 'frozen', params: { incident: expect.any(String) } } })
  expect(syncSentence(status, format)).toMatch(/frozen \(incident .+\)/)
  const { owner } = server.database.urls
  await queryAs(owner, 'UPDATE accounts SET frozen_at = NULL, frozen_for = NULL WHERE account_id = $1', [
    account,
  ])
  await queryAs(owner, 'UPDATE sessions SET revoked_at = NULL WHERE account_id = $1', [account])
  expect((await a.service.now()).status).toMatchObject({ state: 'up-to-date', unsent: 0 })
})

test('a server that takes nothing new keeps the edits waiting, and says so', async () => {
  const [a, , ids] = await twoComputers()
  const { owner, watch } = server.database.urls
  await queryAs(watch, "SELECT stop_writes('\\x00')")
  onTestFinished(async () => {
    await queryAs(owner, 'UPDATE server_state SET writes_stopped_at = NULL')
  })
  await change(a, [ids[0]!], { field: 'rating', value: 3 })
  expect(await a.until(({ state }) => state === 'needs-you')).toMatchObject({
    trouble: { reason: 'stopped' },
    unsent: 1,
  })
})

test('an answer that is not of the account stops it: nothing of it is used', async () => {
  const of = newMember()
  let spoilt = false
  const host = {
    send: async (request: Parameters<typeof sendByFetch>[0]) => {
      const received = await sendByFetch(request)
      const lies = spoilt && request.url.includes('/records')
      return lies ? { ...received, body: oneByteChanged(received.body) } : received
    },
  }
  const a = await syncComputer({ ...of, host, photos: 1 })
  await a.until(isUpToDate)
  const before = libraryState(a.library.path)
  spoilt = true
  const { report, status } = await a.service.now()
  expect(report).toBeNull()
  expect(status).toMatchObject({ state: 'needs-you', trouble: { reason: 'not-your-space' } })
  expect(libraryState(a.library.path)).toEqual(before)
})

test('removals that wait need the user; everything else goes on', async () => {
  const [a, b, ids] = await twoComputers(40)
  await change(a, ids.slice(0, 30), { field: 'trashed', value: true })
  const status = await b.until(({ state }) => state === 'needs-you')
  expect(status).toMatchObject({ trouble: null, held: [{ kind: 'photos-trashed', trashed: 30, photos: 40 }] })
  expect(syncSentence(status, format)).toContain('30 of 40 photos')
  await change(a, [ids[39]!], { field: 'rating', value: 1 })
  await rated(b, ids[39]!, 1)
  expect(await b.service.allowRemovals()).toMatchObject({ held: [] })
  await b.service.now()
  expect(libraryState(b.library.path)).toEqual(libraryState(a.library.path))
})

test('without an account there is nothing to do; once the library is signed in it begins', async () => {
  const of = newMember()
  const a = await syncComputer({ ...of, photos: 2 })
  await a.until(isUpToDate)
  const host = scratchLibrary()
  const library = await temporaryLibrary()
  const b = startService(host, library)
  expect(await b.service.now()).toMatchObject({ report: null, status: { state: 'no-account' } })
  await signInAccount(host, {
    ...of,
    ...{ language: 'en', deviceName: 'Laptop', askPassword: async () => password },
  })
  expect((await b.service.now()).report).toMatchObject({ sent: 0 })
  expect(libraryState(library.path)).toEqual(libraryState(a.library.path))
})
