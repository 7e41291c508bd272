import { readFile, stat } from 'node:fs/promises'
import type { SharpOptions } from 'sharp'
import { AppError } from '../../../shared/errors.ts'
import { bmpPixels } from './bmp-pixels.ts'
import { heifPixels } from './heif-pixels.ts'
import { jxlAsPng } from './jxl-pixels.ts'
import { openWithSharp, type OpenPicture } from './open-with-sharp.ts'
import { MAX_FILE_BYTES, type DecodeRequest } from './protocol.ts'
import { psdPixels } from './psd-pixels.ts'
import { rawPixels } from './raw-pixels.ts'
import { readRange } from './read-range.ts'
import { pixelsAsTiff, type Pixels } from './pixels.ts'

const BY_SHARP = new Set(['JPEG', 'THM', 'MPO', 'PNG', 'TIFF', 'BTF', 'WEBP', 'Extended WEBP', 'AVIF', 'GIF'])
const HEIF = new Set(['HEIC', 'HEIF', 'HEICS'])
export const LIBRAW = new Set(
  '3FR ARW CR2 CR3 CRW DCR DCS DNG ERF FFF GPR IIQ K25 KDC MEF MOS MRW NEF NRW ORF ORI PEF RAF RAW RW2 RWL SR2 SRF SRW X3F'.split(
    ' ',
  ),
)

/** Makes a picture ready for sizing, whichever library decodes it. @throws AppError cannot-decode, decode-too-large */
export async function openPicture(request: DecodeRequest): Promise<OpenPicture> {
  const { path, format, range } = request
  if (range) return openWithSharp(await readRange(path, range), request)
  if (BY_SHARP.has(format)) return openWithSharp(request.adobeRgb ? await wholeFile(path) : path, request)
  if (HEIF.has(format)) return fromPixels(await heifPixels(await wholeFile(path), request.thumbnail))
  if (format === 'PSD' || format === 'PSB') return fromPixels(psdPixels(await wholeFile(path)))
  if (format === 'BMP') return fromPixels(bmpPixels(await wholeFile(path)))
  if (LIBRAW.has(format)) return fromPixels(await rawPixels(await wholeFile(path)))
  if (format.startsWith('JXL')) return upright(jxlAsPng(await wholeFile(path)))
  throw new AppError('cannot-decode', { format })
}

async function wholeFile(path: string): Promise<Buffer> {
  const { size } = await stat(path)
  if (size > MAX_FILE_BYTES) throw new AppError('decode-too-large', { bytes: size })
  return readFile(path)
}

/** Decoders of pixels turn them upright themselves. */
function fromPixels(pixels: Pixels): OpenPicture {
  const { width, height, channels, data, icc } = pixels
  if (icc) return { input: pixelsAsTiff(pixels, icc), options: {}, width, height, turn: 1 }
  const options: SharpOptions = { raw: { width, height, channels } }
  return { input: data, options, width, height, turn: 1 }
}

async function upright(png: Uint8Array): Promise<OpenPicture> {
  return { ...(await openWithSharp(png, null)), turn: 1 }
}
