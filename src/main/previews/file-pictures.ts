import { access } from 'node:fs/promises'
import { AppError } from '../../shared/errors.ts'
import type { PreviewSize } from '../../shared/ipc/bulk.ts'
import type { EmbeddedPicture } from '../../shared/embedded.ts'
import { fullSizeEmbedded, longEdge, smallestFrom } from './choose-source.ts'
import { decoderFor } from './decoder-kind.ts'
import type { DecoderPool } from './decoding/decoder-pool.ts'
import { sameShape } from './decoding/cut-bars.ts'
import { makePictures } from './make-pictures.ts'
import type { Picture } from './preview-service.ts'
import { embeddedFile, wholeFile } from './ready-picture.ts'
import { openSource, type SourceFile } from './source-file.ts'

/** Embedded pictures between these long edges are shown in a grid as they are. */
const GRID_FROM = 320
const GRID_TO = 1200
const SCREEN_FROM = 1600

/**
 * A picture of a file that is in no library, such as on a card. What the camera put into the file is sent as it is
 * wherever possible, so that a screenful costs a few reads; nothing is kept.
 *
 * @throws AppError file-missing, cannot-decode, decode-too-large, decode-timeout, no-preview-yet, read-failed
 */
export async function pictureOfFile(pool: DecoderPool, path: string, size: PreviewSize): Promise<Picture> {
  const source = await openSource(path)
  const ready = size === 'grid' ? await readyGrid(source) : await readyLarge(source, size)
  if (ready) return ready
  if (decoderFor(source.format) || source.embedded.length > 0) {
    const made = await makePictures(pool, source, { size, quick: true }, 'now')
    const picture = made.pictures.find((one) => one.size === size)
    if (picture) return picture
  }
  const still = await stillBeside(path)
  if (still) return pictureOfFile(pool, still, size)
  throw new AppError(
    isClip(source) ? 'no-preview-yet' : 'cannot-decode',
    source.format ? { format: source.format } : {},
  )
}

async function readyGrid(source: SourceFile): Promise<Picture | null> {
  const fitting = smallestFrom(source.embedded, GRID_FROM)
  const chosen = fitting && longEdge(fitting) <= GRID_TO ? fitting : null
  const thumbnail = source.embedded.find((picture) => longEdge(picture) < GRID_FROM)
  const picture = chosen ?? (fitting ? null : thumbnail)
  return picture && isWhole(picture, source) ? embeddedFile(source, picture) : null
}

/** Without the black bars that would have to be cut off. */
function isWhole(picture: EmbeddedPicture, source: SourceFile): boolean {
  return source.width === 0 || sameShape(picture, source)
}

async function readyLarge(source: SourceFile, size: PreviewSize): Promise<Picture | null> {
  const whole = await wholeFile(source)
  if (whole) return whole
  const embedded =
    size === 'full' ? fullSizeEmbedded(source) : (smallestFrom(source.embedded, SCREEN_FROM) ?? null)
  return embedded && embeddedFile(source, embedded)
}

function isClip(source: SourceFile): boolean {
  return source.format !== null && /^(AVI|MPEG|M2TS?|MKV|MOV|MP4|M4V|3GP)$/.test(source.format)
}

/** Cameras put a small JPEG named .THM beside their clips. */
async function stillBeside(path: string): Promise<string | null> {
  const stem = /^(.*)\.(?!thm$)[^./\\]+$/i.exec(path)?.[1]
  for (const extension of stem ? ['THM', 'thm'] : []) {
    try {
      await access(`${stem}.${extension}`)
      return `${stem}.${extension}`
    } catch {
      continue
    }
  }
  return null
}
