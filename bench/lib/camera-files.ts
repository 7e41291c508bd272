import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { ExifTool } from 'exiftool-vendored'
import sharp from 'sharp'
import { hasPhotos, photosFolder } from '../../test/fixtures/expected-photos.ts'

const JPEGS = 200
const PICTURES = 8
const WIDTH = 6000
const HEIGHT = 4000
const RAW_BYTES = 25_000_000
const RAW_COPIES = 20

/**
 * 200 JPEGs of 24 megapixels. Each has EXIF with a thumbnail and, where ../shared/photos is, the maker notes of a
 * real camera; every third XMP with rating and keywords, every fourth a position. Made once and kept.
 */
export async function cameraJpegs(): Promise<string[]> {
  const folder = join(tmpdir(), 'image-space-bench', 'camera-jpegs')
  if (!existsSync(folder)) await make(folder, makeJpegs)
  return readdirSync(folder).map((name) => join(folder, name))
}

/** RAW files of the TIFF family at their real sizes: real camera headers, filled up behind. */
export async function paddedRaws(): Promise<string[]> {
  if (!hasPhotos) return []
  const folder = join(tmpdir(), 'image-space-bench', 'padded-raws')
  if (!existsSync(folder)) await make(folder, makeRaws)
  return readdirSync(folder).map((name) => join(folder, name))
}

/** A folder is there complete or not at all. */
async function make(folder: string, fill: (folder: string) => Promise<void>): Promise<void> {
  console.log(`making ${folder}, once`)
  const unfinished = `${folder}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true })
  await fill(unfinished)
  renameSync(unfinished, folder)
}

async function makeJpegs(folder: string): Promise<void> {
  const exiftool = new ExifTool({ maxProcs: availableParallelism() })
  const pictures: Buffer[] = []
  for (let i = 0; i < PICTURES; i++) pictures.push(await picture(i))
  const thumbnail = join(folder, 'thumbnail.jpg')
  writeFileSync(thumbnail, await sharp(pictures[0]).resize(160, 120).jpeg().toBuffer())
  await Promise.all(
    Array.from({ length: JPEGS }, async (_, i) => {
      const path = join(folder, `DSC_${String(i + 1).padStart(4, '0')}.JPG`)
      writeFileSync(path, pictures[i % PICTURES]!)
      await exiftool.write(path, {}, { writeArgs: ['-overwrite_original', '-m', ...tagsOf(i, thumbnail)] })
    }),
  )
  await exiftool.end()
  rmSync(thumbnail)
}

/** Coarse and fine noise, which compresses about as a photograph does. */
async function picture(seed: number): Promise<Buffer> {
  const coarse = await sharp({
    create: {
      width: WIDTH / 50,
      height: HEIGHT / 50,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 100 + seed * 8, sigma: 60 },
    },
  })
    .png()
    .toBuffer()
  const smooth = await sharp(coarse)
    .resize(WIDTH / 2, HEIGHT / 2, { kernel: 'cubic' })
    .raw()
    .toBuffer()
  for (let i = 0; i < smooth.length; i++) smooth[i] = Math.min(255, smooth[i]! + ((i * 7919 + seed) % 13))
  return sharp(smooth, { raw: { width: WIDTH / 2, height: HEIGHT / 2, channels: 3 } })
    .resize(WIDTH, HEIGHT)
    .jpeg({ quality: 90 })
    .toBuffer()
}

const cameras = ['_DSC8833.JPG', 'Canon EOS REBEL T3i.jpg', 'Olympus X-2.jpg', 'PA250003.JPG', 'HPIM0044.JPG']

function tagsOf(i: number, thumbnail: string): string[] {
  const camera = join(photosFolder, 'formats/brands', cameras[i % cameras.length]!)
  const second = String(i % 60).padStart(2, '0')
  return [
    ...(hasPhotos ? ['-tagsFromFile', camera, '-EXIF:all', '-makernotes', '-unsafe'] : ['-EXIF:Make=Camera']),
    `-ThumbnailImage<=${thumbnail}`,
    `-EXIF:DateTimeOriginal=2025:02:08 09:${String(Math.floor(i / 60)).padStart(2, '0')}:${second}`,
    '-EXIF:OffsetTimeOriginal=+09:00',
    `-EXIF:SubSecTimeOriginal=${i}`,
    '-EXIF:ISO=400',
    '-EXIF:FNumber=4',
    '-EXIF:ExposureTime=1/250',
    ...(i % 3 === 0 ? ['-XMP-xmp:Rating=4', '-XMP-dc:Subject=heron', '-XMP-dc:Subject=lake'] : []),
    ...(i % 4 === 0
      ? ['-GPSLatitude=35.6', '-GPSLatitudeRef=N', '-GPSLongitude=139.7', '-GPSLongitudeRef=E']
      : []),
  ]
}

const raws = [
  'card/DCIM/100NIKON/DSC_0001.NEF',
  'card/DCIM/101CANON/IMG_4001.CR2',
  'formats/raw/Nikon.nef',
  'formats/raw/fixture-Leica-M10.dng',
  'formats/raw/fixture-sony-zv-e10.arw',
  'formats/raw/jølstravatnet.pef',
  'formats/raw/sample.arw',
  'formats/raw/sample.cr2',
  'formats/raw/sample.dng',
]

function makeRaws(folder: string): Promise<void> {
  for (let copy = 0; copy < RAW_COPIES; copy++) {
    for (const raw of raws) {
      const path = join(folder, `${copy}-${basename(raw)}`)
      copyFileSync(join(photosFolder, raw), path)
      truncateSync(path, Math.max(RAW_BYTES, statSync(path).size))
    }
  }
  return Promise.resolve()
}
