import { z } from 'zod'
import { cardSchema, importReportSchema, volumeSchema } from '../import.ts'
import { jobSchema } from '../jobs.ts'
import { settingsSchema } from '../settings.ts'
import { syncStatusSchema } from '../sync-status.ts'

/** Everything the engine says by itself. One subscription carries all of it. */
export const engineEventSchema = z.discriminatedUnion('kind', [
  /** Columns changed up to `version`: fetch `columns?since=` the version you have, then ask for your view again. */
  z.object({
    kind: z.literal('library'),
    version: z.number(),
    /** The set or order of photos may have changed, not only their values. */
    membership: z.boolean(),
  }),
  /** Albums, folders or keywords changed: ask for the lists again. */
  z.object({ kind: z.literal('lists') }),
  /** Details (texts, files, keywords) of these slots changed; null: of many. */
  z.object({ kind: z.literal('details'), slots: z.array(z.number()).nullable() }),
  z.object({ kind: z.literal('undo'), canUndo: z.boolean(), canRedo: z.boolean() }),
  z.object({ kind: z.literal('job'), job: jobSchema }),
  z.object({ kind: z.literal('card'), card: cardSchema }),
  /** These items of the card changed. */
  z.object({ kind: z.literal('card-items'), cardId: z.string(), from: z.number(), to: z.number() }),
  /** A card was put in; `open` when the import should open by itself. */
  z.object({ kind: z.literal('card-inserted'), path: z.string(), name: z.string(), open: z.boolean() }),
  z.object({ kind: z.literal('import-report'), cardId: z.string(), report: importReportSchema }),
  z.object({ kind: z.literal('volumes'), volumes: z.array(volumeSchema) }),
  z.object({ kind: z.literal('settings'), settings: settingsSchema }),
  z.object({ kind: z.literal('sync'), status: syncStatusSchema }),
])
export type EngineEvent = z.infer<typeof engineEventSchema>
