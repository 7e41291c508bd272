import { errorAnswer } from './answer.ts'
import type { Answer } from './answer.ts'

/** What was asked for belongs to an earlier run, or has been dropped: ask for everything anew. */
export const gone: Answer = errorAnswer(410, { code: 'not-found', params: {} })
