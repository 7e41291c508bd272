import type { SyncTrouble } from '../shared/sync-status.ts'
import { accountText } from './account-text.ts'

/** What the sentences of text/…/account-errors.ts ask for, as a command: in the app it is a button. */
const commands: Partial<Record<SyncTrouble['reason'], string>> = {
  'account-kept': 'account logout',
  'no-account': 'account register',
  'session-ended': 'account login',
  'sign-in-refused': 'account recover',
  'sign-in-again-refused': 'account logout',
  'code-mailed': 'account … --code',
  'password-wrong': 'account recover',
  'keys-unreadable': 'account login',
}

/** The sentence, with the command that does what it asks for where there is one. */
export function withCommand(sentence: string, reason: SyncTrouble['reason']): string {
  const command = commands[reason]
  return command === undefined ? sentence : `${sentence} ${accountText.command(`image-space ${command}`)}`
}
