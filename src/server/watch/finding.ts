import type { IncidentKind } from '../mail/mail-texts.ts'

/** Something that must not be. */
export interface Finding {
  kind: IncidentKind
  /** Which rule was broken, for the operator. No names, no addresses. */
  what: string
  /** Accounts that it concerns; they are frozen together. */
  accounts: Buffer[]
}

/** Something that is not as it should be and puts nobody's data into anybody's hands: an operator is told, nobody is frozen. */
export interface Notice {
  what: string
  accounts: Buffer[]
}

export interface Findings {
  found: Finding[]
  noticed: Notice[]
}
