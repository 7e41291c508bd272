import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import type { Catalog } from '../../../src/main/catalog/catalog.ts'
import { openCatalog } from '../../../src/main/catalog/open-catalog.ts'
import { createBackgroundReader } from '../../../src/main/index/background-reader.ts'
import { indexFolder, type IndexDeps } from '../../../src/main/index/index-folder.ts'
import { createJobs } from '../../../src/main/jobs/create-jobs.ts'
import { createMetadataReader } from '../../../src/main/metadata/create-metadata-reader.ts'
import { systemClock, systemRandom } from '../../../src/main/system.ts'
import { createVolumeService } from '../../../src/main/volumes/create-volume-service.ts'
import type { Job } from '../../../src/shared/jobs.ts'
import type { PhotoDetail } from '../../../src/shared/photo.ts'
import { metadataJpeg, tiffBlock, xmpPacket } from '../../fixtures/metadata-jpeg.ts'
import { treeHash } from '../../fixtures/tree-hash.ts'

let folder: string
let photos: string
let catalog: Catalog
let deps: IndexDeps
let bugs: unknown[]
const metadata = createMetadataReader()

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'index-folder-'))
  photos = join(folder, 'photos')
  mkdirSync(photos)
  bugs = []
  const onBug = (error: unknown) => bugs.push(error)
  const opened = await openCatalog({ path: join(folder, 'catalog.sqlite'), backups: join(folder, 'backups') })
  catalog = opened.catalog
  deps = {
    catalog,
    metadata,
    volumes: await createVolumeService({ catalog, onBug }),
    jobs: createJobs({ clock: systemClock, random: systemRandom, onBug }),
  }
})

afterEach(async () => {
  await deps.jobs.stop()
  await deps.volumes.close()
  await catalog.close()
  rmSync(folder, { recursive: true })
  expect(bugs).toEqual([])
})

afterAll(() => metadata.close())

/** Each second is another picture, with its time of capture and its bytes. */
function picture(name: string, second = 1): void {
  const time = `2025:02:08 09:14:${String(second).padStart(2, '0')}`
  const exif = tiffBlock({ 0x010f: 'Canon', 0x0110: `Canon ${second}`, 0x8769: { ifd: { 0x9003: time } } })
  mkdirSync(join(photos, name, '..'), { recursive: true })
  writeFileSync(join(photos, name), metadataJpeg({ exif }))
}

async function index(path = photos): Promise<Job> {
  const { id } = indexFolder(path, deps)
  return ended(id)
}

function ended(id: string): Promise<Job> {
  return new Promise((resolve) => {
    const off = deps.jobs.onChange(look)
    look()
    function look() {
      const job = deps.jobs.list().find((candidate) => candidate.id === id)
      if (!job || !['done', 'failed', 'cancelled'].includes(job.state)) return
      off()
      resolve(job)
    }
  })
}

async function all(): Promise<PhotoDetail[]> {
  const ids = Array.from({ length: catalog.columns.length }, (_, slot) => catalog.idOf(slot)!)
  const details = await Promise.all(ids.map((id) => catalog.detail(id)))
  return details.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

async function names(): Promise<string[]> {
  return (await all()).map((photo) => photo.files.map((file) => `${file.role}:${file.name}`).join(' '))
}

it('adds photos with their files and what they say, and leaves the folder as it was', async () => {
  picture('a/DSC_1.JPG', 1)
  picture('a/DSC_2.JPG', 2)
  picture('b/c/DSC_1.JPG', 3)
  writeFileSync(join(photos, 'a/DSC_1.xmp'), xmpPacket('xmp:Rating="4"'))
  writeFileSync(join(photos, 'a/DSC_1.WAV'), 'RIFF\x24\0\0\0WAVEfmt ')
  const before = treeHash(photos)
  expect(await index()).toMatchObject({ state: 'done', itemsDone: 5, itemsTotal: 5, failures: [] })
  expect(await names()).toEqual([
    'jpeg:DSC_1.JPG audio:DSC_1.WAV sidecar:DSC_1.xmp',
    'jpeg:DSC_1.JPG',
    'jpeg:DSC_2.JPG',
  ])
  expect((await all())[0]).toMatchObject({
    rating: 4,
    metadata: { takenAt: '2025:02:08 09:14:01', make: 'Canon' },
  })
  expect(treeHash(photos)).toBe(before)
})

it('adds only what is new when it runs again, sidecars and versions to their photo', async () => {
  picture('DSC_1.JPG')
  await index()
  writeFileSync(join(photos, 'DSC_1.xmp'), xmpPacket('xmp:Rating="5"'))
  picture('DSC_1-Edit.jpg')
  picture('DSC_2.JPG', 2)
  await index()
  await index()
  expect(await names()).toEqual(['jpeg:DSC_1.JPG version:DSC_1-Edit.jpg sidecar:DSC_1.xmp', 'jpeg:DSC_2.JPG'])
  expect((await all()).map((photo) => photo.rating)).toEqual([5, 0])
})

it('reads a file anew that another program rewrote', async () => {
  picture('DSC_1.JPG', 1)
  await index()
  await createBackgroundReader(deps).settled()
  const [first] = await all()
  picture('DSC_1.JPG', 2)
  utimesSync(join(photos, 'DSC_1.JPG'), 2_000_000_000, 2_000_000_000)
  await index()
  const [second] = await all()
  expect(second).toMatchObject({ id: first?.id, metadata: { takenAt: '2025:02:08 09:14:02' } })
  expect(second?.files[0]?.sha256).not.toBe(first?.files[0]?.sha256)
})

it('follows a file that was moved and renamed, by its content', async () => {
  picture('a/DSC_1.JPG', 1)
  picture('a/DSC_2.JPG', 2)
  await index()
  await createBackgroundReader(deps).settled()
  const before = await all()
  mkdirSync(join(photos, 'heron'))
  renameSync(join(photos, 'a/DSC_1.JPG'), join(photos, 'heron/heron.JPG'))
  await index()
  const after = await all()
  expect(after.map((photo) => photo.id).toSorted()).toEqual(before.map((photo) => photo.id).toSorted())
  expect(after.at(-1)?.files[0]).toMatchObject({ path: join(photos, 'heron/heron.JPG'), missing: false })
})

it('follows a file into another folder that is indexed', async () => {
  picture('a/DSC_1.JPG', 1)
  await index(join(photos, 'a'))
  const [before] = await all()
  mkdirSync(join(photos, 'b'))
  renameSync(join(photos, 'a/DSC_1.JPG'), join(photos, 'b/DSC_1.JPG'))
  await index(join(photos, 'b'))
  expect(await all()).toHaveLength(1)
  expect((await all())[0]).toMatchObject({ id: before?.id, files: [{ path: join(photos, 'b/DSC_1.JPG') }] })
})

it('takes a second copy of a photo for a photo of its own', async () => {
  picture('a/DSC_1.JPG', 1)
  await index()
  await createBackgroundReader(deps).settled()
  picture('b/DSC_1.JPG', 1)
  await index()
  expect(await all()).toHaveLength(2)
})

it('does not take another picture of the same size for one that moved', async () => {
  picture('DSC_1.JPG', 1)
  await index()
  await createBackgroundReader(deps).settled()
  rmSync(join(photos, 'DSC_1.JPG'))
  picture('DSC_2.JPG', 2)
  await index()
  expect((await all()).map((photo) => [photo.name, photo.files[0]?.missing])).toEqual([
    ['DSC_1.JPG', true],
    ['DSC_2.JPG', false],
  ])
})

it('marks what is gone as missing, and forgets that when it is back', async () => {
  picture('DSC_1.JPG', 1)
  picture('DSC_2.JPG', 2)
  await index()
  renameSync(join(photos, 'DSC_1.JPG'), join(folder, 'away.JPG'))
  await index()
  expect((await all()).map((photo) => photo.files[0]?.missing)).toEqual([true, false])
  renameSync(join(folder, 'away.JPG'), join(photos, 'DSC_1.JPG'))
  await index()
  expect((await all()).map((photo) => photo.files[0]?.missing)).toEqual([false, false])
})

it('passes over what is no photo, and says so', async () => {
  picture('DSC_1.JPG', 1)
  mkdirSync(join(photos, 'DSC_0001.JPG'))
  symlinkSync(photos, join(photos, 'loop'))
  symlinkSync(join(photos, 'DSC_1.JPG'), join(photos, 'link.JPG'))
  writeFileSync(join(photos, 'notes.txt'), 'text')
  writeFileSync(join(photos, '.hidden.JPG'), 'hidden')
  writeFileSync(Buffer.concat([Buffer.from(`${photos}/`), Buffer.from([0xe9, 0x2e, 0x4a, 0x50, 0x47])]), 'x')
  if (existsSync('/usr/bin/mkfifo')) execFileSync('mkfifo', [join(photos, 'pipe.JPG')])
  else symlinkSync('/dev/zero', join(photos, 'pipe.JPG'))
  const job = await index()
  expect(await names()).toEqual(['jpeg:DSC_1.JPG'])
  const reasons = Object.fromEntries(job.failures.map(({ path, error }) => [path, error.code]))
  expect(reasons).toMatchObject({
    loop: 'not-a-regular-file',
    'link.JPG': 'not-a-regular-file',
    'pipe.JPG': 'not-a-regular-file',
    'notes.txt': 'not-a-photo',
  })
  expect(Object.values(reasons)).toContain('name-not-text')
  expect(Object.keys(reasons)).toHaveLength(5)
})

it('keeps hostile names as they are', async () => {
  const hostile = [
    'a\nb.JPG',
    '😀🏔️.JPG',
    '\u202egpj.JPG',
    `${'n'.repeat(251)}.JPG`,
    'cafe\u0301.JPG',
    'caf\u00e9.JPG',
    'X.JPG',
    'x.JPG',
  ]
  for (const [second, name] of hostile.entries()) picture(name, second)
  await index()
  expect((await all()).map((photo) => photo.name).toSorted()).toEqual(hostile.toSorted())
})

it('takes broken files into the library', async () => {
  writeFileSync(join(photos, 'empty.JPG'), '')
  writeFileSync(join(photos, 'random.NEF'), Buffer.alloc(5_000, 7))
  writeFileSync(join(photos, 'noextension'), metadataJpeg({}))
  expect((await index()).failures).toEqual([])
  expect(await names()).toEqual(['jpeg:empty.JPG', 'jpeg:noextension', 'raw:random.NEF'])
})

it('tells what is wrong with the folder itself', async () => {
  writeFileSync(join(photos, 'file'), '')
  const missing = await index(join(photos, 'nowhere'))
  const file = await index(join(photos, 'file'))
  expect([missing, file].map((job) => [job.state, job.failures[0]?.error.code])).toEqual([
    ['failed', 'folder-missing'],
    ['failed', 'not-a-folder'],
  ])
})

it('fills in hashes and slow metadata in the background', async () => {
  picture('DSC_1.JPG', 1)
  const makerNote = { 0x927c: { bytes: Buffer.alloc(40) }, 0x9003: '2025:02:08 09:14:02' }
  writeFileSync(
    join(photos, 'DSC_2.JPG'),
    metadataJpeg({ exif: tiffBlock({ 0x010f: 'Canon', 0x8769: { ifd: makerNote } }) }),
  )
  await index()
  expect(await catalog.backlog('metadata', 10)).toHaveLength(1)
  const reader = createBackgroundReader(deps)
  reader.wake()
  await reader.settled()
  expect(await catalog.backlog('metadata', 10)).toEqual([])
  expect(await catalog.backlog('hash', 10)).toEqual([])
  for (const photo of await all()) expect(photo.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/)
  expect(deps.jobs.list().map((job) => [job.kind, job.state])).toEqual([
    ['index', 'done'],
    ['metadata', 'done'],
    ['hashes', 'done'],
  ])
})

it('stops at once when it is cancelled, and goes on when it is started again', async () => {
  for (let i = 0; i < 600; i++) picture(`DSC_${i}.JPG`, i)
  const { id } = indexFolder(photos, deps)
  deps.jobs.cancel(id)
  expect((await ended(id)).state).toBe('cancelled')
  await index()
  expect(await all()).toHaveLength(600)
})
