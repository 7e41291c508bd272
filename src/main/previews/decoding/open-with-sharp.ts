import sharp, { type Metadata, type SharpOptions } from 'sharp'
import { AppError } from '../../../shared/errors.ts'
import { withAdobeRgbProfile } from '../jpeg-dress.ts'
import { MAX_PIXELS, MAX_STREAMED_PIXELS, type DecodeRequest } from './protocol.ts'
import { checkPixels } from './pixels.ts'
import { turnFor } from '../upright.ts'

/** A picture that sharp can read. */
export interface OpenPicture {
  input: Uint8Array | string
  options: SharpOptions
  /** As stored. */
  width: number
  height: number
  /** EXIF 1–8 that turns it upright. */
  turn: number
}

const STREAMED = new Set(['jpeg', 'tiff'])

/** Reads the header only; refuses what would not fit. A request says how an embedded picture has to stand. */
export async function openWithSharp(
  input: Uint8Array | string,
  request: DecodeRequest | null,
): Promise<OpenPicture> {
  const options: SharpOptions = {
    failOn: request?.lenient ? 'none' : 'error',
    limitInputPixels: false,
    limitInputChannels: 5,
    sequentialRead: true,
  }
  const { width, height, orientation, icc, format } = await header(input, options)
  checkPixels(width, height, STREAMED.has(format) ? MAX_STREAMED_PIXELS : MAX_PIXELS)
  const embedded = request?.range ?? null
  const turn = embedded && request ? turnFor({ width, height, orientation }, request) : (orientation ?? 1)
  const dressed =
    request?.adobeRgb && !icc && format === 'jpeg' && typeof input !== 'string'
      ? withAdobeRgbProfile(input)
      : input
  return { input: dressed, options, width, height, turn }
}

async function header(input: Uint8Array | string, options: SharpOptions): Promise<Metadata> {
  try {
    return await sharp(input, options).metadata()
  } catch (error) {
    throw new AppError('cannot-decode', {}, { cause: error })
  }
}
