import { z } from 'zod'
import { photoIdSchema } from '../../../shared/ids.ts'
import { importOptionsSchema } from '../../../shared/import.ts'
import { flagSchema, ratingSchema } from '../../../shared/photo.ts'

/** What the journal keeps of an import beside its files, so that it can go on after a restart. */
export const storedImportSchema = z.object({
  options: importOptionsSchema,
  /** Per photo, in the order of the journal's `group`. */
  photos: z.array(
    z.object({
      flag: flagSchema,
      rating: ratingSchema,
      /** Number for the token {sequence}. */
      sequence: z.number(),
      /** The photo of the library, when it has it already and only the second place lacks a copy. */
      knownAs: photoIdSchema.nullable(),
    }),
  ),
  /** Photos of the library that the card holds too, also those that get a second copy. */
  known: z.array(z.object({ photoId: photoIdSchema, files: z.number() })),
  rejected: z.number(),
  leftOut: z.number(),
  skipped: z.number(),
})
export type StoredImport = z.infer<typeof storedImportSchema>
