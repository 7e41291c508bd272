import { z } from 'zod'
import { errorNoticeSchema } from '../jobs.ts'

/**
 * Posted to OPEN_LIBRARY_PATH as JSON, it asks the browser host to open another library in the place of the one that
 * is open. The answer is null when it is open, else what was in the way.
 */
export const openLibrarySchema = z.object({ path: z.string().min(1).max(32_768) })
export const openLibraryAnswerSchema = errorNoticeSchema.nullable()

export const OPEN_LIBRARY_PATH = '/open-library'
