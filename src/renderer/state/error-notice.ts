import { ORPCError } from '@orpc/client'
import { accountNoticeSchema } from '../../shared/account.ts'
import { AppError, type ErrorNotice } from '../../shared/errors.ts'
import { errorNoticeSchema } from '../../shared/jobs.ts'
import type { AccountErrorNotice } from '../../shared/text/account-error-sentence.ts'
import type { Text } from '../../shared/text/index.ts'

/** The expected failure in what was thrown, here or by a call to the engine; null when nobody expected it. */
export function noticeOf(error: unknown): ErrorNotice | null {
  if (error instanceof AppError) return error
  if (!(error instanceof ORPCError)) return null
  const notice = errorNoticeSchema.safeParse(error.data)
  return notice.success ? notice.data : null
}

/** What an account or its server did not do; null when it is something else. */
export function accountNoticeOf(error: unknown): AccountErrorNotice | null {
  if (!(error instanceof ORPCError && error.code === 'ACCOUNT_ERROR')) return null
  const notice = accountNoticeSchema.safeParse(error.data)
  return notice.success ? notice.data : null
}

/** The sentence for the user: what happened, what was kept, what to do next. */
export function errorSentence(text: Text, error: unknown): string {
  const ofAccount = accountNoticeOf(error)
  if (ofAccount) return text.accountErrors[ofAccount.code](ofAccount.params)
  const notice = noticeOf(error)
  return notice ? text.errors[notice.code](notice.params) : text.app.unexpected
}
