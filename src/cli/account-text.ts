import { account as en } from '../shared/text/en/account.ts'
import { createFormat } from '../shared/text/format.ts'
import { account as ja } from '../shared/text/ja/account.ts'
import { language } from './language.ts'

export const accountText = language === 'ja' ? ja : en
/** There are no photos without a date here. */
export const format = createFormat(language, '')

/** The beginning of an account id, as people compare it: `4F7C 91A0 2E5B D318`. */
export function fingerprint(account: Uint8Array): string {
  const digits = Buffer.from(account.subarray(0, 8)).toString('hex').toUpperCase()
  return digits.replaceAll(/.{4}(?=.)/g, '$& ')
}
