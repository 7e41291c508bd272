import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ContentHash } from '../../../src/shared/ids.ts'
import type { SyncStatus } from '../../../src/shared/sync-status.ts'
import { makeJpeg } from '../../fixtures/make-jpeg.ts'
import { found } from '../catalog/temporary-library.ts'
import type { ScratchServer } from '../server/scratch-server.ts'
import { openScratchServer } from '../server/scratch-server.ts'
import { oneByteChanged, queryAs } from '../space/scratch-library.ts'
import { spaceComputer } from './space-computer.ts'
import type { SpaceComputer } from './space-computer.ts'

let server: ScratchServer
let members = 0

beforeAll(async () => {
  server = await openScratchServer()
})
afterAll(() => server.close())

const newMember = () => ({ server: server.origin, email: `blobs-${++members}@example.org` })
const isUpToDate = ({ state }: SyncStatus) => state === 'up-to-date'
const nothingLeft = { files: 0, bytes: 0, previews: 0, parked: 0 }

/** Files of all blobs that the server keeps, of everybody. */
function blobFiles(): string[] {
  const folder = join(server.database.folder, 'blobs')
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^[0-9a-f]{64}$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

async function slotOf(computer: SpaceComputer, id: Parameters<SpaceComputer['catalog']['slotOf']>[0]) {
  const slot = computer.catalog.slotOf(id)
  if (slot === null) throw new Error(`${id} is not there`)
  return slot
}

test('what one computer has is seen on another, and comes back byte for byte', async () => {
  const of = newMember()
  const a = await spaceComputer(of)
  mkdirSync(join(a.disk, '2024/May'), { recursive: true })
  await makeJpeg(join(a.disk, '2024/May/A.JPG'), { seed: 1 })
  await makeJpeg(join(a.disk, '2024/B.JPG'), { seed: 2 })
  writeFileSync(join(a.disk, 'clip.mov'), randomBytes(9 * 2 ** 20 + 5))
  writeFileSync(join(a.disk, 'B.xmp'), '<x/>')
  utimesSync(join(a.disk, '2024/B.JPG'), 1e9, 1e9)
  const ids = await a.add('2024/May/A.JPG', '2024/B.JPG')
  await a.catalog.addFiles(ids[1]!, [a.fileAt('clip.mov', 'motion'), a.fileAt('B.xmp', 'sidecar')])
  expect((await a.sync()).status).toMatchObject({ state: 'up-to-date', unsent: 0, uploads: nothingLeft })

  const b = await spaceComputer({ ...of, second: true })
  await b.sync()
  // What is shown here is what is shown there, without a file.
  for (const id of ids)
    for (const size of ['grid', 'screen'] as const) {
      const here = await a.previews.picture(size, await slotOf(a, id))
      const there = await b.previews.picture(size, await slotOf(b, id))
      expect(there).toEqual(here)
    }
  const [, clip] = (await b.catalog.filesOf(ids[1]!)).toSorted((x, y) => y.bytes - x.bytes).toReversed()
  expect(clip).toBeDefined()
  const large = (await b.catalog.filesOf(ids[1]!)).find(({ name }) => name === 'clip.mov')!
  expect(readFileSync(await b.space.original(large))).toEqual(readFileSync(join(a.disk, 'clip.mov')))

  const home = join(b.disk, 'home')
  expect(await b.bring(home)).toMatchObject({ state: 'done', itemsDone: 4, failures: [] })
  for (const path of ['2024/May/A.JPG', '2024/B.JPG', 'clip.mov', 'B.xmp']) {
    expect(readFileSync(join(home, path)), path).toEqual(readFileSync(join(a.disk, path)))
    expect(statSync(join(home, path)).mtimeMs).toBeCloseTo(statSync(join(a.disk, path)).mtimeMs, -1)
  }
  const [file] = (await b.catalog.detail(ids[0]!)).files
  expect(file).toMatchObject({ missing: false })
  const copies = file!.copies.map(({ volumeName, verifiedAt }) => [volumeName, verifiedAt !== null])
  expect(copies).toEqual([
    ['Disk', true],
    ['Image Space', true],
  ])
  expect(b.catalog.columns.copies[await slotOf(b, ids[0]!)]).toBe(2)
  expect(a.catalog.columns.copies[await slotOf(a, ids[0]!)]).toBe(1)
  expect(await found(b, 'copies:<2')).toEqual([])
  expect(await found(a, 'copies:<2')).toHaveLength(2)
  // It has all of it itself now, and nothing of it goes a second time.
  const before = blobFiles().length
  expect((await b.sync()).status).toMatchObject({ state: 'up-to-date', uploads: nothingLeft })
  expect(blobFiles().length).toBe(before)
  expect([...a.bugs, ...b.bugs]).toEqual([])
})

test('two files of one place on two computers both find a place', async () => {
  const of = newMember()
  const computers: SpaceComputer[] = []
  for (const seed of [1, 2]) {
    const computer = await spaceComputer({ ...of, second: seed > 1 })
    await makeJpeg(join(computer.disk, 'IMG_1.JPG'), { seed })
    await computer.add('IMG_1.JPG')
    await computer.sync()
    computers.push(computer)
  }
  const c = await spaceComputer({ ...of, second: true })
  await c.sync()
  expect(await c.bring(join(c.disk, 'home'))).toMatchObject({ state: 'done', failures: [] })
  const contents = (folder: string) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.JPG'))
      .map((name) => readFileSync(join(folder, name), 'hex'))
  expect(contents(join(c.disk, 'home')).toSorted()).toEqual(
    computers.flatMap(({ disk }) => contents(disk)).toSorted(),
  )
})

test('SB-25: a file that is not what it was is told and not stored, the rest goes on', async () => {
  const a = await spaceComputer(newMember())
  const paths = ['1.JPG', '2.JPG', '3.JPG']
  for (const [seed, path] of paths.entries()) await makeJpeg(join(a.disk, path), { seed })
  await a.add(...paths)
  const good = new Uint8Array(readFileSync(join(a.disk, '2.JPG')))
  writeFileSync(join(a.disk, '2.JPG'), oneByteChanged(good))
  const before = blobFiles().length
  const { status } = await a.sync()
  expect(status.uploads).toMatchObject({ files: 0, parked: 1 })
  expect(await a.catalog.blobs.parked()).toMatchObject([
    { name: '2.JPG', why: { code: 'original-differs', params: { name: '2.JPG' } } },
  ])
  // Two files, and one blob for each size of previews.
  expect(blobFiles().length - before).toBe(4)
  const { rows } = await queryAs(server.database.urls.owner, 'SELECT count(*)::int AS n FROM uploads')
  expect(rows).toEqual([{ n: 0 }])
  writeFileSync(join(a.disk, '2.JPG'), good)
  await a.catalog.blobs.unpark()
  expect((await a.sync()).status.uploads).toMatchObject(nothingLeft)
  expect(blobFiles().length - before).toBe(5)
})

test('SB-27: an upload whose last answer was lost is kept once, and found', async () => {
  const a = await spaceComputer(newMember())
  await makeJpeg(join(a.disk, '1.JPG'), { seed: 1 })
  await a.service.now()
  const target = a.link.target!
  await a.add('1.JPG')
  a.settings.change({ metered: true })
  await a.store.settled()
  const [file] = await a.catalog.blobs.nextFiles(
    1,
    [(await a.catalog.volumes()).find(({ name }) => name === 'Disk')!.id],
    [],
  )
  const { key, salt } = await a.catalog.blobs.begin(file!, { key: randomBytes(32), salt: randomBytes(32) })
  const begun = await a.link.transfers.call('begin', target, file!.bytes)
  if (begun.kind !== 'done') throw new Error(begun.kind)
  await a.catalog.blobs.noteAddress(file!.number, begun.value)
  const { bytes, sha256 } = file!
  const sending = {
    path: join(a.disk, '1.JPG'),
    bytes,
    sha256,
    role: 1 as const,
    key,
    salt,
    address: begun.value,
  }
  const before = blobFiles().length
  expect(await a.link.transfers.call('send', target, sending)).toMatchObject({ kind: 'done' })
  // The computer stops here, before its catalog knows.
  a.settings.change({ metered: false })
  expect((await a.sync()).status.uploads).toMatchObject(nothingLeft)
  expect(blobFiles().length - before).toBe(3)
  expect(await a.catalog.blobs.filePlace(file!.fileId)).toMatchObject({ bytes: file!.bytes })
})

test('what the server keeps and is not what was stored is refused, told to the server, and nothing else suffers', async () => {
  const of = newMember()
  const a = await spaceComputer(of)
  for (const [seed, path] of ['1.JPG', '2.JPG'].entries()) await makeJpeg(join(a.disk, path), { seed })
  const ids = await a.add('1.JPG', '2.JPG')
  await a.sync()
  const [file] = await a.catalog.filesOf(ids[0]!)
  const { blob } = (await a.catalog.blobs.filePlace(file!.id))!
  const id = Buffer.from(blob, 'base64url').toString('hex')
  const path = blobFiles().find((each) => each.endsWith(id))!
  writeFileSync(path, oneByteChanged(new Uint8Array(readFileSync(path))))
  const b = await spaceComputer({ ...of, second: true })
  await b.sync()
  const [bad] = await b.catalog.filesOf(ids[0]!)
  const [good] = await b.catalog.filesOf(ids[1]!)
  await expect(b.space.original(bad!)).rejects.toMatchObject({ code: 'stored-damaged' })
  expect(readFileSync(await b.space.original(good!))).toEqual(readFileSync(join(a.disk, '2.JPG')))
  const home = join(b.disk, 'home')
  const job = await b.bring(home)
  expect(job.failures).toMatchObject([{ path: '1.JPG', error: { code: 'stored-damaged' } }])
  expect(readdirSync(home)).toEqual(['2.JPG'])
})

test('without room at the server files wait and say so, changes go on, and later they are stored', async () => {
  const of = newMember()
  const a = await spaceComputer(of)
  await a.service.now()
  await queryAs(server.database.urls.owner, 'UPDATE accounts SET quota_bytes = 1000')
  await makeJpeg(join(a.disk, '1.JPG'), { seed: 1 })
  await a.add('1.JPG')
  const { status } = await a.sync()
  expect(status).toMatchObject({ state: 'needs-you', trouble: { reason: 'quota' }, unsent: 0 })
  expect(status.uploads.files).toBe(1)
  await queryAs(server.database.urls.owner, 'UPDATE accounts SET quota_bytes = 1000000000')
  await a.sync()
  expect((await a.sync()).status).toMatchObject({ state: 'up-to-date', uploads: nothingLeft })
})

test('on a network that costs by the byte, and of a computer that stores the catalog only, no picture goes', async () => {
  for (const settings of [{ metered: true }, { spaceKeeps: 'catalog' as const }]) {
    const before = blobFiles().length
    const a = await spaceComputer({ ...newMember(), settings })
    await makeJpeg(join(a.disk, '1.JPG'), { seed: 1 })
    await a.add('1.JPG')
    const { status } = await a.sync()
    expect(status).toMatchObject({ unsent: 0, uploads: { files: 1 } })
    expect(isUpToDate(status)).toBe(true)
    expect(blobFiles().length).toBe(before)
    a.settings.change({ metered: false, spaceKeeps: 'previews' })
    expect((await a.sync()).status.uploads).toMatchObject({ files: 1, previews: 0 })
    expect(blobFiles().length).toBe(before + 2)
  }
})

test('originals that were looked at make room for others, and are fetched again', async () => {
  const of = newMember()
  const a = await spaceComputer(of)
  for (const name of ['1', '2', '3']) writeFileSync(join(a.disk, `${name}.dng`), randomBytes(500_000))
  const ids = await a.add('1.dng', '2.dng', '3.dng')
  await a.sync()
  const b = await spaceComputer({ ...of, second: true, settings: { originalCache: 0.0012 } })
  await b.sync()
  const files = await Promise.all(ids.map(async (id) => (await b.catalog.filesOf(id))[0]!))
  for (const [i, file] of files.entries()) {
    const path = await b.space.original(file)
    utimesSync(path, 1000 + i, 1000 + i)
  }
  expect(files.map((file) => b.cache.find(file) !== null)).toEqual([false, true, true])
  expect(readFileSync(await b.space.original(files[0]!))).toEqual(readFileSync(join(a.disk, '1.dng')))
  rmSync(b.cache.find(files[0]!)!)
  expect(readFileSync(await b.space.original(files[0]!)).length).toBe(500_000)
})

test('blobs that nothing names any more go after 30 days, and no other', async () => {
  let days = 0
  const a = await spaceComputer({ ...newMember(), daysOn: () => days })
  await makeJpeg(join(a.disk, '1.JPG'), { seed: 1 })
  await makeJpeg(join(a.disk, '2.JPG'), { seed: 2 })
  const ids = await a.add('1.JPG', '2.JPG')
  await a.sync()
  // Another program rewrites it.
  await makeJpeg(join(a.disk, '1.JPG'), { seed: 3 })
  const { sha256, bytes, mtime } = a.fileAt('1.JPG')
  const [file] = await a.catalog.filesOf(ids[0]!)
  await a.catalog.updateFiles([{ fileId: file!.id, sha256: sha256!, bytes, mtime }])
  const before = (await a.catalog.blobs.filePlace(file!.id))!.blob
  await a.sync()
  const { blob } = (await a.catalog.blobs.filePlace(file!.id))!
  expect(blob).not.toBe(before)
  const kept = async () => {
    const { rows } = await queryAs<{ id: string }>(
      server.database.urls.owner,
      "SELECT translate(rtrim(encode(blob_id, 'base64'), '='), '+/', '-_') AS id FROM blobs",
    )
    return rows.map(({ id }) => id)
  }
  const all = await kept()
  for (const day of [10, 39]) {
    days = day
    await a.sync()
    expect((await kept()).toSorted(), `day ${day}`).toEqual(all.toSorted())
  }
  days = 41
  await a.sync()
  const left = await kept()
  expect(left).not.toContain(before)
  for (const id of ids)
    for (const place of [
      await a.catalog.blobs.filePlace((await a.catalog.filesOf(id))[0]!.id),
      await a.catalog.blobs.previewPlace('grid', id),
      await a.catalog.blobs.previewPlace('screen', id),
    ])
      expect(left).toContain(place!.blob)
})

test('a file whose disk goes away meanwhile waits for it, the rest is stored', async () => {
  const a = await spaceComputer(newMember())
  for (const [seed, path] of ['1.JPG', '2.JPG', '3.JPG'].entries())
    await makeJpeg(join(a.disk, path), { seed })
  a.away.add('2.JPG')
  await a.add('1.JPG', '2.JPG', '3.JPG')
  expect((await a.sync()).status.uploads).toMatchObject({ files: 1, parked: 0 })
  a.away.clear()
  expect((await a.sync()).status.uploads).toMatchObject({ files: 0, parked: 0 })
})

test('what an attempt before has brought is recognised, not fetched again beside it', async () => {
  const of = newMember()
  const a = await spaceComputer(of)
  for (const [seed, path] of ['1.JPG', '2.JPG'].entries()) await makeJpeg(join(a.disk, path), { seed })
  await a.add('1.JPG', '2.JPG')
  await a.sync()
  const b = await spaceComputer({ ...of, second: true })
  await b.sync()
  const home = join(b.disk, 'home')
  mkdirSync(home)
  // The computer stopped when the first had its name, and the catalog did not know yet; the second is somebody else's.
  writeFileSync(join(home, '1.JPG'), readFileSync(join(a.disk, '1.JPG')))
  writeFileSync(join(home, '2.JPG'), 'of somebody else')
  expect(await b.bring(home)).toMatchObject({ state: 'done', itemsDone: 2, failures: [] })
  expect(readdirSync(home).toSorted()).toEqual(['1.JPG', '2 (2).JPG', '2.JPG'])
  expect(readFileSync(join(home, '2.JPG'), 'utf8')).toBe('of somebody else')
  expect(readFileSync(join(home, '2 (2).JPG'))).toEqual(readFileSync(join(a.disk, '2.JPG')))
})

test('a preview that was made from what a file was before is not taken for what it is', async () => {
  const of = newMember()
  const a = await spaceComputer(of)
  await makeJpeg(join(a.disk, '1.JPG'), { seed: 1 })
  const [id] = await a.add('1.JPG')
  await a.sync()
  const b = await spaceComputer({ ...of, second: true })
  await b.sync()
  const [face] = await b.catalog.filesOf(id!)
  expect(await b.space.preview('grid', id!, face!)).not.toBeNull()
  const other = { sha256: 'f'.repeat(64) as ContentHash } // 64 hex digits.
  expect(await b.space.preview('grid', id!, other)).toBeNull()
})
