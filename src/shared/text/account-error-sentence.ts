import type { AccountErrorCode } from './en/account-errors.ts'
import { accountErrors as en } from './en/account-errors.ts'
import { accountErrors as ja } from './ja/account-errors.ts'
import type { Params } from './message.ts'

export interface AccountErrorNotice {
  code: AccountErrorCode
  params: Params
}

const byLanguage = { en, ja }

/** The sentence for what an account or its server did not do, in the user's language. */
export function accountErrorSentence(language: 'en' | 'ja', { code, params }: AccountErrorNotice): string {
  return byLanguage[language][code](params)
}
