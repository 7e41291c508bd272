import { z } from 'zod'
import { accountNoticeSchema } from './account.ts'
import { albumIdSchema, fileIdSchema, photoIdSchema } from './ids.ts'
import { errorNoticeSchema } from './jobs.ts'

/**
 * Why sync does not go on. Those of accounts and servers have their sentence in `text/…/account-errors.ts`, these here in
 * `text/…/sync.ts`:
 *
 * - `other-space`: the library is kept in step with the space of another account or server.
 * - `space-lost`, `other-key`, `log-changed`, `not-kept`: the server does not have what it had; see `main/sync/sync-refusal.ts`.
 * - `library`: the library itself refused; `code` among the params says why, as in `errors.ts`.
 * - `fault`: a mistake of ours, which is in the log.
 */
export const ownSyncReasons = [
  'other-space',
  'space-lost',
  'other-key',
  'log-changed',
  'not-kept',
  'library',
  'fault',
] as const
export type OwnSyncReason = (typeof ownSyncReasons)[number]

export const syncTroubleSchema = z.object({
  reason: z.enum([...ownSyncReasons, ...accountNoticeSchema.shape.code.options]),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type SyncTrouble = z.infer<typeof syncTroubleSchema>

export const holdReasonSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('photos-trashed'), trashed: z.number(), photos: z.number() }),
  z.object({ kind: z.literal('album-emptied'), id: albumIdSchema, before: z.number() }),
])

/** What of this computer's files and previews the space does not keep yet. */
export const uploadStatusSchema = z.object({
  files: z.number(),
  bytes: z.number(),
  previews: z.number(),
  /** Cannot be stored as they are; the rest goes on. */
  parked: z.number(),
  /** At which they are sent; 0: none is. */
  bytesPerSecond: z.number(),
})
export type UploadStatus = z.infer<typeof uploadStatusSchema>

/** A file that cannot be stored as it is. */
export const parkedFileSchema = z.object({
  fileId: fileIdSchema,
  photoId: photoIdSchema,
  name: z.string(),
  why: errorNoticeSchema,
})

const counts = {
  /** Changes of this computer that the space does not have yet. */
  unsent: z.number(),
  /** Why removals that came from other computers wait for the user. */
  held: z.array(holdReasonSchema),
  uploads: uploadStatusSchema,
  /** End of the last round of this run that went well; null: there was none. */
  doneAt: z.number().nullable(),
}

/** How far a library is in step with its space. Times are milliseconds since 1970. */
export const syncStatusSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('no-account'), ...counts }),
  /** The password is the lock, and has to be given. `wrong`: the one that was given is not it. */
  z.object({ state: z.literal('locked'), wrong: z.boolean(), ...counts }),
  /** Since the last look that found everything here and there the same. */
  z.object({ state: z.literal('up-to-date'), since: z.number(), ...counts }),
  z.object({ state: z.literal('sending'), ...counts }),
  /** Also while it is not known yet whether there is anything. */
  z.object({ state: z.literal('receiving'), ...counts }),
  /** It goes on by itself. */
  z.object({ state: z.literal('offline'), since: z.number(), trouble: syncTroubleSchema, ...counts }),
  z.object({ state: z.literal('paused'), ...counts }),
  /**
   * `trouble` is null where it is only the removals in `held` that wait; everything else is in step then. `since` is null
   * where nobody saw it begin.
   */
  z.object({
    state: z.literal('needs-you'),
    since: z.number().nullable(),
    trouble: syncTroubleSchema.nullable(),
    ...counts,
  }),
])
export type SyncStatus = z.infer<typeof syncStatusSchema>

/** What a round that was asked for did; null where there was none, or it was not finished: the status says why. */
export const syncResultSchema = z.object({
  report: z
    .object({
      /** Changes. */
      sent: z.number(),
      received: z.number(),
      /** The server had lost the end of the log, and was given it again. */
      rewound: z.boolean(),
    })
    .nullable(),
  status: syncStatusSchema,
})
export type SyncResult = z.infer<typeof syncResultSchema>

/** A text of a photo or of an album. */
export const settledTextSchema = z.object({
  field: z.string(),
  photoId: photoIdSchema.nullable(),
  albumId: albumIdSchema.nullable(),
})
export type SettledText = z.infer<typeof settledTextSchema>

/** A text that somebody wrote, and that another text took the place of unseen. */
export const overwrittenTextSchema = settledTextSchema.extend({
  /** What holds now. */
  holds: z.string(),
  /** Earliest first. */
  others: z.array(z.string()),
})
export type OverwrittenText = z.infer<typeof overwrittenTextSchema>
