import Database from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createWriter } from '../../../src/main/catalog/writer.ts'
import { contentHash, metadata, newFile, newPhoto, temporaryLibrary } from './temporary-library.ts'

/** The writing thread's methods, without the thread. */
function writer() {
  const folder = mkdtempSync(join(tmpdir(), 'image-space-log-'))
  const methods = createWriter({ path: join(folder, 'catalog.db'), backups: join(folder, 'backups') })
  methods.open(false)
  const volumeId = methods.volumeSeen({
    key: 'disk',
    name: 'Disk',
    mountPath: '/disk',
    fileSystem: null,
  }).value
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return { methods, volumeId, path: join(folder, 'catalog.db') }
}

test('old actions leave the log with their operations, newer ones can still be undone', () => {
  const { methods, volumeId, path } = writer()
  methods.addPhotos([newPhoto([newFile(volumeId, 'A.JPG')])])
  const rate = (value: number) =>
    methods.apply({ kind: 'photos', slots: [0], change: { field: 'rating', value } }).commit.undo
  rate(1)
  rate(2)
  const database = new Database(path)
  onTestFinished(() => void database.close())
  const rows = (table: string) => database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
  const before = [rows('actions'), rows('operations')]
  database.exec('UPDATE actions SET at = 1000 WHERE number < (SELECT max(number) FROM actions)')

  expect(methods.forgetOldActions(999)).toBe(false)
  expect([rows('actions'), rows('operations')]).toEqual(before)
  expect(methods.forgetOldActions(2000)).toBe(false)
  expect([rows('actions'), rows('operations')]).toEqual([1, 1])
  expect(methods.undo().commit.undo).toEqual({ canUndo: false, canRedo: true })
  expect(database.prepare('SELECT rating FROM photos').pluck().get()).toBe(1)
  expect(() => methods.undo()).toThrow(expect.objectContaining({ code: 'nothing-to-undo' }))
  methods.close()
})

test('a transaction that fails leaves no trace, and the next one works', () => {
  const { methods, volumeId, path } = writer()
  const bad = newFile(volumeId, 'B.JPG', { sha256: 'ab' as never, folder: 'new folder' })
  expect(() => methods.addPhotos([newPhoto([newFile(volumeId, 'A.JPG')]), newPhoto([bad])])).toThrow(/CHECK/)
  const { value, commit } = methods.addPhotos([
    newPhoto([newFile(volumeId, 'C.JPG', { folder: 'new folder' })]),
  ])
  expect(value).toHaveLength(1)
  expect([...commit.patch!.slots]).toEqual([0])
  expect(commit.dictionaries.folders.map((folder) => folder.path)).toEqual(['', 'new folder'])
  methods.close()
  const database = new Database(path, { readonly: true })
  onTestFinished(() => void database.close())
  expect(database.prepare('SELECT name FROM files').pluck().all()).toEqual(['C.JPG'])
  expect(database.prepare('SELECT count(*) FROM operations').pluck().get()).toBe(1)
})

test('contents are known again, also those a file had before another program rewrote it', async () => {
  const library = await temporaryLibrary()
  const { catalog, volumeId } = library
  const [id] = await catalog.addPhotos([
    newPhoto([newFile(volumeId, 'A.JPG', { sha256: contentHash(1), bytes: 500 })]),
    newPhoto([newFile(volumeId, 'B.JPG', { metadata: null, metadataComplete: false })]),
  ])
  const file = (await catalog.filesIn(volumeId, 'pictures'))[0]!
  await catalog.updateFiles([{ fileId: file.id, sha256: contentHash(2), bytes: 600 }])
  const known = await catalog.findContents([contentHash(1), contentHash(2), contentHash(3)])
  expect(known).toEqual(
    new Map([
      [contentHash(1), { photoId: id, name: 'A.JPG' }],
      [contentHash(2), { photoId: id, name: 'A.JPG' }],
    ]),
  )
  const asked = [
    { name: 'A.JPG', bytes: 600 },
    { name: 'A.JPG', bytes: 500 },
  ]
  expect(await catalog.findNames(asked)).toEqual([[{ photoId: id, sha256: contentHash(2), bytes: 600 }], []])
  expect((await catalog.backlog('hash', 10)).map((item) => item.slot)).toEqual([1])
  expect((await catalog.backlog('metadata', 10)).map((item) => item.slot)).toEqual([1])
  expect(await catalog.backlog('metadata', 10, 1)).toEqual([])
})

test('copies count by volumes, for the original that has fewest', async () => {
  const library = await temporaryLibrary()
  const { catalog, volumeId } = library
  const second = await catalog.volumeSeen({
    key: 'second',
    name: 'Second',
    mountPath: '/second',
    fileSystem: null,
  })
  const [id] = await catalog.addPhotos([
    newPhoto([
      newFile(volumeId, 'A.NEF'),
      newFile(volumeId, 'A.JPG'),
      newFile(volumeId, 'A.xmp', { role: 'sidecar' }),
    ]),
  ])
  const [raw, jpeg] = (await catalog.filesOf(id!)).map((file) => file.id)
  const copy = (fileId: typeof raw, on: typeof volumeId, folder: string) =>
    catalog.addCopies([
      { fileId: fileId!, volumeId: on, folder, name: 'A', verifiedAt: 1, method: 'o_direct' },
    ])
  await copy(raw, volumeId, 'pictures')
  expect(catalog.columns.copies[0]).toBe(0)
  await copy(jpeg, volumeId, 'pictures')
  expect(catalog.columns.copies[0]).toBe(1)
  await copy(jpeg, second, 'a')
  await copy(raw, second, 'a')
  await copy(raw, second, 'b')
  expect(catalog.columns.copies[0]).toBe(2)
  expect(
    (await catalog.detail(id!)).files[0]!.copies.map(({ volumeName, path }) => [volumeName, path]),
  ).toEqual([
    ['Disk', '/media/disk/pictures/A.NEF'],
    ['Disk', '/media/disk/pictures/A'],
    ['Second', '/second/a/A'],
    ['Second', '/second/b/A'],
  ])
})

test('previews change the columns, and what cannot be decoded is not asked for again', async () => {
  const library = await temporaryLibrary()
  const { catalog, volumeId } = library
  const ids = await catalog.addPhotos([
    newPhoto([newFile(volumeId, 'A.JPG')]),
    newPhoto([newFile(volumeId, 'B.JPG')]),
  ])
  expect((await catalog.backlog('preview', 10)).map((item) => item.photoId)).toEqual(ids)
  const facts = { width: 3000, height: 2000, colour: 0xff336699, hasPreview: true, problem: null }
  await catalog.setPictures([
    { photoId: ids[0]!, ...facts },
    { photoId: ids[1]!, ...facts, width: 0, height: 0, hasPreview: false, problem: 'cannot-decode' },
  ])
  expect(await catalog.backlog('preview', 10)).toEqual([])
  expect([catalog.columns.aspect[0], catalog.columns.colour[0], catalog.columns.preview[0]]).toEqual([
    6144, 0xff336699, 1,
  ])
  expect((await catalog.detail(ids[1]!)).previewProblem).toBe('cannot-decode')
})

test('metadata that no camera can have does no harm', async () => {
  const library = await temporaryLibrary()
  const wild = metadata({
    iso: Infinity, fNumber: -1, focalLength: 1e300, gpsLat: 1e9, gpsLon: NaN, rating: 99, durationSeconds: Infinity,
    lens: 'x'.repeat(100_000), make: '\u0000', keywords: ['', ' ', 'k'.repeat(5_000), 'ok'], takenAt: '9999:99:99 99:99:99',
  }) // prettier-ignore
  const [id] = await library.catalog.addPhotos([
    newPhoto([newFile(library.volumeId, 'wild.jpg', { metadata: wild, mtime: 1.5 })]),
  ])
  const detail = await library.catalog.detail(id!)
  expect(detail).toMatchObject({ rating: 5, keywords: ['k'.repeat(500), 'ok'] })
})
