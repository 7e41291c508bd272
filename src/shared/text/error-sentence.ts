import type { ErrorNotice } from '../errors.ts'
import { errors as en } from './en/errors.ts'
import { errors as ja } from './ja/errors.ts'

const byLanguage = { en, ja }

/** The sentence for an expected failure, in the user's language. */
export function errorSentence(language: 'en' | 'ja', notice: ErrorNotice): string {
  return byLanguage[language][notice.code](notice.params)
}
