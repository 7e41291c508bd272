import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sharp } from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Picture } from '../../../src/main/previews/preview-service.ts'
import { withMpfPreview } from '../../fixtures/mpf-jpeg.ts'
import { previewSetup, type PreviewSetup } from '../../fixtures/preview-setup.ts'
import { cornerColours, corners, cornersJpeg } from '../../fixtures/test-pictures.ts'
import { buildTiff, withExif } from '../../fixtures/tiff-builder.ts'

let setup: PreviewSetup
const upright = ['red', 'green', 'blue', 'white']

beforeEach(() => {
  setup = previewSetup()
})
afterEach(async () => {
  await setup.end()
  expect(setup.bugs).toEqual([])
})

function add(name: string, bytes: Uint8Array, role: 'jpeg' | 'raw' | 'image' | 'video' = 'jpeg'): number {
  const path = join(setup.folder, name)
  writeFileSync(path, bytes)
  return setup.catalog.add({ path, role })
}

function bytesOf(picture: Picture): Buffer {
  if ('bytes' in picture) return Buffer.from(picture.bytes)
  const { path, offset, bytes } = picture.file
  return readFileSync(path).subarray(offset, offset + bytes)
}

/** Resolves when the catalog has been told about a photo's picture. */
async function told(slot: number): Promise<void> {
  await expect.poll(() => setup.catalog.facts.has(setup.catalog.idOf(slot)!)).toBe(true)
}

/** A NEF as cameras write it: the RAW on its side, JPEGs inside that do not say so. */
async function nef(orientation: number, ...sizes: [number, number][]): Promise<Buffer> {
  const jpegs = await Promise.all(sizes.map(([width, height]) => cornersJpeg(width, height)))
  return buildTiff(
    [
      ({ ifdAt }) => ({ 0x0112: orientation, 0x014a: [...sizes.map((_, i) => ifdAt(i + 2)), ifdAt(1)] }),
      () => ({ 0x0100: 3000, 0x0101: 2000 }),
      ...jpegs.map((jpeg, i) => ({ blobAt }: { blobAt(i: number): number }) => ({
        0x0201: blobAt(i),
        0x0202: jpeg.length,
      })),
    ],
    jpegs,
  )
}

test('all eight orientations stand upright in every size, once turned', async () => {
  // How the pixels lie for each orientation to stand upright, as sharp turns and mirrors.
  const stored = {
    1: (p: Sharp) => p,
    2: (p: Sharp) => p.flop(),
    3: (p: Sharp) => p.rotate(180),
    4: (p: Sharp) => p.flip(),
    5: (p: Sharp) => p.flip().rotate(90),
    6: (p: Sharp) => p.rotate(270),
    7: (p: Sharp) => p.flop().rotate(90),
    8: (p: Sharp) => p.rotate(90),
  }
  for (const [orientation, lay] of Object.entries(stored)) {
    const laid = await lay(await corners(600, 400))
      .jpeg({ quality: 95 })
      .toBuffer()
    const exif = buildTiff([() => ({ 0x0112: Number(orientation) })])
    const slot = add(`${orientation}.jpg`, withExif(laid, exif))
    for (const size of ['grid', 'screen', 'full'] as const) {
      const picture = await setup.service.picture(size, slot)
      expect(picture.width, `${size} of orientation ${orientation}`).toBeGreaterThan(picture.height)
      expect(await cornerColours(bytesOf(picture)), `${size} of orientation ${orientation}`).toEqual(upright)
    }
  }
})

test("a RAW's full-size JPEG is sent from where it lies, and turned as the RAW says", async () => {
  const lying = add('lying.NEF', await nef(1, [2992, 1992], [640, 424]), 'raw')
  const full = await setup.service.picture('full', lying)
  expect(full).toMatchObject({ width: 2992, height: 1992, mimeType: 'image/jpeg' })
  expect('file' in full).toBe(true)

  const standing = add('standing.NEF', await nef(6, [2992, 1992], [640, 424]), 'raw')
  for (const size of ['grid', 'screen', 'full'] as const) {
    const picture = await setup.service.picture(size, standing)
    expect(picture.width).toBeLessThan(picture.height)
    expect(await cornerColours(bytesOf(picture))).toEqual(['blue', 'red', 'white', 'green'])
  }
  expect(await setup.service.best(setup.catalog.idOf(standing)!)).toEqual({
    width: 1992,
    height: 2992,
    source: 'embedded',
  })
})

test('a RAW that cannot be developed shows its largest preview with its true size', async () => {
  const slot = add('a.NEF', await nef(1, [640, 424]), 'raw')
  expect(await setup.service.picture('full', slot)).toMatchObject({ width: 640, height: 424 })
  expect(await setup.service.picture('screen', slot)).toMatchObject({ width: 640, height: 424 })
})

test('sizes are kept small, made once and kept over a restart without the file', async () => {
  const slot = add('a.jpg', await cornersJpeg(3000, 2000))
  const grid = await setup.service.picture('grid', slot)
  const screen = await setup.service.picture('screen', slot)
  expect(grid).toMatchObject({ width: 512, height: 341, mimeType: 'image/webp' })
  expect(screen).toMatchObject({ width: 2048, height: 1365, mimeType: 'image/jpeg' })
  rmSync(join(setup.folder, 'a.jpg'))
  const service = await setup.reopen()
  expect(bytesOf(await service.picture('screen', slot))).toEqual(bytesOf(screen))
  expect(Buffer.from((await service.grid([slot, 77])).get(slot)!)).toEqual(bytesOf(grid))
})

test('a draft from the thumbnail is shown at once and replaced by the backlog', async () => {
  const thumbnail = await cornersJpeg(160, 120)
  const exif = buildTiff([({ blobAt }) => ({ 0x0201: blobAt(0), 0x0202: thumbnail.length })], [thumbnail])
  const slot = add('a.jpg', withExif(await cornersJpeg(3000, 2250), exif))
  expect(await setup.service.picture('grid', slot)).toMatchObject({ width: 160 })
  await told(slot)
  await setup.makeAll()
  expect(await setup.service.picture('grid', slot)).toMatchObject({ width: 512, height: 384 })
  expect(setup.catalog.columns.preview[slot]).toBeGreaterThan(1)
})

test('a photo whose file is not here is no failure of the backlog', async () => {
  const [here, away] = [
    add('a.jpg', await cornersJpeg(3000, 2000)),
    add('b.jpg', await cornersJpeg(600, 400)),
  ]
  rmSync(join(setup.folder, 'b.jpg'))
  const job = await setup.makeAll()
  expect(job).toMatchObject({ kind: 'previews', state: 'done', failures: [] })
  expect((await setup.service.grid([here, away])).has(here)).toBe(true)
  await expect(setup.service.picture('grid', away)).rejects.toMatchObject({ code: 'file-missing' })
})

test('the backlog makes what is missing, and one bad file stops nothing', async () => {
  const preview = await cornersJpeg(1620, 1080)
  const main = await cornersJpeg(3000, 2000)
  const slots = Array.from({ length: 12 }, (_, i) => add(`${i}.jpg`, withMpfPreview(main, preview)))
  const bad = add('bad.jpg', Buffer.from('\xff\xd8\xff\xe0 nothing that is a picture', 'latin1'))
  const job = await setup.makeAll()
  expect(job).toMatchObject({ kind: 'previews', state: 'done', itemsDone: 13 })
  expect(job.failures).toMatchObject([{ error: { code: 'cannot-decode' } }])
  expect((await setup.service.grid([...slots, bad])).size).toBe(12)
  const facts = setup.catalog.facts.get(setup.catalog.idOf(0)!)
  expect(facts).toMatchObject({ width: 3000, height: 2000, hasPreview: true, problem: null })
  expect(facts!.colour >>> 24).toBe(255)
  expect(setup.catalog.facts.get(setup.catalog.idOf(bad)!)).toMatchObject({
    hasPreview: false,
    problem: 'cannot-decode',
  })
})

test('a paused backlog leaves what is looked at untouched', async () => {
  const jpeg = await cornersJpeg(3000, 2000)
  const slots = Array.from({ length: 8 }, (_, i) => add(`${i}.jpg`, jpeg))
  setup.jobs.onChange((job) => {
    if (job.state === 'running') setup.jobs.pause(job.id)
  })
  setup.service.wake()
  expect(await setup.service.picture('grid', slots[3]!)).toMatchObject({ width: 512 })
  expect(setup.jobs.list().map(({ state }) => state)).toEqual(['paused'])
})

test('a file that cannot be decoded is not tried again until it changes', async () => {
  const slot = add('a.jpg', Buffer.from('\xff\xd8\xff\xe0 nothing', 'latin1'))
  await expect(setup.service.picture('grid', slot)).rejects.toMatchObject({ code: 'cannot-decode' })
  await told(slot)
  writeFileSync(join(setup.folder, 'a.jpg'), await cornersJpeg(600, 400))
  await expect(setup.service.picture('grid', slot)).rejects.toMatchObject({ code: 'cannot-decode' })
  setup.catalog.refresh(slot)
  expect(await setup.service.picture('grid', slot)).toMatchObject({ width: 512 })
})

test('a changed file gets a new preview', async () => {
  const slot = add('a.jpg', await cornersJpeg(600, 400))
  await setup.service.picture('grid', slot)
  const path = join(setup.folder, 'a.jpg')
  writeFileSync(path, await cornersJpeg(400, 600))
  utimesSync(path, 1_000, 1_000)
  setup.catalog.refresh(slot)
  expect(await setup.service.picture('grid', slot)).toMatchObject({ width: 341, height: 512 })
})

test('a damaged store is replaced and its previews are made again', async () => {
  const slot = add('a.jpg', await cornersJpeg(600, 400))
  await setup.makeAll()
  await setup.service.close()
  writeFileSync(setup.storePath, Buffer.alloc(100_000, 'not a database '))
  await setup.reopen()
  expect((await setup.service.grid([slot])).size).toBe(0)
  await setup.makeAll()
  expect((await setup.service.grid([slot])).size).toBe(1)
})

test('a missing file is told by name, a folder and a picture without a decoder by what they are', async () => {
  const gone = setup.catalog.add({ path: join(setup.folder, 'gone.jpg'), role: 'jpeg' })
  await expect(setup.service.picture('grid', gone)).rejects.toMatchObject({ code: 'file-missing' })
  mkdirSync(join(setup.folder, 'DSC_0001.JPG'))
  const folder = setup.catalog.add({ path: join(setup.folder, 'DSC_0001.JPG'), role: 'jpeg' })
  await expect(setup.service.picture('grid', folder)).rejects.toMatchObject({ code: 'not-a-regular-file' })
  const svg = add(
    'a.png',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'),
    'image',
  )
  await expect(setup.service.picture('full', svg)).rejects.toMatchObject({ code: 'cannot-decode' })
})

test('a clip waits for a frame from its player, and shows it then', async () => {
  const clip = add('a.mov', Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  \0\0\0\x08wide', 'latin1'), 'video')
  await expect(setup.service.picture('grid', clip)).rejects.toMatchObject({ code: 'no-preview-yet' })
  await told(clip)
  await setup.service.setPosterFrame(clip, await cornersJpeg(1920, 1080))
  expect(await setup.service.picture('grid', clip)).toMatchObject({ width: 512, height: 288 })
  expect(await setup.service.picture('screen', clip)).toMatchObject({ width: 1920, height: 1080 })
  await expect(setup.service.setPosterFrame(clip, Buffer.from('<svg>'))).rejects.toMatchObject({
    code: 'cannot-decode',
  })
})

test('the histogram counts the shown picture', async () => {
  const slot = add('a.png', await (await corners(512, 512)).png().toBuffer(), 'image')
  const photoId = setup.catalog.idOf(slot)!
  expect(await setup.service.histogram(photoId)).toBeNull()
  await setup.service.picture('grid', slot)
  const counts = await setup.service.histogram(photoId)
  expect(counts?.map((count) => count.reduce((sum, value) => sum + value, 0))).toEqual([
    512 * 512,
    512 * 512,
    512 * 512,
  ])
  // Half of the picture has each colour at full: its own field and the white one.
  for (const count of counts ?? []) {
    const bright = count.slice(230).reduce((sum, value) => sum + value, 0)
    expect(bright / (512 * 512)).toBeCloseTo(0.5, 1)
  }
})
