import { account as en } from '../shared/text/en/account.ts'
import { createFormat } from '../shared/text/format.ts'
import { account as ja } from '../shared/text/ja/account.ts'
import { language } from './language.ts'

export const accountText = language === 'ja' ? ja : en
/** There are no photos without a date here. */
export const format = createFormat(language, '')
