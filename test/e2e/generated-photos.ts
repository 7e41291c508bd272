import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import sharp from 'sharp'

const root = join(import.meta.dirname, '..', '..')

export interface GeneratedPhoto {
  readonly name: string
  readonly width?: number
  readonly height?: number
  /** `YYYY:MM:DD hh:mm:ss` */
  readonly takenAt: string
}

/** JPEGs of bands and a frame one pixel wide, each of its own colour, with real EXIF. */
export async function writePhotos(folder: string, photos: readonly GeneratedPhoto[]): Promise<void> {
  for (const [index, { name, width = 600, height = 400, takenAt }] of photos.entries()) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
      <rect width="100%" height="100%" fill="hsl(${index * 47},50%,45%)"/>
      <rect width="100%" height="33%" fill="hsl(${index * 47 + 120},40%,70%)"/>
      <rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" fill="none" stroke="#fff"/></svg>`
    await sharp(Buffer.from(svg))
      .withExif({
        IFD0: { Make: 'NIKON CORPORATION', Model: 'NIKON Z 8' },
        IFD2: { DateTimeOriginal: takenAt, ExposureTime: '1/320', FNumber: '8/1', ISOSpeedRatings: '64' },
      })
      .jpeg({ quality: 90 })
      .toFile(join(folder, name))
  }
}

/** References the folder in the library, as `image-space index` does. */
export async function indexFolder(folder: string, library: string): Promise<void> {
  const child = spawn(
    process.execPath,
    [join(root, 'scripts', 'cli.mjs'), 'index', folder, '--library', library, '--json'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`index ended with ${code}:\n${output}`)
}
