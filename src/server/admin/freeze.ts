import { randomBytes } from 'node:crypto'
import type { IncidentKind } from '../mail/mail-texts.ts'
import { inAct } from './operator-acts.ts'

/** What members are told. The watch's words for it are its own; this one says least. */
const KIND: IncidentKind = 'owner-mismatch'

/**
 * Freezes accounts together and ends their sessions, as the watch does, which also tells their members.
 * @returns the incident that was opened, and how many accounts were not frozen before
 */
export async function freeze(
  ownerUrl: string,
  operator: string,
  accounts: readonly Buffer[],
  because: string,
): Promise<{ incident: Buffer; frozen: number }> {
  const incident = randomBytes(8)
  return inAct(ownerUrl, operator, async (client, note) => {
    const { rows } = await client.query<{ frozen: number }>(
      'SELECT freeze_accounts($1, $2, $3, $4) AS frozen',
      [...[incident, KIND, because], accounts],
    )
    for (const account of accounts)
      await note(`froze it with incident ${incident.toString('hex')}: ${because}`, account)
    return { incident, frozen: rows[0]?.frozen ?? 0 }
  })
}
