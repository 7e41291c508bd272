import { z } from 'zod'
import { albumIdSchema, fileIdSchema, photoIdSchema } from './ids.ts'
import { flagSchema, labelSchema, ratingSchema } from './photo.ts'

/** Which photos an edit is for. Slots and views belong to the running engine (see columns.ts). */
export const photoSetSchema = z.union([
  z.object({ ids: z.array(photoIdSchema).min(1).max(100_000) }),
  z.object({ slots: z.array(z.number().int().min(0)).min(1).max(100_000) }),
])
export type PhotoSet = z.infer<typeof photoSetSchema>

const text = z.string().max(20_000)
const keyword = z.string().trim().min(1).max(500)

/** Fields that one edit gives to every photo of its set. */
export const photoChangeSchema = z.discriminatedUnion('field', [
  z.object({ field: z.literal('rating'), value: ratingSchema }),
  z.object({ field: z.literal('flag'), value: flagSchema }),
  z.object({ field: z.literal('label'), value: labelSchema.nullable() }),
  z.object({ field: z.literal('title'), value: text }),
  z.object({ field: z.literal('caption'), value: text }),
  z.object({ field: z.literal('creator'), value: text }),
  z.object({ field: z.literal('copyright'), value: text }),
  z.object({
    field: z.literal('keywords'),
    add: z.array(keyword).max(500),
    remove: z.array(keyword).max(500),
  }),
  z.object({ field: z.literal('trashed'), value: z.boolean() }),
  /** The file whose picture stands for the photo; null: chosen by rule. One photo only. */
  z.object({ field: z.literal('face'), value: fileIdSchema.nullable() }),
])
export type PhotoChange = z.infer<typeof photoChangeSchema>

/** Every change a user can make and undo. All pass through `edits.apply`, one transaction each. */
export const editSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('photos'), photos: photoSetSchema, change: photoChangeSchema }),
  z.object({ kind: z.literal('album-create'), id: albumIdSchema, title: z.string().trim().min(1).max(500) }),
  z.object({ kind: z.literal('album-rename'), id: albumIdSchema, title: z.string().trim().min(1).max(500) }),
  z.object({ kind: z.literal('album-delete'), id: albumIdSchema }),
  z.object({ kind: z.literal('album-add'), id: albumIdSchema, photos: photoSetSchema }),
  z.object({ kind: z.literal('album-remove'), id: albumIdSchema, photos: photoSetSchema }),
  /** Puts the photos, in the given order, behind `after`, or first when it is null. */
  z.object({
    kind: z.literal('album-move'),
    id: albumIdSchema,
    photos: photoSetSchema,
    after: photoIdSchema.nullable(),
  }),
])
export type Edit = z.infer<typeof editSchema>

/**
 * What an edit did, as a sentence of text/…/edits.ts. Params: `count` photos changed; `value` for rated, flagged and
 * labelled ('' is no label); `added` and `removed` numbers of keywords and the one `keyword` where it is one; `title` of
 * the album.
 */
export const editSummaryKeys = [
  'rated',
  'flagged',
  'labelled',
  'titled',
  'captioned',
  'creator-set',
  'copyright-set',
  'keyworded',
  'trashed',
  'restored',
  'face-chosen',
  'album-created',
  'album-renamed',
  'album-deleted',
  'album-added',
  'album-removed',
  'album-moved',
] as const
export type EditSummaryKey = (typeof editSummaryKeys)[number]

/** What an edit, undo or redo did, for the undo bar and the announcements. Undo and redo name the edit concerned. */
export const editResultSchema = z.object({
  /** Photos that really changed (or for albums, photos concerned). */
  changed: z.number(),
  /** Key and numbers of the sentence in text/…/edits.ts, such as `rated` { count, value }. */
  summary: z.object({
    key: z.enum(editSummaryKeys),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
})
export type EditResult = z.infer<typeof editResultSchema>
