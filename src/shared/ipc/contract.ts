import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import {
  accessesSchema,
  accountNoticeSchema,
  accountSchema,
  deviceIdSchema,
  greetedSchema,
  keptAccountSchema,
  kitSchema,
  passwordSchema,
  recoveredSchema,
  recoveringSchema,
  registeredSchema,
  registeringSchema,
  sessionIdSchema,
  signingInSchema,
} from '../account.ts'
import { editResultSchema, editSchema } from '../edits.ts'
import {
  albumIdSchema,
  contentHashSchema,
  fileIdSchema,
  importIdSchema,
  photoIdSchema,
  volumeIdSchema,
} from '../ids.ts'
import {
  cardItemSchema,
  cardSchema,
  importOptionsSchema,
  importPlanSchema,
  importReportSchema,
  importSummarySchema,
  volumeSchema,
} from '../import.ts'
import { errorNoticeSchema, jobSchema } from '../jobs.ts'
import { metadataSchema } from '../metadata.ts'
import { fileRoleSchema, flagSchema, photoCellSchema, photoDetailSchema, ratingSchema } from '../photo.ts'
import { settingsChangeSchema, settingsSchema } from '../settings.ts'
import {
  overwrittenTextSchema,
  settledTextSchema,
  parkedFileSchema,
  syncResultSchema,
  syncStatusSchema,
} from '../sync-status.ts'
import { facetsSchema, viewQuerySchema, viewSchema, viewSourceSchema } from '../view.ts'
import { engineEventSchema } from './events.ts'

/**
 * The one contract between the engine and whoever uses it: the renderer over a message port (Electron) or a
 * WebSocket (browser host), the command line over the library's local socket. Arguments and results are checked
 * against these schemas on the engine's side. Bulk bytes do not pass here, see bulk.ts.
 *
 * Every expected failure arrives as the error APP_ERROR with the code and params of an AppError; of an account or its
 * server as ACCOUNT_ERROR with those of text/…/account-errors.ts.
 */
const base = oc.errors({ APP_ERROR: { data: errorNoticeSchema } })
const ofAccount = base.errors({ ACCOUNT_ERROR: { data: accountNoticeSchema } })

const slots = z.array(z.number().int().min(0)).max(2_000)

export const contract = {
  app: {
    info: base.output(
      z.object({
        version: z.string(),
        platform: z.string(),
        libraryPath: z.string(),
        /** Names this run of the engine; slots and views of another run are void. */
        epoch: z.string(),
        photos: z.number(),
        trashed: z.number(),
        /** Set after an unclean stop or a failed check: what was found and done, in words of text/…/errors.ts. */
        notice: errorNoticeSchema.nullable(),
        defaultImportFolder: z.string(),
      }),
    ),
    events: base.output(eventIterator(engineEventSchema)),
    settings: base.output(settingsSchema),
    changeSettings: base.input(settingsChangeSchema).output(settingsSchema),
    doctor: base.output(
      z.object({
        ok: z.boolean(),
        findings: z.array(z.object({ area: z.string(), what: z.string(), do: z.string() })),
      }),
    ),
    /** Answers once everything that was added is read in full: metadata complete, nothing left in the backlog. */
    settled: base.output(z.object({})),
    /** Ends the engine once its work has reached a safe point; on request only when nobody else needs it. */
    stop: base.input(z.object({ unlessNeeded: z.boolean() })).output(z.object({ stopping: z.boolean() })),
  },
  photos: {
    view: base.input(viewQuerySchema).output(viewSchema),
    facets: base.input(z.object({ source: viewSourceSchema })).output(facetsSchema),
    cells: base.input(z.object({ slots })).output(z.array(photoCellSchema)),
    detail: base
      .input(z.union([z.object({ id: photoIdSchema }), z.object({ slot: z.number().int().min(0) })]))
      .output(photoDetailSchema),
    /** Details of many, in the order of the slots, for lists outside the app. */
    details: base
      .input(z.object({ slots: z.array(z.number().int().min(0)).max(500) }))
      .output(z.array(photoDetailSchema)),
    /** Files of a photo with what each of them says itself, the photo's own details aside. */
    files: base.input(z.object({ id: photoIdSchema })).output(
      z.array(
        z.object({
          id: fileIdSchema,
          path: z.string(),
          role: fileRoleSchema,
          bytes: z.number(),
          sha256: contentHashSchema.nullable(),
          metadata: metadataSchema.nullable(),
        }),
      ),
    ),
    /** Photos meant by an id, the beginning of one (4 digits or more) or the path of a file; at most 10. */
    find: base.input(z.object({ photo: z.string().min(1).max(10_000) })).output(z.array(photoIdSchema)),
    /** Full metadata of one file for the info panel's "all metadata": every tag ExifTool names, grouped. */
    allTags: base
      .input(z.object({ id: photoIdSchema }))
      .output(z.array(z.object({ group: z.string(), name: z.string(), value: z.string() }))),
    /** 3 x 256 counts: red, green, blue of the shown picture. */
    histogram: base.input(z.object({ id: photoIdSchema })).output(z.array(z.array(z.number())).nullable()),
    /** Asks for these to be made next: what the user looks at comes first. */
    wantPreviews: base
      .input(z.object({ slots, size: z.enum(['grid', 'screen', 'full']) }))
      .output(z.object({})),
  },
  edits: {
    apply: base.input(editSchema).output(editResultSchema),
    undo: base.output(editResultSchema),
    redo: base.output(editResultSchema),
  },
  albums: {
    list: base.output(
      z.array(
        z.object({
          id: albumIdSchema,
          title: z.string(),
          count: z.number(),
          coverSlot: z.number().nullable(),
        }),
      ),
    ),
  },
  keywords: {
    /** Keywords that begin with, then contain, the text; most used first. */
    suggest: base
      .input(z.object({ text: z.string().max(500), limit: z.number().int().min(1).max(50) }))
      .output(z.array(z.object({ keyword: z.string(), count: z.number() }))),
  },
  folders: {
    tree: base.output(
      z.array(
        z.object({
          volumeId: volumeIdSchema,
          /** Relative to the volume. */
          path: z.string(),
          name: z.string(),
          /** Photos in it and below. */
          count: z.number(),
          connected: z.boolean(),
        }),
      ),
    ),
    /** Folders below an absolute path, for the folder chooser; null starts at volumes and the home folder. */
    browse: base.input(z.object({ path: z.string().nullable() })).output(
      z.object({
        path: z.string().nullable(),
        parent: z.string().nullable(),
        folders: z.array(z.object({ name: z.string(), path: z.string(), isCard: z.boolean() })),
        writable: z.boolean(),
        bytesFree: z.number().nullable(),
      }),
    ),
    create: base.input(z.object({ path: z.string().min(1) })).output(z.object({ path: z.string() })),
    /** References a folder in place: a job that reads it and adds its photos. */
    add: base.input(z.object({ path: z.string().min(1) })).output(jobSchema),
  },
  volumes: {
    list: base.output(z.array(volumeSchema)),
    eject: base.input(z.object({ volumeId: volumeIdSchema })).output(z.object({})),
  },
  cards: {
    /** Cards that are open or inserted. */
    list: base.output(z.array(cardSchema)),
    /** Reads a card or folder; progress comes as `card` and `card-items` events. */
    open: base.input(z.object({ path: z.string().min(1) })).output(cardSchema),
    close: base.input(z.object({ cardId: z.string() })).output(z.object({})),
    items: base
      .input(z.object({ cardId: z.string(), from: z.number().int().min(0), to: z.number().int().min(0) }))
      .output(z.array(cardItemSchema)),
    mark: base
      .input(
        z.object({
          cardId: z.string(),
          indexes: z.array(z.number().int().min(0)).min(1).max(100_000),
          flag: flagSchema.optional(),
          rating: ratingSchema.optional(),
          selected: z.boolean().optional(),
        }),
      )
      .output(cardSchema),
    plan: base.input(z.object({ cardId: z.string(), options: importOptionsSchema })).output(importPlanSchema),
    start: base
      .input(z.object({ cardId: z.string(), options: importOptionsSchema }))
      .output(z.object({ importId: importIdSchema, jobId: z.string() })),
    /** A generated card of about 60 pictures with real EXIF, to try every step with. */
    makeSample: base.output(z.object({ path: z.string(), bytes: z.number(), photos: z.number() })),
  },
  imports: {
    list: base.output(z.array(importSummarySchema)),
    report: base.input(z.object({ importId: importIdSchema })).output(importReportSchema.nullable()),
    /** Goes on with an import that was interrupted, when its card is back. */
    resume: base.input(z.object({ importId: importIdSchema })).output(z.object({ jobId: z.string() })),
  },
  manifests: {
    /** Checks a folder against its manifests. */
    verify: base.input(z.object({ path: z.string().min(1) })).output(
      z.object({
        files: z.number(),
        ok: z.number(),
        changed: z.array(z.string()),
        missing: z.array(z.string()),
        unlisted: z.array(z.string()),
      }),
    ),
  },
  sync: {
    status: base.output(syncStatusSchema),
    /**
     * A round now, also while it is paused; answers when it is over.
     * @param password opens the keys of the account where they are locked with it; then they stay open
     */
    now: base.input(z.object({ password: passwordSchema.optional() })).output(syncResultSchema),
    pause: base.output(syncStatusSchema),
    resume: base.output(syncStatusSchema),
    /** Carries out the removals that wait. */
    settleRemovals: base.input(z.object({ agreed: z.literal(true) })).output(syncStatusSchema),
    overwrittenTexts: base.output(z.array(overwrittenTextSchema)),
    /** The user has seen the other versions of these, and keeps what holds; the next round tells the other computers. */
    settleTexts: base
      .input(z.object({ texts: z.array(settledTextSchema).min(1).max(10_000) }))
      .output(z.object({ settled: z.number() })),
    /** Answers when all files and previews that can be stored in the space now are. */
    stored: base.output(syncStatusSchema),
    /** Files that cannot be stored as they are, and why. */
    parked: base.output(z.array(parkedFileSchema)),
    /** Brings all files that only the space has into a folder. */
    bring: base.input(z.object({ to: z.string().max(32_768) })).output(jobSchema),
  },
  account: {
    /** What is known of the library's account here. Null: it has none, or its file cannot be read. */
    kept: ofAccount.output(keptAccountSchema.nullable()),
    /** Looks whether both addresses can be, and for an image space; nothing of the user's is sent. */
    greet: ofAccount.input(greetedSchema).output(z.object({ server: z.string(), mailsCodes: z.boolean() })),
    /**
     * Makes an account, keeps its keys and begins to sync. Where the server mails codes, the first call has one mailed and
     * the second, with the same and the code, makes the account.
     */
    register: ofAccount.input(registeringSchema).output(registeredSchema),
    signIn: ofAccount.input(signingInSchema).output(z.object({})),
    /** Signs in with the recovery kit and sets a new password; codes as in `register`. */
    recover: ofAccount.input(recoveringSchema).output(recoveredSchema),
    /** @param password where sync is `locked` */
    signOut: ofAccount
      .input(z.object({ password: passwordSchema.optional() }))
      .output(z.object({ sessionEnded: z.boolean() })),
    describe: ofAccount.output(accountSchema),
    kit: ofAccount.output(kitSchema),
    /** Writes the kit's page to a new file in a folder. */
    saveKit: ofAccount
      .input(z.object({ folder: z.string().min(1), language: z.enum(['en', 'ja']) }))
      .output(z.object({ path: z.string() })),
    endSession: ofAccount.input(z.object({ session: sessionIdSchema })).output(z.object({})),
    removeDevice: ofAccount.input(z.object({ device: deviceIdSchema })).output(z.object({})),
    /** Who opened what; reads and checks the whole log, so it may take a while. */
    accesses: ofAccount.output(accessesSchema),
  },
  jobs: {
    list: base.output(z.array(jobSchema)),
    pause: base.input(z.object({ id: z.string() })).output(jobSchema),
    resume: base.input(z.object({ id: z.string() })).output(jobSchema),
    cancel: base.input(z.object({ id: z.string() })).output(jobSchema),
    /** Takes an ended job off the list. */
    dismiss: base.input(z.object({ id: z.string() })).output(z.object({})),
  },
}
export type Contract = typeof contract
