import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '../../../src/shared/errors.ts'
import { expectedPhotos, hasPhotos, photosFolder } from '../../fixtures/expected-photos.ts'
import { previewSetup, type PreviewSetup } from '../../fixtures/preview-setup.ts'
import { corners } from '../../fixtures/test-pictures.ts'

let setup: PreviewSetup

beforeEach(() => {
  setup = previewSetup()
})
afterEach(async () => {
  await setup.end()
  expect(setup.bugs).toEqual([])
})

/** What has no preview, and why. Everything else has one. */
const WITHOUT: Readonly<Record<string, string>> = {
  'formats/gps-time/FailedHash-NoDate-sep-remembory.jpg': 'header without pixels',
  'formats/heif-avif/photo.heic': 'broken HEVC stream; libvips refuses it too',
  'formats/raw/Minolta.mrw': 'header without pixels',
  'formats/raw/Nikon.nef': 'header without pixels or preview',
  'formats/raw/Sigma.x3f': 'header without pixels',
  'formats/raw/sample.dng': 'cut off before its preview',
}

/** Long edge of the grid preview, where it is less than that of the picture and of a grid preview. */
const SMALLER: Readonly<Record<string, number>> = {
  'formats/heif-avif/cat.hif': 160,
  'formats/live-motion-mpo-pano/IMG_7943.HEIC': 133,
  'formats/live-motion-mpo-pano/ultrahdr.jpg': 336,
  'formats/gps-time/2216-11-15-11-46-51-sep-2216-11-15-11-46-51a.jpg': 160,
  'formats/gps-time/exif-no-tz.jpg': 320,
  'formats/live-motion-mpo-pano/motion_photo_pixel_synth.jpg': 320,
  'formats/raw/FujiFilm.raf': 160,
  'formats/raw/Panasonic.rw2': 8,
  'formats/raw/fixture-Leica-M10.dng': 160,
  'formats/raw/fixture-sony-zv-e10.arw': 160,
  'formats/raw/fixture.cr3': 160,
  'formats/raw/sample.arw': 160,
  'formats/raw/sample.cr2': 160,
}

const CLIP = /\.(mov|mp4|avi|mpg|mts|3gp|mkv|m4v)$/i
/** Decoded as a whole in seconds, not in milliseconds: what their thumbnail gives at once is looked at here. */
const SLOW = /\.(heic|hif)$/i

interface Sample {
  path: string
  /** Of the grid preview to expect. */
  least: number
}

async function samples(): Promise<Sample[]> {
  if (!hasPhotos) return made()
  return expectedPhotos()
    .filter(({ path }) => path.startsWith('formats/') && !path.endsWith('.xmp') && !CLIP.test(path))
    .map(({ path, expected }) => {
      const longEdge = Math.max(Number(expected['width'] ?? 0), Number(expected['height'] ?? 0))
      // Expected pixels may be the sensor's, some more than the picture's.
      const least = SLOW.test(path) ? Math.min(240, longEdge) : Math.min(512, Math.floor(longEdge * 0.97))
      return { path: join(photosFolder, path), least: SMALLER[path] ?? least }
    })
}

async function made(): Promise<Sample[]> {
  const picture = await corners(600, 400)
  const encoded = { jpg: picture.clone().jpeg(), png: picture.clone().png(), webp: picture.clone().webp() }
  const all: Sample[] = []
  for (const [extension, pipeline] of Object.entries(encoded)) {
    const path = join(setup.folder, `a.${extension}`)
    writeFileSync(path, await pipeline.toBuffer())
    all.push({ path, least: 512 })
  }
  return all
}

/** The grid preview's long edge for each file; 0 where there is none, for a reason that is named. */
async function gridEdges(all: readonly Sample[], slots: readonly number[]): Promise<number[]> {
  const edges: number[] = []
  for (const [i] of all.entries()) {
    try {
      const { width, height } = await setup.service.picture('grid', slots[i]!)
      edges.push(Math.max(width, height))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      edges.push(0)
    }
  }
  return edges
}

test(
  'every picture file has a grid preview of the expected size, or a named problem',
  { timeout: 180_000 },
  async () => {
    const all = await samples()
    const quick = all.filter(({ path }) => !SLOW.test(path))
    const slow = all.filter(({ path }) => SLOW.test(path))
    const add = ({ path }: Sample) => setup.catalog.add({ path, role: 'image' })
    const quickSlots = quick.map(add)
    await setup.makeAll()
    const edges = [...(await gridEdges(quick, quickSlots)), ...(await gridEdges(slow, slow.map(add)))]

    const wrong = [...quick, ...slow].flatMap(({ path, least }, i) => {
      const without = Object.keys(WITHOUT).some((known) => path.endsWith(known))
      const right = without ? edges[i] === 0 : edges[i]! >= Math.max(1, least)
      return right ? [] : [`${path}: ${edges[i]} px, expected ${without ? 'none' : least}`]
    })
    expect(wrong).toEqual([])
  },
)
