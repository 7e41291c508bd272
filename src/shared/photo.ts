import { z } from 'zod'
import {
  albumIdSchema,
  contentHashSchema,
  fileIdSchema,
  importIdSchema,
  photoIdSchema,
  volumeIdSchema,
} from './ids.ts'
import { metadataSchema } from './metadata.ts'

export const flagSchema = z.enum(['pick', 'none', 'reject'])
export type Flag = z.infer<typeof flagSchema>

export const labels = ['red', 'yellow', 'green', 'blue', 'purple'] as const
export const labelSchema = z.enum(labels)
export type Label = z.infer<typeof labelSchema>

/** 0 is "none". There is no rating of -1: the one reject is the flag. */
export const ratingSchema = z.number().int().min(0).max(5)

/** What a file is to its photo. A `version` came back from another program. */
export const fileRoleSchema = z.enum([
  'raw',
  'jpeg',
  'heif',
  'image',
  'video',
  'motion',
  'audio',
  'sidecar',
  'version',
  'other',
])
export type FileRole = z.infer<typeof fileRoleSchema>

/** A verified copy of a file's content on a volume other than the one the library works on. */
export const fileCopySchema = z.object({
  volumeId: volumeIdSchema,
  volumeName: z.string(),
  connected: z.boolean(),
  path: z.string(),
  /** Milliseconds since 1970. */
  verifiedAt: z.number().nullable(),
  /** How it was read back, such as `o_direct`, `fadvise`, `nocache`. */
  method: z.string().nullable(),
})

export const photoFileSchema = z.object({
  id: fileIdSchema,
  role: fileRoleSchema,
  name: z.string(),
  /** Absolute path where the file is, or was when its volume was last connected. */
  path: z.string(),
  bytes: z.number(),
  sha256: contentHashSchema.nullable(),
  fileType: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  missing: z.boolean(),
  /** All known copies, the library's own first. */
  copies: z.array(fileCopySchema),
})
export type PhotoFile = z.infer<typeof photoFileSchema>

/** Everything the info panel and `show` tell about one photo. */
export const photoDetailSchema = z.object({
  id: photoIdSchema,
  slot: z.number(),
  /** Name of the face file. */
  name: z.string(),
  faceFileId: fileIdSchema,
  files: z.array(photoFileSchema),
  metadata: metadataSchema,
  rating: ratingSchema,
  flag: flagSchema,
  label: labelSchema.nullable(),
  title: z.string(),
  caption: z.string(),
  creator: z.string(),
  copyright: z.string(),
  keywords: z.array(z.string()),
  albums: z.array(z.object({ id: albumIdSchema, title: z.string() })),
  importId: importIdSchema.nullable(),
  addedAt: z.number(),
  trashedAt: z.number().nullable(),
  /** Why no preview could be made, as an error code, or null. */
  previewProblem: z.string().nullable(),
  /** Pixels of the best picture the loupe can show without enlarging, and where it comes from. */
  fullPreview: z
    .object({ width: z.number(), height: z.number(), source: z.enum(['embedded', 'decoded', 'raw']) })
    .nullable(),
})
export type PhotoDetail = z.infer<typeof photoDetailSchema>

/** What a grid cell shows beyond the columns. */
export const photoCellSchema = z.object({
  slot: z.number(),
  id: photoIdSchema,
  name: z.string(),
  title: z.string(),
  /** `R+J`, `RAW`, `JPEG`, `HEIC`, `MOV` … */
  badge: z.string(),
  /** `2025:02:08 09:14:06` or null. */
  takenAt: z.string().nullable(),
  /** Seconds, for videos and motion clips. */
  durationSeconds: z.number().nullable(),
})
export type PhotoCell = z.infer<typeof photoCellSchema>
