import { account as en } from './en/account.ts'
import { account as ja } from './ja/account.ts'

/** What the command line says about an account, in the user's language. */
export const accountText = { en, ja }
