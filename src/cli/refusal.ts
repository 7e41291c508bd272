import { ORPCError } from '@orpc/client'
import { accountNoticeOf } from '../main/space/account-refusal.ts'
import { VaultRefusal } from '../main/space/vault/vault-refusals.ts'
import { AppError } from '../shared/errors.ts'
import { errorNoticeSchema } from '../shared/jobs.ts'
import { accountErrorSentence } from '../shared/text/account-error-sentence.ts'
import { errorSentence } from '../shared/text/error-sentence.ts'
import { withCommand } from './command-hint.ts'
import { language } from './language.ts'
import { printable } from './output.ts'

/** A wrong use of a command that no schema knows of; the message is the whole sentence. */
export class UsageError extends Error {}

/** The library and its space are not in step; the message is the whole sentence. */
export class NotSynced extends Error {}

/** One line that says what happened and what to do. Part of it may be a server's own words. */
export function refusalLine(error: unknown): string {
  return printable(sentenceOf(error).replaceAll(/\s*\n\s*/g, ' '))
}

function sentenceOf(error: unknown): string {
  if (error instanceof UsageError || error instanceof NotSynced) return error.message
  if (error instanceof AppError) return errorSentence(language, { code: error.code, params: error.params })
  if (error instanceof ORPCError) {
    const notice = errorNoticeSchema.safeParse(error.data)
    if (error.code === 'APP_ERROR' && notice.success) return errorSentence(language, notice.data)
    if (error.code === 'BAD_REQUEST') return errorSentence(language, { code: 'bad-request', params: {} })
    return 'Image Space met a fault of its own. Nothing was lost; see logs/engine.log in the library.'
  }
  if (error instanceof VaultRefusal) return error.message
  const notice = accountNoticeOf(error)
  if (notice) return withCommand(accountErrorSentence(language, notice), notice.code)
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
