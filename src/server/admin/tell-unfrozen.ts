import { openEmail } from '../keys/sealed-email.ts'
import type { ServerKeys } from '../keys/server-keys.ts'
import type { Language, Letters } from '../mail/letters.ts'
import { MailNotSent } from '../mail/mail-not-sent.ts'
import type { WatchDatabase } from '../watch/watch-database.ts'

export interface Untold {
  account: Buffer
  /** Says nothing of the address. */
  reason: string
}

/**
 * Writes to the members of accounts that are open again, one by one, each in their language.
 * @returns whom nobody could write to
 */
export async function tellUnfrozen(
  database: WatchDatabase,
  keys: ServerKeys,
  letters: Letters,
  of: { incident: Buffer; accounts: readonly Buffer[]; at: Date },
): Promise<Untold[]> {
  const contacts = await database.rows<{ account_id: Buffer; sealed_email: Buffer; language: Language }>(
    `SELECT account_id, sealed_email, language FROM accounts JOIN contacts USING (account_id)
     WHERE account_id = ANY ($1) AND NOT is_canary ORDER BY account_id`,
    [of.accounts],
  )
  if (!letters.canSend)
    return contacts.map((contact) => ({ account: contact.account_id, reason: 'SMTP_URL is not set' }))
  const untold: Untold[] = []
  for (const { account_id: account, sealed_email: sealed, language } of contacts) {
    try {
      const email = openEmail(keys, account, sealed)
      await letters.now(email, language, (texts) => texts.accountUnfrozen(of.incident.toString('hex'), of.at))
    } catch (error) {
      const reason =
        error instanceof MailNotSent ? error.message : 'the address does not open for this account'
      untold.push({ account, reason })
    }
  }
  return untold
}
