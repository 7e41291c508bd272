import { z } from 'zod'

/** A mail that did not go out. Says nothing about the recipient and has no cause, since logs may show all of it. */
export class MailNotSent extends Error {
  /** The system's code where there is one (ECONNREFUSED), else nodemailer's (EAUTH, EENVELOPE). */
  readonly code: string
  /** What the mail server answered: 550, 451; null when it did not. */
  readonly responseCode: number | null
  /** Whether the same mail may go out later. Not when the mail server refused it, or this address, for good. */
  readonly againLater: boolean

  constructor(code: string, responseCode: number | null, againLater: boolean) {
    const answer = responseCode === null ? code : `the mail server answered ${responseCode}`
    const next = againLater ? 'It can be sent again later.' : 'Sending it again does not help.'
    super(`The mail was not sent (${answer}). ${next}`)
    this.name = 'MailNotSent'
    this.code = code
    this.responseCode = responseCode
    this.againLater = againLater
  }
}

const failureSchema = z.object({
  code: z.string().catch('unknown'),
  originalCode: z.string().nullable().catch(null),
  responseCode: z.number().nullable().catch(null),
  permanent: z.boolean().catch(false),
})

/** What nodemailer threw, without its words: they quote the mail server, which likes to quote the recipient. */
export function mailNotSent(thrown: unknown): MailNotSent {
  const { code, originalCode, responseCode, permanent } = failureSchema.parse(thrown)
  // A refused sign-in is about us; once the operator mends it, the same mail goes out.
  const aboutThisMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  return new MailNotSent(originalCode ?? code, responseCode, !(aboutThisMail && permanent))
}
