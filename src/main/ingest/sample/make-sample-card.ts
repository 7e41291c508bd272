import { mkdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ExifTool } from 'exiftool-vendored'
import sharp, { type Sharp } from 'sharp'
import { sampleDng } from './sample-dng.ts'
import { sceneSvg, seeded } from './scenes.ts'
import { sampleShots, type Shot } from './shots.ts'

const WIDTH = 3000
const HEIGHT = 2000
const AT_ONCE = 2

export interface SampleCard {
  path: string
  bytes: number
  photos: number
}

/**
 * Makes a card to try every step with: 60 generated pictures in the folders of three cameras, with real EXIF: bursts,
 * RAW + JPEG pairs, upright pictures, places, four days. The same pictures each time.
 * @param folder of the card; what is in it is replaced
 */
export async function makeSampleCard(
  folder: string,
  onProgress: (done: number, total: number) => void = () => undefined,
  signal?: AbortSignal,
  shots: readonly Shot[] = sampleShots(),
): Promise<SampleCard> {
  await rm(folder, { recursive: true, force: true })
  for (const name of new Set(shots.map((shot) => shot.folder)))
    await mkdir(join(folder, name), { recursive: true })
  const exiftool = new ExifTool({ maxProcs: AT_ONCE, useMWG: false })
  let bytes = 0
  let done = 0
  let next = 0
  const lane = async (): Promise<void> => {
    for (let shot = shots[next++]; shot && !signal?.aborted; shot = shots[next++]) {
      const made = await makeShot(folder, shot, exiftool)
      bytes += made
      onProgress(++done, shots.length)
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, lane))
  } finally {
    await exiftool.end()
  }
  signal?.throwIfAborted()
  return { path: folder, bytes, photos: shots.length }
}

async function makeShot(folder: string, shot: Shot, exiftool: ExifTool): Promise<number> {
  const picture = await draw(shot)
  const jpeg = await picture.clone().jpeg({ quality: 85 }).toBuffer()
  const base = join(folder, shot.folder, shot.stem)
  const thumbnail = `${base}.thumbnail`
  await writeFile(
    thumbnail,
    await sharp(jpeg).resize(160, 120, { fit: 'inside' }).jpeg({ quality: 80 }).toBuffer(),
  )
  await writeFile(`${base}.JPG`, jpeg)
  const files = [`${base}.JPG`]
  await exiftool.write(`${base}.JPG`, shot.tags, {
    writeArgs: ['-overwrite_original', `-ThumbnailImage<=${thumbnail}`],
  })
  if (shot.raw) {
    const linear = await sharp(jpeg)
      .resize(WIDTH / 2)
      .jpeg({ quality: 90 })
      .toBuffer()
    const preview = { jpeg, width: WIDTH, height: HEIGHT }
    await writeFile(`${base}.DNG`, sampleDng(preview, { jpeg: linear, width: WIDTH / 2, height: HEIGHT / 2 }))
    await exiftool.write(
      `${base}.DNG`,
      { ...shot.tags, UniqueCameraModel: shot.tags.Model ?? null },
      { writeArgs: ['-overwrite_original'] },
    )
    files.push(`${base}.DNG`)
  }
  await rm(thumbnail)
  return finishFiles(files, shot)
}

/** The camera's clock is also that of its file system. */
async function finishFiles(files: readonly string[], shot: Shot): Promise<number> {
  const [day = '', time = ''] = String(shot.tags.DateTimeOriginal).split(' ')
  const taken = new Date(`${day.replaceAll(':', '-')}T${time}`)
  let bytes = 0
  for (const file of files) {
    await utimes(file, taken, taken)
    bytes += (await stat(file)).size
  }
  return bytes
}

/** As stored: an upright picture lies on its side and says so. */
async function draw(shot: Shot): Promise<Sharp> {
  const [width, height] = shot.portrait ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT]
  const svg = sceneSvg(shot.scene, width, height, shot.seed, shot.moment)
  const { data, info } = await sharp(Buffer.from(svg))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  addGrain(new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), shot.seed + shot.moment)
  const drawn = sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
  return shot.portrait ? drawn.rotate(270) : drawn
}

const GRAIN = 1 << 20
let grain: Int8Array | null = null

/** Film grain: it makes drawn areas look taken, and gives the files the weight of photographs. */
function addGrain(pixels: Uint8ClampedArray, seed: number): void {
  grain ??= makeGrain()
  const from = Math.floor(seeded(seed)() * GRAIN)
  for (let at = 0; at < pixels.length; at += 3) {
    const value = grain[(from + at) & (GRAIN - 1)]!
    pixels[at] = pixels[at]! + value
    pixels[at + 1] = pixels[at + 1]! + value
    pixels[at + 2] = pixels[at + 2]! + value
  }
}

function makeGrain(): Int8Array {
  const random = seeded(20_250_208)
  return Int8Array.from({ length: GRAIN }, () => (random() + random() - 1) * 9)
}
