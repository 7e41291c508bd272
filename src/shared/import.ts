import { z } from 'zod'
import { importIdSchema, volumeIdSchema } from './ids.ts'
import { errorNoticeSchema } from './jobs.ts'
import { flagSchema, ratingSchema } from './photo.ts'

export const volumeSchema = z.object({
  id: volumeIdSchema,
  name: z.string(),
  /** Where it is mounted now; null while unplugged. */
  mountPath: z.string().nullable(),
  fileSystem: z.string().nullable(),
  bytesTotal: z.number().nullable(),
  bytesFree: z.number().nullable(),
  removable: z.boolean(),
  readOnly: z.boolean(),
  /** Holds a DCIM folder or another sign of a camera. */
  isCard: z.boolean(),
})
export type Volume = z.infer<typeof volumeSchema>

/** A card (or a folder taken as one) whose pictures are looked at before, during and after the copy. */
export const cardSchema = z.object({
  cardId: z.string(),
  path: z.string(),
  name: z.string(),
  /** Camera that wrote most of it, as make and model; empty while unknown. */
  camera: z.string(),
  volumeId: volumeIdSchema.nullable(),
  state: z.enum(['reading', 'ready', 'copying', 'paused', 'done', 'removed', 'failed']),
  /** Photos found so far; final once state is not 'reading'. */
  photos: z.number(),
  files: z.number(),
  bytes: z.number(),
  newPhotos: z.number(),
  alreadyImported: z.number(),
  rejected: z.number(),
  picked: z.number(),
  /** Photos whose name exists in the library with other content. They are copied under another name. */
  sameNameOtherContent: z.number(),
  /** Files that were passed over, with the reason: links, devices, unreadable names. */
  skipped: z.array(z.object({ path: z.string(), error: errorNoticeSchema })),
  /** The import that copies or copied it. */
  importId: importIdSchema.nullable(),
  /** The job that copies or copied it, to be followed, paused and cancelled. */
  jobId: z.string().nullable(),
  error: errorNoticeSchema.nullable(),
})
export type Card = z.infer<typeof cardSchema>

/** One photo on the card. `index` is its place on the card and in `card/<cardId>/…` addresses. */
export const cardItemSchema = z.object({
  index: z.number(),
  name: z.string(),
  folder: z.string(),
  badge: z.string(),
  bytes: z.number(),
  files: z.number(),
  takenAt: z.string().nullable(),
  camera: z.string(),
  /** Width / height as shown; 1.5 while unknown. */
  aspect: z.number(),
  hasPreview: z.boolean(),
  alreadyImported: z.boolean(),
  sameNameOtherContent: z.boolean(),
  flag: flagSchema,
  rating: ratingSchema,
  /** Will be copied: neither rejected nor already imported nor taken out by hand. */
  selected: z.boolean(),
  state: z.enum(['seen', 'copying', 'synced', 'verified', 'catalogued', 'failed', 'skipped']),
  error: errorNoticeSchema.nullable(),
})
export type CardItem = z.infer<typeof cardItemSchema>

export const importOptionsSchema = z.object({
  /** Folder that gets the copies. */
  to: z.string().min(1),
  second: z.string().min(1).nullable(),
  /** Folders and names with tokens, see file-template.ts. */
  template: z.string().max(1_000),
  job: z.string().max(200),
  copyFirst: z.enum(['picks', 'order', 'picks-only']),
  /** Reads the card a second time and compares, in addition to reading every copy back. */
  readSourceTwice: z.boolean(),
  /** Given to every photo that has none of its own. */
  creator: z.string().max(2_000),
  copyright: z.string().max(2_000),
  keywords: z.array(z.string().trim().min(1).max(500)).max(500),
})
export type ImportOptions = z.infer<typeof importOptionsSchema>

/** What would happen, shown before the copy starts. Sums: new + alreadyImported + rejected + leftOut = photos. */
export const importPlanSchema = z.object({
  photos: z.number(),
  files: z.number(),
  bytes: z.number(),
  alreadyImported: z.number(),
  rejected: z.number(),
  leftOut: z.number(),
  /** First few resulting folders with their first few names. */
  preview: z.array(z.object({ folder: z.string(), photos: z.number(), names: z.array(z.string()) })),
  destinations: z.array(
    z.object({
      path: z.string(),
      volumeId: volumeIdSchema.nullable(),
      volumeName: z.string(),
      bytesFree: z.number(),
      bytesFreeAfter: z.number(),
    }),
  ),
  /** True when both destinations are on different volumes, so that two copies count for "safe to format". */
  differentVolumes: z.boolean(),
  /** Reasons why it cannot start; empty when it can. */
  problems: z.array(errorNoticeSchema),
})
export type ImportPlan = z.infer<typeof importPlanSchema>

export const verdictSchema = z.enum(['safe to format', 'one copy', 'not safe'])
export type Verdict = z.infer<typeof verdictSchema>

/** Why a verdict is not green; the sentences are in text/…/verdict.ts. */
export const verdictReasons = [
  'second-place-missing',
  'same-volume',
  'same-volume-as-card',
  'known-one-copy',
  'left-out',
  'skipped',
  'files-failed',
  'cancelled',
] as const
export type VerdictReason = (typeof verdictReasons)[number]

/** The report of an import; the JSON of `ingest` is a part of it. */
export const importReportSchema = z.object({
  importId: importIdSchema,
  /** Photos on the card that were neither rejected nor left out. */
  photos: z.number(),
  /** Their files. */
  files: z.number(),
  /** Files copied and read back. */
  copied: z.number(),
  /** Photos whose content the library had before, or another photo of the card has. */
  alreadyImported: z.number(),
  failed: z.array(z.object({ path: z.string(), reason: z.string(), error: errorNoticeSchema })),
  verdict: verdictSchema,
  /** Why the verdict is not green: a VerdictReason with its numbers. */
  reasons: z.array(
    z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
  ),
  /** Absolute path of the manifest in each destination. */
  manifests: z.array(z.string()),
  bytes: z.number(),
  seconds: z.number(),
})
export type ImportReport = z.infer<typeof importReportSchema>

export const importSummarySchema = z.object({
  id: importIdSchema,
  cardName: z.string(),
  cardPath: z.string(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  state: z.enum(['running', 'paused', 'interrupted', 'done', 'cancelled']),
  photos: z.number(),
  verdict: verdictSchema.nullable(),
})
export type ImportSummary = z.infer<typeof importSummarySchema>
