import type { EmbeddedPicture } from '../../shared/embedded.ts'
import type { PreviewSize } from '../../shared/ipc/bulk.ts'
import { decoderFor } from './decoder-kind.ts'
import type { SourceFile } from './source-file.ts'

/** One way to get a picture out of a file. */
export interface Way {
  /** An embedded JPEG; null: the main picture. */
  range: EmbeddedPicture | null
  /** The small picture beside the main one, as HEIC has it. */
  thumbnail: boolean
  /** Shows a cut-off or damaged picture as far as it goes. */
  lenient: boolean
  /** Will do only until there is time for better. */
  draft: boolean
}

export interface Want {
  size: PreviewSize
  /** Something to look at now, rather than the best. */
  quick: boolean
}

const MAIN: Way = { range: null, thumbnail: false, lenient: false, draft: false }

/** Decoding so few pixels takes no longer than finding and decoding an embedded picture. */
const CHEAP_PIXELS = 3_000_000
const GRID_EDGE = 512
/** A camera's own preview of at least this size is kept for the screen: its colours are the camera's. */
const SCREEN_EDGE = 1600
/** Smaller ones say less than the average colour does. */
const LEAST_EDGE = 100
/** Part of the sensor's width from which on an embedded JPEG counts as the camera's full-size picture. */
const FULL_PART = 0.9

/** The ways to a picture, the best first: each is tried until one succeeds. */
export function waysTo(want: Want, source: SourceFile): Way[] {
  const main = decoderFor(source.format) ? [MAIN] : []
  const damaged = decoderFor(source.format) === 'sharp' ? [{ ...MAIN, lenient: true }] : []
  if (want.size === 'full') return [...main, ...damaged]
  const largest = source.embedded[0] ? [embeddedWay(source.embedded[0])] : []
  return want.size === 'grid'
    ? [...gridWays(source, want.quick), ...main, ...largest, ...damaged]
    : [...screenWays(source), ...main, ...damaged, ...largest]
}

function gridWays(source: SourceFile, quick: boolean): Way[] {
  const pixels = source.width * source.height
  if (decoderFor(source.format) === 'sharp' && pixels > 0 && pixels <= CHEAP_PIXELS) return [MAIN]
  const enough = smallestFrom(source.embedded, GRID_EDGE) ?? fullSizeEmbedded(source)
  if (enough) return [embeddedWay(enough)]
  if (!quick) return []
  if (decoderFor(source.format) === 'heif')
    return [{ range: null, thumbnail: true, lenient: false, draft: true }]
  const largest = source.embedded[0]
  return largest && longEdge(largest) >= LEAST_EDGE ? [{ ...embeddedWay(largest), draft: true }] : []
}

function screenWays(source: SourceFile): Way[] {
  if (decoderFor(source.format) === 'sharp') return []
  const enough = smallestFrom(source.embedded, 2048) ?? smallestFrom(source.embedded, SCREEN_EDGE)
  return enough ? [embeddedWay(enough)] : []
}

/** The camera's own full-size JPEG inside a file that is none itself. */
export function fullSizeEmbedded(source: SourceFile): EmbeddedPicture | null {
  if (decoderFor(source.format) === 'sharp') return null
  const enough = FULL_PART * longEdge(source)
  return source.embedded.find((picture) => longEdge(picture) >= enough) ?? null
}

/** The smallest of at least that long edge. */
export function smallestFrom(
  embedded: readonly EmbeddedPicture[],
  edge: number,
): EmbeddedPicture | undefined {
  return embedded.findLast((picture) => longEdge(picture) >= edge)
}

export function longEdge(picture: { width: number; height: number }): number {
  return Math.max(picture.width, picture.height)
}

function embeddedWay(picture: EmbeddedPicture): Way {
  return { range: picture, thumbnail: false, lenient: true, draft: false }
}
