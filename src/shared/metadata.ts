import { z } from 'zod'

/**
 * What we read from one file, under the names of the command line's JSON. Null: the file does not say.
 *
 * Capture time is kept exactly as the camera wrote it: wall-clock text, offset and subseconds apart. It is never
 * moved into the zone of the machine that reads it.
 */
export const metadataSchema = z.object({
  /** ExifTool's name of the format, such as JPEG, NEF, CR3, HEIC, MOV. */
  fileType: z.string().nullable(),
  mimeType: z.string().nullable(),
  make: z.string().nullable(),
  model: z.string().nullable(),
  /** Lens as named in standard tags. */
  lens: z.string().nullable(),
  /** Lens by ExifTool's own lens data base, from maker notes. */
  lensId: z.string().nullable(),
  /** Serial number of the body. */
  serial: z.string().nullable(),
  /** Wall-clock text `YYYY:MM:DD hh:mm:ss` as written in the file. */
  takenAt: z.string().nullable(),
  /** The tag that gave takenAt. */
  takenAtSource: z.string().nullable(),
  /** True for QuickTime times, which are UTC by specification. */
  takenAtIsUtc: z.boolean().nullable(),
  /** `+09:00`, as written. */
  offset: z.string().nullable(),
  /** Digits after the decimal point of the second, as written. */
  subsec: z.string().nullable(),
  iso: z.number().nullable(),
  fNumber: z.number().nullable(),
  /** Seconds. */
  exposureTime: z.number().nullable(),
  /** Millimetres. */
  focalLength: z.number().nullable(),
  /** EV. */
  exposureBias: z.number().nullable(),
  /** EXIF ExposureProgram, 0–9. */
  exposureProgram: z.number().nullable(),
  /** EXIF Flash bits. */
  flash: z.number().nullable(),
  /** EXIF WhiteBalance: 0 auto, 1 manual. */
  whiteBalance: z.number().nullable(),
  /** Stored, un-rotated pixels of the main image. */
  width: z.number().nullable(),
  height: z.number().nullable(),
  /** EXIF 1–8. */
  orientation: z.number().nullable(),
  /** Degrees clockwise: HEIC irot, video track rotation, CRW rotation. */
  rotation: z.number().nullable(),
  /** Signed decimal degrees. */
  gpsLat: z.number().nullable(),
  gpsLon: z.number().nullable(),
  /** Metres above sea level. */
  gpsAlt: z.number().nullable(),
  /** 0–5, or -1 where a program wrote that for "rejected"; null where the file holds none. */
  rating: z.number().nullable(),
  /** Colour label text as written. */
  label: z.string().nullable(),
  keywords: z.array(z.string()),
  title: z.string().nullable(),
  caption: z.string().nullable(),
  creator: z.string().nullable(),
  copyright: z.string().nullable(),
  software: z.string().nullable(),
  durationSeconds: z.number().nullable(),
  /** XMP xmpMM:DocumentID and OriginalDocumentID: they tie an edited version to its original. */
  documentId: z.string().nullable(),
  originalDocumentId: z.string().nullable(),
  /** Apple ContentIdentifier / Google MotionPhoto: ties a still to its motion clip. */
  contentIdentifier: z.string().nullable(),
})

export type Metadata = Readonly<z.infer<typeof metadataSchema>>

export const emptyMetadata: Metadata = Object.freeze({
  ...Object.fromEntries(Object.keys(metadataSchema.shape).map((key) => [key, null])),
  keywords: [],
} as unknown as Metadata)
