import { openEmail } from '../keys/sealed-email.ts'
import type { ServerKeys } from '../keys/server-keys.ts'
import type { Language, Letters } from '../mail/letters.ts'
import type { IncidentKind } from '../mail/mail-texts.ts'
import type { WatchDatabase } from './watch-database.ts'

interface Untold {
  account_id: Buffer
  incident_id: Buffer
  opened_at: Date
  kind: IncidentKind
  sealed_email: Buffer
  language: Language
}

/** Tries of one mail; an operator sees who could not be told. */
const TRIES = 30

/**
 * Mails each member of an incident who has not been told, one by one, in their language, at the address that was sealed
 * for their account. A mail that the mail server does not take is tried at the next round again.
 */
export async function tellMembers(
  database: WatchDatabase,
  keys: ServerKeys,
  letters: Letters,
  onFailure: (error: unknown) => void,
): Promise<number> {
  if (!letters.canSend) return 0
  const untold = await database.rows<Untold>(
    `SELECT t.account_id, t.incident_id, i.opened_at, i.kind, c.sealed_email, c.language
     FROM incident_accounts t JOIN incidents i USING (incident_id) JOIN contacts c USING (account_id)
       JOIN accounts a USING (account_id)
     WHERE t.told_at IS NULL AND t.tries < ${TRIES} AND NOT a.is_canary ORDER BY i.opened_at`,
  )
  let told = 0
  for (const { account_id: account, incident_id: incident, opened_at: openedAt, kind, ...to } of untold) {
    try {
      await letters.now(openEmail(keys, account, to.sealed_email), to.language, (texts) =>
        texts.incidentNotice({ incident: incident.toString('hex'), openedAt, kind }),
      )
      told++
      await database.rows('SELECT note_told($1, $2, true)', [account, incident])
    } catch (error) {
      onFailure(error)
      await database.rows('SELECT note_told($1, $2, false)', [account, incident])
    }
  }
  return told
}
