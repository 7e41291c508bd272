import { AppError } from '../../shared/errors.ts'
import type { EmbeddedPicture } from '../../shared/embedded.ts'
import { MAX_PIXELS, MAX_STREAMED_PIXELS } from './decoding/protocol.ts'
import { readRange } from './decoding/read-range.ts'
import { withAdobeRgbProfile, withOrientation } from './jpeg-dress.ts'
import type { Picture } from './preview-service.ts'
import { openSource, type SourceFile } from './source-file.ts'
import { shown, turnFor } from './upright.ts'

const MIME_TYPES: Readonly<Record<string, string>> = {
  JPEG: 'image/jpeg',
  THM: 'image/jpeg',
  MPO: 'image/jpeg',
  PNG: 'image/png',
  WEBP: 'image/webp',
  'Extended WEBP': 'image/webp',
  AVIF: 'image/avif',
}

/**
 * The file itself, where every browser shows it upright and in its colours; null where it has to be decoded.
 *
 * @throws AppError decode-too-large
 */
export async function wholeFile(source: SourceFile): Promise<Picture | null> {
  const mimeType = MIME_TYPES[source.format ?? '']
  const { width, height } = source
  if (!mimeType || width === 0 || height === 0) return null
  const most = mimeType === 'image/jpeg' ? MAX_STREAMED_PIXELS : MAX_PIXELS
  if (width * height > most) throw new AppError('decode-too-large', { width, height })
  if (mimeType === 'image/jpeg') return dressed(source, source, { offset: 0, bytes: source.bytes })
  // Browsers agree on orientation in EXIF for JPEG only.
  if (source.turn !== 1) return null
  return { mimeType, width, height, file: { path: source.path, offset: 0, bytes: source.bytes } }
}

/** An embedded JPEG without decoding it, upright and with the profile that it lacks. */
export async function embeddedFile(source: SourceFile, range: EmbeddedPicture): Promise<Picture> {
  return dressed(source, await openSource(source.path, range), range)
}

async function dressed(
  source: SourceFile,
  jpeg: SourceFile,
  range: { offset: number; bytes: number },
): Promise<Picture> {
  const own = { width: jpeg.width, height: jpeg.height, orientation: jpeg.orientation ?? undefined }
  const turn = turnFor(own, { orientation: source.turn, mainWidth: source.width, mainHeight: source.height })
  const mimeType = 'image/jpeg'
  const size = shown(jpeg.width, jpeg.height, turn)
  const lacksTurn = jpeg.orientation === null && turn !== 1
  const lacksProfile = source.adobeRgb && !jpeg.hasIcc
  if (!lacksTurn && !lacksProfile) {
    return { mimeType, ...size, file: { path: source.path, offset: range.offset, bytes: range.bytes } }
  }
  let bytes: Uint8Array = await readRange(source.path, range)
  if (lacksProfile) bytes = withAdobeRgbProfile(bytes)
  if (lacksTurn) bytes = withOrientation(bytes, turn)
  return { mimeType, ...size, bytes }
}
