import type { ErrorNotice } from '../../../shared/errors.ts'
import type { PreviewSize } from '../../../shared/ipc/bulk.ts'

/** What the engine asks a decoder process for. One file, one decode, any number of sizes. */
export interface DecodeRequest {
  path: string
  /** Given instead of a file: a picture from elsewhere, such as a frame of a clip. */
  bytes?: Uint8Array
  /** As sniffed from the content; chooses the decoder. */
  format: string
  /** An embedded JPEG of the file, instead of its main picture. */
  range: { offset: number; bytes: number } | null
  /** The small picture that HEIC keeps beside the main one, where there is one. */
  thumbnail: boolean
  /** Shows a cut-off or damaged picture as far as it goes, rather than refusing it. */
  lenient: boolean
  /** EXIF 1–8 for a picture that does not say itself how it stands. */
  orientation: number
  /** Main picture as stored, for embedded pictures whose black bars have to go; 0 unknown. */
  mainWidth: number
  mainHeight: number
  /** The picture has AdobeRGB values if no ICC profile says otherwise. */
  adobeRgb: boolean
  sizes: readonly PreviewSize[]
}

export interface DecodedPicture {
  size: PreviewSize
  mimeType: string
  width: number
  height: number
  bytes: Uint8Array
}

export interface DecodeResult {
  /** Of the decoded picture, upright, before it was made smaller. */
  width: number
  height: number
  /** False: an embedded picture shows another cut than the main picture, so it will not do for long. */
  sameCut: boolean
  /** Average, 0xAARRGGBB. */
  colour: number
  pictures: DecodedPicture[]
}

/** Counts of each value of red, green and blue in a preview. */
export interface HistogramRequest {
  picture: Uint8Array
}

export type DecoderCall = { id: number; decode: DecodeRequest } | { id: number; histogram: HistogramRequest }

export type DecoderReply =
  | { id: number; decoded: DecodeResult }
  | { id: number; counted: number[][] }
  | { id: number; error: ErrorNotice }

/** Long edge in pixels, or null for all there are. */
export const LONG_EDGE = { grid: 512, screen: 2048, full: null } as const satisfies Record<
  PreviewSize,
  number | null
>

/** Pixels of a picture that a decoder has to hold as a whole, and of one it can stream. */
export const MAX_PIXELS = 268_402_689
export const MAX_STREAMED_PIXELS = 600_000_000
/** Larger files are not read whole into a decoder's memory. */
export const MAX_FILE_BYTES = 1_000_000_000
