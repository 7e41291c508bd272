import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createMetadataReader } from '../../../src/main/metadata/create-metadata-reader.ts'
import { FastReader } from '../../../src/main/metadata/fast/fast-reader.ts'
import { emptyMetadata } from '../../../src/shared/metadata.ts'
import { differences, expectedPhotos, hasPhotos, photosFolder } from '../../fixtures/expected-photos.ts'
import { iptcBlock, metadataJpeg, tiffBlock, xmpPacket } from '../../fixtures/metadata-jpeg.ts'

const reader = createMetadataReader()
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'metadata-reader-'))
})
afterAll(async () => {
  await reader.close()
  rmSync(folder, { recursive: true })
})

function write(name: string, bytes: Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

const camera = (more: Record<number, string> = {}) =>
  metadataJpeg({
    exif: tiffBlock({
      0x010f: 'NIKON CORPORATION',
      0x8769: {
        ifd: { 0x8827: 64, 0x9003: '2025:02:08 09:14:06', 0x927c: { bytes: Buffer.alloc(40) }, ...more },
      },
    }),
  })

describe('the fast reader', () => {
  it('answers in the order of the paths, with nothing for what is not there', async () => {
    const paths = [write('a.jpg', camera()), join(folder, 'gone.jpg'), write('b.jpg', camera()), folder]
    const answers = await reader.readFast(paths)
    expect(answers.map(({ metadata }) => metadata.make)).toEqual([
      'NIKON CORPORATION',
      null,
      'NIKON CORPORATION',
      null,
    ])
    expect(answers[1]).toEqual({ metadata: emptyMetadata, complete: false, embedded: [] })
  })

  it('says when the slow reader would find more', async () => {
    const known = { 0xa431: '3001234', 0xa434: 'NIKKOR Z 24-70mm f/2.8 S' }
    const paths = [
      write('serial-in-maker-note.jpg', camera()),
      write('all-in-exif.jpg', camera(known)),
      write('no-maker-note.jpg', metadataJpeg({})),
      write('clip.mov', Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'latin1')),
    ]
    expect((await reader.readFast(paths)).map(({ complete }) => complete)).toEqual([false, true, true, false])
  })
})

describe('a worker that does not survive a file', () => {
  let fast: FastReader
  afterEach(() => fast.close())

  it.each(['hang.jpg', 'crash.jpg'])('costs only %s', async (guilty) => {
    const entry = new URL('../../fixtures/fragile-worker.ts', import.meta.url)
    fast = new FastReader({ entry, maxMilliseconds: 700 })
    const answers = await fast.read(['1.jpg', guilty, '2.jpg'])
    expect(answers.map(({ metadata }) => metadata.title)).toEqual(['1.jpg', null, '2.jpg'])
    expect((await fast.read(['3.jpg']))[0]?.metadata.title).toBe('3.jpg')
  })
})

describe('the slow reader', () => {
  it('agrees with the fast one', async () => {
    const path = write(
      'both.jpg',
      metadataJpeg({
        exif: tiffBlock({
          0x010f: 'Canon',
          0x8769: { ifd: { 0x829a: [[1, 60]], 0x9003: '2025:02:08 09:14:06', 0x9011: '-03:30' } },
        }),
        xmp: xmpPacket(
          'xmp:Rating="4"',
          '<dc:subject><rdf:Bag><rdf:li>heron</rdf:li></rdf:Bag></dc:subject>',
        ),
        iptc: iptcBlock([[25, 'Žďár']]),
      }),
    )
    const [fast] = await reader.readFast([path])
    expect(await reader.readFull(path)).toEqual(fast?.metadata)
    expect(fast?.metadata).toMatchObject({ rating: 4, keywords: ['heron', 'Žďár'], offset: '-03:30' })
  })

  it('lists every tag with its group', async () => {
    const tags = await reader.readAllTags(write('tags.jpg', camera()))
    expect(tags).toContainEqual({ group: 'IFD0', name: 'Make', value: 'NIKON CORPORATION' })
    expect(await reader.readAllTags(join(folder, 'gone.jpg'))).toEqual([])
  })
})

describe('camera files', () => {
  it('give every expected value', async () => {
    const photos = hasPhotos ? expectedPhotos().filter((photo) => photo.strict) : [generated()]
    const paths = photos.map((photo) => join(hasPhotos ? photosFolder : folder, photo.path))
    const fast = await reader.readFast(paths)
    const found: string[] = []
    for (const [index, photo] of photos.entries()) {
      const answer = fast[index]!
      found.push(
        ...differences(photo, answer.complete ? answer.metadata : await reader.readFull(paths[index]!)),
      )
    }
    expect(found).toEqual([])
  }, 120_000)

  function generated() {
    write('generated.jpg', camera())
    return { path: 'generated.jpg', strict: true, expected: { make: 'NIKON CORPORATION', iso: 64 } }
  }
})

describe('bad files', () => {
  const extensions = [
    'jpg',
    'nef',
    'cr2',
    'cr3',
    'crw',
    'raf',
    'rw2',
    'heic',
    'png',
    'webp',
    'tif',
    'psd',
    'mov',
    'avi',
    'xmp',
    '',
  ]

  it('never throw, hang or change', async () => {
    const bad = [
      ...extensions.map((extension) => write(`empty.${extension}`, Buffer.alloc(0))),
      ...extensions.map((extension, seed) => write(`random.${extension}`, noise(20_000, seed))),
      ...cutFiles(),
    ]
    const before = bad.map((path) => readFileSync(path))
    const start = performance.now()
    const answers = await reader.readFast(bad)
    expect(answers).toHaveLength(bad.length)
    for (const path of bad.filter((_, index) => index % 8 === 0)) await reader.readFull(path)
    expect(performance.now() - start).toBeLessThan(20_000)
    for (const [index, path] of bad.entries()) expect(readFileSync(path).equals(before[index]!)).toBe(true)
  })

  it.each(hasPhotos ? ['malformed'] : [])('of ../shared/photos/%s as well', async (name) => {
    const paths = expectedPhotos()
      .filter((photo) => photo.path.startsWith(name))
      .map((photo) => join(photosFolder, photo.path))
    expect(await reader.readFast(paths)).toHaveLength(paths.length)
  })

  /** One good file, cut at many places and with single bytes overwritten. */
  function cutFiles(): string[] {
    const good = metadataJpeg({
      exif: tiffBlock({ 0x010f: 'X', 0x8769: { ifd: { 0x9003: '2025:02:08 09:14:06' } } }),
      xmp: xmpPacket('xmp:Rating="4"'),
      iptc: iptcBlock([[25, 'keyword']]),
    })
    return Array.from({ length: 200 }, (_, i) => {
      const bytes = Buffer.from(good.subarray(0, i % 2 === 0 ? good.length : (i * good.length) / 200))
      if (i % 2 === 0) bytes[(i * 7919) % Math.min(400, bytes.length)] = (i * 31) & 255
      return write(`cut-${i}.jpg`, bytes)
    })
  }
})

function noise(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length)
  for (let i = 0, state = seed + 1; i < length; i++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    bytes[i] = state >> 16
  }
  return bytes
}
