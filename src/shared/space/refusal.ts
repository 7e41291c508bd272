import { z } from 'zod'
import { clockTime } from './wire.ts'

/**
 * Why a server does not do what it was asked. The sentence is for logs and for people who try the API by hand; programs go
 * by the code.
 */
export const refusalCodes = {
  /** The request is not understood. */
  'bad-input': 400,
  /** No, wrong, expired or revoked credentials; it is never said which. */
  'not-accepted': 401,
  /** This session may not do this: its computer is not certified yet, or the call is not signed by it. */
  'not-allowed': 403,
  'not-found': 404,
  /** What it builds on has changed meanwhile; `head` says to what, where there is one. */
  conflict: 409,
  /** The log no longer reaches the reader's place: a backup was restored. */
  rewound: 409,
  /** The log went another way than the reader's. */
  forked: 409,
  /** Too long. */
  'too-long': 413,
  /** The account has no room for it. */
  quota: 413,
  /** The client's clock is too far ahead; `serverTime` says how far. */
  clock: 422,
  /** The account is frozen until an operator has looked at it; nothing of it is lost. */
  frozen: 423,
  'too-many': 429,
  /** Our mistake. It is logged. */
  failed: 500,
  /** Nobody may write at present. */
  stopped: 503,
  /** Database or storage do not answer, or there is too much to do. Nothing was changed. */
  unavailable: 503,
  /** The disk of the server is full. */
  full: 507,
} as const
export type RefusalCode = keyof typeof refusalCodes

export const refusalSchema = z.object({
  code: z.enum(Object.keys(refusalCodes) as [RefusalCode, ...RefusalCode[]]),
  sentence: z.string(),
  /** Milliseconds until it makes sense to try again. */
  retryAfter: z.number().int().min(0).optional(),
  /** Of the log, for conflict, rewound and forked. */
  head: z.object({ sequence: z.number().int(), hash: z.string() }).optional(),
  /** Number of the incident, for frozen. */
  incident: z.string().optional(),
  /** Milliseconds since 1970, for clock. */
  serverTime: clockTime.optional(),
})
export type RefusalDetail = z.infer<typeof refusalSchema>

export class Refusal extends Error {
  readonly code: RefusalCode
  readonly detail: Omit<RefusalDetail, 'code' | 'sentence'>

  constructor(code: RefusalCode, sentence: string, detail: Omit<RefusalDetail, 'code' | 'sentence'> = {}) {
    super(sentence)
    this.name = 'Refusal'
    this.code = code
    this.detail = detail
  }

  get status(): number {
    return refusalCodes[this.code]
  }
}
