import type { z } from 'zod'

/**
 * Whose bytes a route may serve, and to whom. There is no default: a route without a rule does not compile.
 *
 * - `open`: nobody's. Credentials are not looked at.
 * - `unlock`: the session's account's, to any live session of it: what a new computer needs to unlock the root key.
 * - `own`: the session's account's, to its certified computers.
 * - `own-signed`: as `own`, and the call is signed by the computer's key.
 */
export type Rule = 'open' | 'unlock' | 'own' | 'own-signed'

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Of body and answer. Bytes in JSON are base64url; `bytes`, `tus` and `events` have bodies of their own kind. */
export type Encoding = 'json' | 'cbor' | 'bytes' | 'tus' | 'events'

export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  method: Method
  /** `:name` stands for one of its params. */
  path: `/v1/${string}`
  rule: Rule
  /** One sentence for the API's page. */
  does: string
  params: Params
  query: Query
  body: Body
  answer: Answer
  encoding: Encoding
  /** May take longer than a transaction should: the handler has transactions of its own. */
  long?: true
}

export type Input<R extends Route> = {
  params: z.output<R['params']>
  query: z.output<R['query']>
  body: z.output<R['body']>
}
export type Answer<R extends Route> = z.output<R['answer']>

/** A route with its types, rule and encoding as they stand. */
export function route<const R extends Route>(of: R): R {
  return of
}
