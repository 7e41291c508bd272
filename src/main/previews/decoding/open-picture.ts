import { readFile, stat } from 'node:fs/promises'
import type { SharpOptions } from 'sharp'
import { AppError } from '../../../shared/errors.ts'
import { decoderFor } from '../decoder-kind.ts'
import { bmpPixels } from './bmp-pixels.ts'
import { heifPixels } from './heif-pixels.ts'
import { jxlAsPng } from './jxl-pixels.ts'
import { openWithSharp, type OpenPicture } from './open-with-sharp.ts'
import { MAX_FILE_BYTES, type DecodeRequest } from './protocol.ts'
import { psdPixels } from './psd-pixels.ts'
import { rawPixels } from './raw-pixels.ts'
import { readRange } from './read-range.ts'
import { pixelsAsTiff, type Pixels } from './pixels.ts'

/** Makes a picture ready for sizing, whichever library decodes it. @throws AppError cannot-decode, decode-too-large */
export async function openPicture(request: DecodeRequest): Promise<OpenPicture> {
  const { path, format, range } = request
  if (request.bytes) return openWithSharp(request.bytes, request)
  if (range) return openWithSharp(await readRange(path, range), request)
  switch (decoderFor(format)) {
    case 'sharp':
      return openWithSharp(request.adobeRgb ? await wholeFile(path) : path, request)
    case 'heif':
      return fromPixels(heifPixels(await wholeFile(path), request.thumbnail))
    case 'raw':
      return fromPixels(await rawPixels(await wholeFile(path)))
    case 'psd':
      return fromPixels(psdPixels(await wholeFile(path)))
    case 'bmp':
      return fromPixels(bmpPixels(await wholeFile(path)))
    case 'jxl':
      return upright(jxlAsPng(await wholeFile(path)))
    case null:
      throw new AppError('cannot-decode', { format })
  }
}

async function wholeFile(path: string): Promise<Buffer> {
  const { size } = await stat(path)
  if (size > MAX_FILE_BYTES) throw new AppError('cannot-decode', { bytes: size })
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
