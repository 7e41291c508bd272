import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CatalogSync } from '../../../src/main/catalog/catalog-sync.ts'
import { serverSpaceLog } from '../../../src/main/sync/server-space-log.ts'
import { syncLibrary } from '../../../src/main/sync/sync-library.ts'
import type { Member, Tools } from '../../../src/shared/space/client/member.ts'
import { signIn } from '../../../src/shared/space/client/sign-in.ts'
import type { PhotoChange } from '../../../src/shared/edits.ts'
import type { PhotoId } from '../../../src/shared/ids.ts'
import type { TemporaryLibrary } from '../catalog/temporary-library.ts'
import {
  addSomePhotos,
  albumId,
  contentHash,
  metadata,
  newFile,
  newPhoto,
  temporaryLibrary,
} from '../catalog/temporary-library.ts'
import type { ScratchServer } from '../server/scratch-server.ts'
import { openScratchServer, registerMember } from '../server/scratch-server.ts'
import { libraryState } from './library-state.ts'

let server: ScratchServer
let members = 0

beforeAll(async () => {
  server = await openScratchServer()
})
afterAll(() => server.close())

interface Computer {
  library: TemporaryLibrary
  tools: Tools
  member: Member
}

const email = () => `sync-${++members}@example.org`
const password = 'correct horse battery'

/** Computers of one member, each with a library of its own. */
async function computers(count: number): Promise<Computer[]> {
  const address = email()
  const made: Computer[] = []
  for (let at = 0; at < count; at++) {
    const tools = server.tools()
    const member =
      at === 0
        ? (await registerMember(tools, { email: address, password })).member
        : await signIn(tools, {
            ...{ email: address, by: { password }, language: 'en', deviceName: `Desk ${at}` },
            askCode: () => Promise.reject(new Error('no code')),
          })
    made.push({ library: await temporaryLibrary(), tools, member })
  }
  return made
}

const sync = async ({ library, tools, member }: Computer) =>
  syncLibrary({ sync: library.catalog.sync, log: await serverSpaceLog(tools, member) })

async function syncAll(...all: Computer[]): Promise<void> {
  for (let turn = 0; turn < 2; turn++) for (const computer of all) await sync(computer)
}

const change = ({ library }: Computer, ids: PhotoId[], what: PhotoChange) =>
  library.catalog.apply({ kind: 'photos', photos: { ids }, change: what })

function expectSame(...all: Computer[]): void {
  const [first, ...rest] = all.map(({ library }) => libraryState(library.path))
  for (const other of rest) expect(other).toEqual(first)
}

test('photos, what is said of them, and albums arrive on another computer', async () => {
  const [a, b] = (await computers(2)) as [Computer, Computer]
  const ids = await a.library.catalog.addPhotos([
    newPhoto([
      newFile(a.library.volumeId, 'DSC_0001.NEF', { sha256: contentHash(1) }),
      newFile(a.library.volumeId, 'DSC_0001.JPG', {
        sha256: contentHash(2),
        metadata: metadata({
          takenAt: '2024:06:01 12:00:00',
          rating: 2,
          keywords: ['lake'],
          caption: 'from the file',
        }),
      }),
    ]),
    newPhoto([newFile(a.library.volumeId, 'DSC_0002.JPG')], { creator: 'Aiko', rating: 4 }),
  ])
  await change(a, ids, { field: 'rating', value: 5 })
  await change(a, [ids[0]!], { field: 'title', value: 'Swan 白鳥' })
  await change(a, ids, { field: 'keywords', add: ['Swan'], remove: ['lake'] })
  const album = albumId(1)
  await a.library.catalog.apply({ kind: 'album-create', id: album, title: 'Best' })
  await a.library.catalog.apply({ kind: 'album-add', id: album, photos: { ids } })
  expect(await sync(a)).toMatchObject({ received: 0, held: [] })
  expect((await sync(b)).received).toBeGreaterThan(10)
  expectSame(a, b)
  expect(await b.library.catalog.detail(ids[0]!)).toMatchObject({
    title: 'Swan 白鳥',
    rating: 5,
    keywords: ['Swan'],
  })
  expect(await b.library.catalog.albumPhotos(album)).toEqual(ids)
  expect((await b.library.catalog.undoState()).canUndo).toBe(false)
  // Nothing comes back, and nothing goes twice.
  expect(await sync(b)).toMatchObject({ sent: 0, received: 0 })
  expect(await sync(a)).toMatchObject({ sent: 0, received: 0 })
})

test('edits made offline on both meet; a text that was written over unseen is kept on both', async () => {
  const [a, b] = (await computers(2)) as [Computer, Computer]
  const ids = await addSomePhotos(a.library, 3)
  await syncAll(a, b)
  await change(a, [ids[0]!], { field: 'caption', value: 'by A' })
  await change(b, [ids[0]!], { field: 'caption', value: 'by B' })
  await change(a, [ids[1]!], { field: 'rating', value: 3 })
  await change(b, [ids[1]!], { field: 'flag', value: 'pick' })
  await change(b, [ids[2]!], { field: 'trashed', value: true })
  await syncAll(a, b)
  expectSame(a, b)
  for (const { library } of [a, b]) {
    expect(await library.catalog.detail(ids[1]!)).toMatchObject({ rating: 3, flag: 'pick' })
    const [text, ...others] = await library.catalog.sync.overwrittenTexts()
    expect(others).toEqual([])
    expect(text).toMatchObject({ field: 'caption', photoId: ids[0], holds: 'by B', others: ['by A'] })
  }
  // Whoever edits it again has seen what holds, not the other.
  await change(a, [ids[0]!], { field: 'caption', value: 'by both' })
  await syncAll(a, b)
  expectSame(a, b)
  expect(await b.library.catalog.sync.overwrittenTexts()).toMatchObject([
    { holds: 'by both', others: ['by A'] },
  ])
})

test('undo travels, and what the file says can come back', async () => {
  const [a, b] = (await computers(2)) as [Computer, Computer]
  const file = newFile(a.library.volumeId, 'A.JPG', { metadata: metadata({ caption: 'from the file' }) })
  const [id] = (await a.library.catalog.addPhotos([newPhoto([file])])) as [PhotoId]
  await syncAll(a, b)
  await change(a, [id], { field: 'caption', value: 'by me' })
  await syncAll(a, b)
  expect(await b.library.catalog.detail(id)).toMatchObject({ caption: 'by me' })
  await a.library.catalog.undo()
  await syncAll(a, b)
  expect(await b.library.catalog.detail(id)).toMatchObject({ caption: 'from the file' })
  expectSame(a, b)
})

test('a card that both took in before they met is there once', async () => {
  const [a, b] = (await computers(2)) as [Computer, Computer]
  const idsOf = async ({ library }: Computer, caption: string) => {
    const ids = await library.catalog.addPhotos(
      [1, 2].map((number) =>
        newPhoto([newFile(library.volumeId, `DSC_000${number}.JPG`, { sha256: contentHash(number) })]),
      ),
    )
    await library.catalog.apply({
      ...{ kind: 'photos', photos: { ids: [ids[0]!] } },
      change: { field: 'caption', value: caption },
    })
    return ids
  }
  await idsOf(a, 'by A')
  const ofB = await idsOf(b, 'by B')
  await change(b, [ofB[1]!], { field: 'rating', value: 5 })
  await syncAll(a, b, a)
  expectSame(a, b)
  for (const { library } of [a, b]) {
    expect(Object.values(libraryState(library.path).photos)).toHaveLength(2)
    expect(await library.catalog.sync.overwrittenTexts()).toMatchObject([{ holds: 'by B', others: ['by A'] }])
  }
})

test('a pull that would empty the library waits until the user decides', async () => {
  const [a, b] = (await computers(2)) as [Computer, Computer]
  const ids = await addSomePhotos(a.library, 40)
  await syncAll(a, b)
  await change(a, ids.slice(0, 30), { field: 'trashed', value: true })
  await change(a, [ids[39]!], { field: 'rating', value: 1 })
  await sync(a)
  expect((await sync(b)).held).toEqual([{ kind: 'photos-trashed', trashed: 30, photos: 40 }])
  expect(await b.library.catalog.detail(ids[39]!)).toMatchObject({ rating: 1 })
  await b.library.reopen()
  expect((await sync(b)).held).toHaveLength(1)
  expect((await b.library.catalog.sync.state()).held).toHaveLength(1)
  expect(await b.library.catalog.sync.settleRemovals(true)).toEqual([])
  await syncAll(a, b)
  expectSame(a, b)
  expect(
    Object.values(libraryState(b.library.path).photos).filter(
      (photo) => (photo as { trashed_at: number | null }).trashed_at !== null,
    ),
  ).toHaveLength(30)
})

test('SB-19 a catalog restored from a backup goes on: nothing is lost, reverted or doubled', async () => {
  const [a, b] = (await computers(2)) as [Computer, Computer]
  const ids = await addSomePhotos(a.library, 3)
  await syncAll(a, b)
  const { path: backup } = await a.library.catalog.backup()
  await change(a, [ids[0]!], { field: 'rating', value: 4 })
  await change(a, [ids[1]!], { field: 'title', value: 'after the backup' })
  await syncAll(a, b)
  await a.library.restore(backup)
  await change(a, [ids[2]!], { field: 'rating', value: 2 })
  await syncAll(a, b)
  expectSame(a, b)
  expect(await a.library.catalog.detail(ids[1]!)).toMatchObject({ title: 'after the backup' })
  expect(await b.library.catalog.detail(ids[2]!)).toMatchObject({ rating: 2 })
})

test('SB-01 a clock that runs a year ahead is set right, in order, and loses to a later edit', async () => {
  const [a, b] = (await computers(2)) as [Computer, Computer]
  const ids = await addSomePhotos(a.library, 2)
  await syncAll(a, b)
  await a.library.catalog.sync.setClockOffset(365 * 86_400_000)
  await change(a, [ids[0]!], { field: 'rating', value: 1 })
  await change(a, [ids[0]!], { field: 'title', value: 'first' })
  await change(a, [ids[0]!], { field: 'title', value: 'second' })
  await syncAll(a, b)
  expectSame(a, b)
  expect(await b.library.catalog.detail(ids[0]!)).toMatchObject({ rating: 1, title: 'second' })
  await change(b, [ids[0]!], { field: 'rating', value: 5 })
  await syncAll(a, b)
  expect(await a.library.catalog.detail(ids[0]!)).toMatchObject({ rating: 5 })
  await change(a, [ids[0]!], { field: 'rating', value: 3 })
  await syncAll(a, b)
  expectSame(a, b)
  expect(await b.library.catalog.detail(ids[0]!)).toMatchObject({ rating: 3 })
})

test('a library that belongs to another account is not mixed with this one', async () => {
  const [a] = (await computers(1)) as [Computer]
  const [other] = (await computers(1)) as [Computer]
  await addSomePhotos(a.library, 1)
  await sync(a)
  await expect(sync({ ...other, library: a.library })).rejects.toMatchObject({ code: 'other-space' })
  const spaceOf: CatalogSync = other.library.catalog.sync
  expect((await spaceOf.state()).joined).toBeNull()
})

test('what a template filled in travels, and gives way to the file on both', async () => {
  const [a, b] = (await computers(2)) as [Computer, Computer]
  const { catalog, volumeId } = a.library
  const [id] = (await catalog.addPhotos([
    newPhoto([newFile(volumeId, 'A.NEF', { metadataComplete: false })], {
      creator: 'Template',
      copyright: '© Me',
    }),
  ])) as [PhotoId]
  await syncAll(a, b)
  expect(await b.library.catalog.detail(id)).toMatchObject({ creator: 'Template', copyright: '© Me' })
  const [file] = await catalog.filesOf(id)
  await catalog.updateFiles([
    { fileId: file!.id, metadata: metadata({ creator: 'Camera' }), metadataComplete: true },
  ])
  await syncAll(a, b)
  expect(await b.library.catalog.detail(id)).toMatchObject({ creator: 'Camera', copyright: '© Me' })
  expectSame(a, b)
})

test('a computer that is added while another is at it is no stranger', async () => {
  const address = email()
  const tools = server.tools()
  const { member } = await registerMember(tools, { email: address, password })
  const log = await serverSpaceLog(tools, member)
  await log.open(null)
  const start = { sequence: 0, hash: new Uint8Array(32) }
  expect(await log.read(start)).toEqual([])
  const added = server.tools()
  const second = await signIn(added, {
    ...{ email: address, by: { password }, language: 'en', deviceName: 'Laptop' },
    askCode: () => Promise.reject(new Error('no code')),
  })
  const b = { library: await temporaryLibrary(), tools: added, member: second }
  await addSomePhotos(b.library, 1)
  await sync(b)
  expect(await log.read(start)).toHaveLength(1)
})

test('what one library has twice stays two; what each of two has twice is paired', async () => {
  const [a, b, c] = (await computers(3)) as [Computer, Computer, Computer]
  const copies = ({ library }: Computer, count: number) =>
    library.catalog.addPhotos(
      Array.from({ length: count }, (_, at) =>
        newPhoto([newFile(library.volumeId, `copy-${at}.JPG`, { sha256: contentHash(7), bytes: 5 })]),
      ),
    )
  const ofA = await copies(a, 3)
  await sync(a)
  const ofB = await copies(b, 2)
  await change(a, [ofA[1]!], { field: 'rating', value: 4 })
  await change(b, [ofB[1]!], { field: 'title', value: 'the second' })
  await syncAll(a, b, c)
  await syncAll(a, b, c)
  for (const { library } of [a, b, c])
    expect(Object.values(libraryState(library.path).photos)).toHaveLength(3)
  expectSame(a, b, c)
})

test('a text that was settled is settled on all computers, and stays so', async () => {
  const [a, b, c] = (await computers(3)) as [Computer, Computer, Computer]
  const [id] = (await addSomePhotos(a.library, 1)) as [PhotoId]
  await syncAll(a, b, c)
  for (const [computer, value] of [
    [a, 'by A'],
    [b, 'by B'],
    [c, 'by C'],
  ] as const)
    await change(computer, [id], { field: 'caption', value })
  await syncAll(a, b, c)
  expect(await b.library.catalog.sync.overwrittenTexts()).toMatchObject([{ others: ['by A', 'by B'] }])
  const texts = await b.library.catalog.sync.overwrittenTexts()
  expect(await b.library.catalog.sync.settleTexts(texts)).toBe(1)
  expect(await b.library.catalog.sync.settleTexts(texts)).toBe(0)
  await syncAll(a, b, c)
  await change(c, [id], { field: 'caption', value: 'later' })
  await syncAll(a, b, c)
  expectSame(a, b, c)
  for (const { library } of [a, b, c]) {
    expect(await library.catalog.detail(id)).toMatchObject({ caption: 'later' })
    expect(await library.catalog.sync.overwrittenTexts()).toEqual([])
  }
})
