import { expect, onTestFinished, test } from 'vitest'
import type { PhotoId } from '../../../src/shared/ids.ts'
import { SyncRefusal } from '../../../src/main/sync/sync-refusal.ts'
import { syncLibrary } from '../../../src/main/sync/sync-library.ts'
import { albumId } from '../../integration/catalog/open-library.ts'
import { addPhotos, change, Computers, field } from './computers.ts'
import type { Device } from './device.ts'
import { spaceLogOf } from './memory-space.ts'

// What other programs got wrong, by the ids of research/reliability.md 3.7. SB-19 is in test/integration/sync, and SB-02,
// 05, 10 and 20 are what crash-points.test.ts shows.

const HOUR = 3_600_000
const DAY = 24 * HOUR
const YEAR = 365 * DAY

function computers(count = 2): { of: Computers; a: Device; b: Device } {
  const of = new Computers(count)
  onTestFinished(() => of.close())
  const [a, b] = of.devices
  return { of, a: a!, b: b! }
}

/** Two that are in step, with some photos. */
async function inStep(photos = 3): Promise<{ of: Computers; a: Device; b: Device; ids: PhotoId[] }> {
  const { of, a, b } = computers()
  const ids = addPhotos(a, photos)
  await of.syncAll()
  return { of, a, b, ids }
}

test.each([HOUR, -HOUR, DAY, -DAY, 10 * YEAR, -10 * YEAR])(
  'SB-01 a clock that is wrong by %i ms, and jumps within a round, stops nothing and loses nothing',
  async (skew) => {
    const { of, a, b, ids } = await inStep()
    of.skew.set('A', skew)
    change(a, ids, { field: 'rating', value: 1 })
    change(a, ids, { field: 'rating', value: 2 })
    change(a, ids, { field: 'title', value: 'first' })
    change(a, ids, { field: 'title', value: 'second' })
    addPhotos(a, 1, 'MORE')
    let calls = 0
    await of.sync(a, { before: () => void (calls++ === 4 && of.skew.set('A', -skew)) })
    await of.syncAll()
    of.check()
    expect([field(b, ids[0]!, 'rating'), field(b, ids[0]!, 'title')]).toEqual([2, 'second'])
    change(b, ids, { field: 'rating', value: 5 })
    await of.syncAll()
    of.check()
    expect(field(a, ids[0]!, 'rating')).toBe(5)
  },
)

test('SB-06 SB-07 a server that was put back gets all again, and each reads it once from the start', async () => {
  const { of, a, b, ids } = await inStep()
  for (const rating of [1, 2, 3]) {
    change(a, ids, { field: 'rating', value: rating })
    change(b, ids, { field: 'caption', value: `by B ${rating}` })
    await of.syncAll()
  }
  of.space.rewind(1)
  const reports = [
    await of.sync(a),
    await of.sync(b),
    await of.sync(a),
    await of.sync(b),
    await of.sync(a),
    await of.sync(b),
  ]
  expect(reports.filter(({ rewound }) => rewound)).toHaveLength(2)
  of.check()
  expect(field(a, ids[0]!, 'caption')).toBe('by B 3')
  expect(field(b, ids[0]!, 'rating')).toBe(3)
})

test('SB-08 a log that went another way and is as long is not taken for the one that was read', async () => {
  const { of, a, b, ids } = await inStep()
  change(a, ids, { field: 'rating', value: 4 })
  await of.syncAll()
  const length = of.space.records.length
  of.space.rewind(length - 1)
  change(b, ids, { field: 'flag', value: 'pick' })
  // B has not been told, and puts its own in the place of what A had there.
  of.space.append(await sealed(of, b))
  expect(of.space.records).toHaveLength(length)
  await of.syncAll()
  of.check()
  expect([field(a, ids[0]!, 'flag'), field(b, ids[0]!, 'rating')]).toEqual([1, 4])
})

/** What the device would send next. */
async function sealed(of: Computers, device: Device) {
  await of
    .sync(device, {
      before: (call) => {
        if (call === 'send') throw new Error('stop')
      },
    })
    .catch(() => undefined)
  return (await device.sync.nextSealed())!
}

test('SB-12 what is read again never shows what was before', async () => {
  const { of, a, b, ids } = await inStep(1)
  for (const rating of [1, 2, 3, 4, 5]) {
    change(a, ids, { field: 'rating', value: rating })
    await of.syncAll(1)
  }
  await of.syncAll()
  of.space.rewind(of.space.records.length - 1)
  const seen = new Set<unknown>()
  await of.sync(b, { after: () => void seen.add(field(b, ids[0]!, 'rating')) })
  expect([...seen]).toEqual([5])
})

test('SB-13 what is edited between any two steps of a round arrives', async () => {
  for (let at = 0; at < 24; at++) {
    const { of, a, b, ids } = await inStep(1)
    const [file] = a.rows<{ id: string }>('SELECT lower(hex(id)) AS id FROM files')
    change(a, ids, { field: 'title', value: 'before' })
    a.writer.updateFiles([{ fileId: file!.id as never, bytes: 1 }])
    let calls = 0
    const meanwhile = () => {
      if (calls++ !== at) return
      change(a, ids, { field: 'title', value: 'meanwhile' })
      a.writer.updateFiles([{ fileId: file!.id as never, bytes: 2 }])
    }
    await of.sync(a, { before: meanwhile })
    if (calls <= at) change(a, ids, { field: 'title', value: 'meanwhile' })
    await of.syncAll()
    of.check()
    expect(field(b, ids[0]!, 'title'), `at ${at}`).toBe('meanwhile')
  }
})

test('SB-14 a server that lost everything takes nothing from anybody, another space is refused', async () => {
  const { of, a, b, ids } = await inStep()
  of.space.rewind(0)
  await of.syncAll()
  of.check()
  expect(b.rows('SELECT 1 FROM photos')).toHaveLength(ids.length)
  expect(of.space.records.length).toBeGreaterThan(0)
  const log = spaceLogOf(of.space, a.key, 0)
  const other = { ...log, name: { ...log.name, account: 'dd'.repeat(32) } }
  await expect(syncLibrary({ sync: a.sync, log: other })).rejects.toBeInstanceOf(SyncRefusal)
})

test('SB-15 many removals wait through ten restarts and pulls until the user decides', async () => {
  const { of, a, b, ids } = await inStep(40)
  change(a, ids.slice(0, 30), { field: 'trashed', value: true })
  await of.sync(a)
  for (let time = 0; time < 10; time++) {
    b.crash()
    change(a, [ids[39]!], { field: 'rating', value: (time % 5) + 1 })
    await of.sync(a)
    expect((await of.sync(b)).held).toHaveLength(1)
    expect(b.rows('SELECT 1 FROM photos WHERE trashed_at IS NOT NULL')).toHaveLength(0)
  }
  // What is taken back meanwhile stays, though the user agrees.
  change(a, [ids[0]!], { field: 'trashed', value: false })
  await of.syncAll(1)
  await b.sync.settleRemovals(true)
  await of.syncAll()
  of.check()
  expect(b.rows('SELECT 1 FROM photos WHERE trashed_at IS NOT NULL')).toHaveLength(29)
})

test('SB-16 an album that is deleted while another computer adds photos takes no photo along', async () => {
  const { of, a, b } = await inStep()
  a.writer.apply({ kind: 'album-create', id: albumId(1), title: 'Best' })
  a.writer.apply({ kind: 'album-add', id: albumId(1), slots: [0] })
  await of.syncAll()
  a.writer.apply({ kind: 'album-delete', id: albumId(1) })
  b.writer.apply({ kind: 'album-add', id: albumId(1), slots: [1, 2] })
  await of.syncAll()
  of.check()
  expect(b.rows('SELECT 1 FROM photos WHERE trashed_at IS NULL')).toHaveLength(3)
  // Undone, it has the photos of both.
  a.writer.undo()
  await of.syncAll()
  of.check()
  expect(
    b.rows('SELECT 1 FROM album_photos m JOIN albums a ON a.number = m.album WHERE a.alive = 1'),
  ).toHaveLength(3)
})

test('SB-17 a computer that was away for 200 days reverts nobody', async () => {
  const { of, a, b, ids } = await inStep()
  change(b, ids, { field: 'rating', value: 1 })
  change(b, [ids[0]!], { field: 'flag', value: 'pick' })
  of.space.now += 100 * DAY
  change(a, ids, { field: 'rating', value: 5 })
  await of.sync(a)
  of.space.now += 100 * DAY
  await of.syncAll()
  of.check()
  expect([field(b, ids[0]!, 'rating'), field(a, ids[0]!, 'flag')]).toEqual([5, 1])
})

test('SB-18 of captions written at once all are kept, on all computers', async () => {
  const { of } = computers(3)
  const ids = addPhotos(of.devices[0]!, 1)
  await of.syncAll()
  for (const device of of.devices) change(device, ids, { field: 'caption', value: `by ${device.name}` })
  await of.syncAll()
  of.check()
  for (const { writer } of of.devices)
    expect(writer.overwrittenTexts()).toMatchObject([{ holds: 'by C', others: ['by A', 'by B'] }])
})

test('SB-21 names that differ in case only are two photos', async () => {
  const { of, a, b } = computers()
  addPhotos(a, 1, 'DSC')
  addPhotos(a, 1, 'dsc')
  await of.syncAll()
  of.check()
  expect(b.rows('SELECT name FROM files ORDER BY name')).toEqual([
    { name: 'DSC_A_0.JPG' },
    { name: 'dsc_A_0.JPG' },
  ])
})

test('SB-23 an album that is deleted elsewhere takes none of the same title along', async () => {
  const { of, a, b } = await inStep()
  a.writer.apply({ kind: 'album-create', id: albumId(1), title: 'Lake' })
  await of.syncAll()
  a.writer.apply({ kind: 'album-delete', id: albumId(1) })
  b.writer.apply({ kind: 'album-create', id: albumId(2), title: 'Lake' })
  b.writer.apply({ kind: 'album-add', id: albumId(2), slots: [0] })
  await of.syncAll()
  of.check()
  expect(a.rows('SELECT title, photo_count FROM albums WHERE alive = 1')).toEqual([
    { title: 'Lake', photo_count: 1 },
  ])
})
