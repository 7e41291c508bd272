import { z } from 'zod'
import { errorCodes } from './errors.ts'

export const errorNoticeSchema = z.object({
  code: z.enum(errorCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

/** Long work: shows real bytes and items, can be paused, survives a restart. */
export const jobSchema = z.object({
  id: z.string(),
  kind: z.enum([
    'import',
    'index',
    'previews',
    'metadata',
    'hashes',
    'verify',
    'backup',
    'sample-card',
    'bring',
  ]),
  /** What it works on: a card's or folder's name; may be empty. */
  subject: z.string(),
  state: z.enum(['waiting', 'running', 'paused', 'failed', 'done', 'cancelled']),
  itemsDone: z.number(),
  itemsTotal: z.number().nullable(),
  bytesDone: z.number(),
  bytesTotal: z.number().nullable(),
  /** Bytes (or items, where there are no bytes) per second over the last seconds; null while unknown. */
  rate: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  failures: z.array(z.object({ path: z.string(), error: errorNoticeSchema })),
  canPause: z.boolean(),
  canCancel: z.boolean(),
})
export type Job = z.infer<typeof jobSchema>
