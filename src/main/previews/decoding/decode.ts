import sharp, { type Sharp } from 'sharp'
import { AppError } from '../../../shared/errors.ts'
import type { PreviewSize } from '../../../shared/ipc/bulk.ts'
import { shown } from '../upright.ts'
import { cutBars, type Cut } from './cut-bars.ts'
import { openPicture } from './open-picture.ts'
import type { OpenPicture } from './open-with-sharp.ts'
import { LONG_EDGE, type DecodedPicture, type DecodeRequest, type DecodeResult } from './protocol.ts'

/** sRGB pixels, 8 bits, without alpha. */
interface Rgb {
  data: Buffer
  width: number
  height: number
}

/**
 * Decodes once, at the largest size asked for, and makes the smaller ones from that. Upright and in sRGB.
 *
 * @throws AppError cannot-decode, decode-too-large, read-failed
 */
export async function decode(request: DecodeRequest): Promise<DecodeResult> {
  const picture = await openPicture(request)
  const sizes = [...request.sizes].sort((a, b) => longEdge(b) - longEdge(a))
  const largest = await sized(picture, LONG_EDGE[sizes[0] ?? 'grid'])
  const cut = request.range ? cutBars(largest, request) : { region: null, sameCut: true }
  const pictures: DecodedPicture[] = []
  let smallest: Rgb = await turned(largest, picture.turn, cut)
  for (const size of sizes) {
    smallest = await fitted(smallest, LONG_EDGE[size])
    pictures.push(await encoded(smallest, size))
  }
  return {
    ...shown(picture.width, picture.height, picture.turn),
    sameCut: cut.sameCut,
    colour: averageColour(smallest),
    pictures,
  }
}

function longEdge(size: PreviewSize): number {
  return LONG_EDGE[size] ?? Number.MAX_SAFE_INTEGER
}

async function sized({ input, options }: OpenPicture, edge: number | null): Promise<Rgb> {
  const pipeline = sharp(input, options).flatten({ background: '#fff' }).toColourspace('srgb')
  if (edge) pipeline.resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
  try {
    return await pixelsOf(pipeline)
  } catch (error) {
    throw new AppError('cannot-decode', {}, { cause: error })
  }
}

/** EXIF 1–8 as what sharp does in its own order: mirror first, then turn. */
const TURNS: Readonly<Record<number, { flip?: true; flop?: true; angle?: number }>> = {
  2: { flop: true },
  3: { angle: 180 },
  4: { flip: true },
  5: { flip: true, angle: 90 },
  6: { angle: 90 },
  7: { flop: true, angle: 90 },
  8: { angle: 270 },
}

async function turned(pixels: Rgb, turn: number, cut: Cut): Promise<Rgb> {
  const kept = cut.region ? await pixelsOf(fromPixels(pixels).extract(cut.region)) : pixels
  const { flip, flop, angle } = TURNS[turn] ?? {}
  if (!flip && !flop && !angle) return kept
  const pipeline = fromPixels(kept)
  if (flip) pipeline.flip()
  if (flop) pipeline.flop()
  if (angle) pipeline.rotate(angle)
  return pixelsOf(pipeline)
}

async function fitted(pixels: Rgb, edge: number | null): Promise<Rgb> {
  if (edge === null || Math.max(pixels.width, pixels.height) <= edge) return pixels
  return pixelsOf(fromPixels(pixels).resize(edge, edge, { fit: 'inside' }))
}

/** WebP halves the bytes of small pictures at no cost; at screen size JPEG is three times faster to make. */
async function encoded(pixels: Rgb, size: PreviewSize): Promise<DecodedPicture> {
  const pipeline = fromPixels(pixels)
  const { width, height } = pixels
  if (size === 'grid') {
    const bytes = await pipeline.webp({ quality: 75, effort: 0 }).toBuffer()
    return { size, mimeType: 'image/webp', width, height, bytes }
  }
  const bytes = await pipeline.jpeg({ quality: size === 'full' ? 92 : 80 }).toBuffer()
  return { size, mimeType: 'image/jpeg', width, height, bytes }
}

/** Every fifth pixel tells enough. */
const STRIDE = 5 * 3

function averageColour({ data }: Rgb): number {
  let [red, green, blue, count] = [0, 0, 0, 0]
  for (let at = 0; at + 2 < data.length; at += STRIDE) {
    red += data[at] ?? 0
    green += data[at + 1] ?? 0
    blue += data[at + 2] ?? 0
    count += 1
  }
  const mean = (sum: number) => Math.round(sum / Math.max(1, count))
  return (0xff000000 | (mean(red) << 16) | (mean(green) << 8) | mean(blue)) >>> 0
}

function fromPixels({ data, width, height }: Rgb): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
}

async function pixelsOf(pipeline: Sharp): Promise<Rgb> {
  const { data, info } = await pipeline.raw().toBuffer({ resolveWithObject: true })
  if (info.channels === 3) return { data, width: info.width, height: info.height }
  const grey = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
  const rgb = await grey.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { data: rgb.data, width: rgb.info.width, height: rgb.info.height }
}
