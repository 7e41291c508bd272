import { AppError } from '../../shared/errors.ts'
import type { PreviewSize } from '../../shared/ipc/bulk.ts'
import { waysTo, type Want, type Way } from './choose-source.ts'
import { decoderFor } from './decoder-kind.ts'
import type { DecoderPool, Urgency } from './decoding/decoder-pool.ts'
import { LONG_EDGE, type DecodedPicture, type DecodeRequest, type DecodeResult } from './decoding/protocol.ts'
import type { SourceFile } from './source-file.ts'

/** Pictures made from one file. */
export interface Made {
  pictures: DecodedPicture[]
  /** To be made again from more when there is time. */
  draft: boolean
  /** Of the photo as shown, where the file tells; else of what was decoded. */
  width: number
  height: number
  /** 0xAARRGGBB */
  colour: number
}

/**
 * Makes a picture of a file by the first way that works, with what else comes from the same decode.
 *
 * @throws AppError why the last way failed
 */
export async function makePictures(
  pool: DecoderPool,
  source: SourceFile,
  want: Want,
  urgency: Urgency,
): Promise<Made> {
  let failure = new AppError('cannot-decode', source.format ? { format: source.format } : {})
  let otherCut: Made | null = null
  for (const way of waysTo(want, source)) {
    if (isSecondTry(way) && !isHarmless(failure)) continue
    try {
      const decoded = await pool.decode(requestFor(source, want.size, way), urgency)
      const result = made(source, way, decoded)
      if (want.quick) return result
      if (decoded.sameCut) return { ...result, draft: false }
      otherCut ??= { ...result, draft: false }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code === 'engine-stopped' || error.code === 'file-missing') throw error
      failure = error
    }
  }
  if (otherCut) return otherCut
  throw failure
}

/** The main picture again, with its damage. */
function isSecondTry(way: Way): boolean {
  return way.lenient && way.range === null
}

/** The decoder said no; it did not die, stall or fill up. */
function isHarmless(failure: AppError): boolean {
  return failure.code === 'cannot-decode' && !('deaths' in failure.params)
}

function requestFor(source: SourceFile, size: PreviewSize, way: Way): DecodeRequest {
  return {
    path: source.path,
    format: source.format ?? '',
    range: way.range,
    thumbnail: way.thumbnail,
    lenient: way.lenient,
    orientation: source.turn,
    mainWidth: source.width,
    mainHeight: source.height,
    adobeRgb: source.adobeRgb,
    sizes: sizesFor(source, size, way),
  }
}

/** Where decoding costs the same at any size, all sizes that the picture can give come from it. */
function sizesFor(source: SourceFile, size: PreviewSize, way: Way): PreviewSize[] {
  if (size === 'full') return ['full', 'screen', 'grid']
  if (size === 'screen') return ['screen', 'grid']
  const cheap = way.range !== null || way.thumbnail || decoderFor(source.format) === 'sharp'
  return cheap ? ['grid'] : ['screen', 'grid']
}

function made(source: SourceFile, way: Way, decoded: DecodeResult): Made {
  const { pictures, colour, width, height, sameCut } = decoded
  const small = way.thumbnail && Math.max(width, height) < LONG_EDGE.grid
  const draft = way.range ? way.draft || !sameCut : small
  const fromMain = way.range === null && !way.thumbnail
  return {
    pictures,
    draft,
    colour,
    ...(fromMain || source.width === 0 ? { width, height } : mainSize(source, decoded)),
  }
}

/** The main picture's size as shown: it stands as the small one does. */
function mainSize(main: { width: number; height: number }, small: { width: number; height: number }) {
  const [long, short] = [Math.max(main.width, main.height), Math.min(main.width, main.height)]
  return small.width >= small.height ? { width: long, height: short } : { width: short, height: long }
}
