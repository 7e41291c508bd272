import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AccessEntry } from '../../shared/space/access-entry.ts'
import type { api } from '../../shared/space/api.ts'
import type { Answer, Input, Route } from '../../shared/space/route.ts'
import type { Owned, PrivateCall } from './access.ts'

/** What is known of someone who has shown no credentials. */
export interface OpenCall {
  /** The address's network (/24 or /56), hashed: for counting failures. */
  readonly network: Buffer
  /** Milliseconds since 1970. */
  readonly now: number
}

type OpenHandler<R extends Route> = (call: OpenCall, input: Input<R>) => Promise<Answer<R>>
type PrivateHandler<R extends Route> = (call: PrivateCall, input: Input<R>) => Promise<Owned<Answer<R>>>

/**
 * Routes whose bodies are streams, or that take long: what they need of the rows is found in the transaction that decides
 * whether they may, and the answer is given behind it.
 */
export interface StreamHandler<R extends Route, Found = unknown> {
  find(call: Pick<PrivateCall, 'access' | 'store'>, input: Input<R>): Promise<Found>
  answer(
    authorised: AuthorisedStream,
    found: Found,
    input: Input<R>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void>
}

export interface AuthorisedStream {
  readonly access: PrivateCall['access']
  readonly asker: AbortSignal
  readonly now: number
  /** IS-Bind for an answer of this status whose content has this SHA-256. */
  bind(status: number, content: Uint8Array): string
  /** Whether the same call would still be allowed. */
  isStillAllowed(): Promise<boolean>
  /** Notes what is read or written. Resolves when that is durable; no byte may leave before. */
  note(
    entry: Omit<AccessEntry, 'owner' | 'actor' | 'device' | 'at' | 'result'>,
    owner?: Uint8Array,
  ): Promise<void>
  /** Sends the whole answer of a JSON route, bound. */
  answer(answer: unknown): Promise<void>
}

export type HandlerOf<R extends Route> = R extends { long: true } | { encoding: 'bytes' | 'tus' | 'events' }
  ? StreamHandler<R>
  : R['rule'] extends 'open'
    ? OpenHandler<R>
    : PrivateHandler<R>

type Api = typeof api
/** One handler for every route, or it does not compile. */
export type Handlers = {
  [G in keyof Api]: { [R in keyof Api[G]]: Api[G][R] extends Route ? HandlerOf<Api[G][R]> : never }
}

/** A stream handler with its types checked between its two halves. */
export function stream<R extends Route, Found>(handler: StreamHandler<R, Found>): StreamHandler<R> {
  // What find gave is what answer gets; the two are only ever called together.
  return handler as StreamHandler<R>
}
