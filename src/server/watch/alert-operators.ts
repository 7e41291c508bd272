import type { Letters } from '../mail/letters.ts'
import { operatorAlert } from '../mail/operator-alert.ts'
import type { Contained } from './contain.ts'
import type { Notice } from './finding.ts'

/** One mail to each operator, in English: what was found, whom it concerns, and where to read on. */
export function alertOperators(
  letters: Letters,
  operators: readonly string[],
  contained: readonly Contained[],
  noticed: readonly Notice[],
): void {
  const incidents = contained.map(({ incident, finding, frozen }) => ({
    incident: incident.toString('hex'),
    what: finding.what,
    accounts: finding.accounts.map((account) => account.toString('hex')),
    frozen,
  }))
  const alert = operatorAlert(
    incidents,
    noticed.map(({ what }) => what),
  )
  for (const operator of operators) letters.later(operator, 'en', () => alert)
}
