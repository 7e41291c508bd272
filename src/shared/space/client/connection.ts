import { z } from 'zod'
import type { Bytes } from '../../crypto/bytes.ts'
import { ascii, equal } from '../../crypto/bytes.ts'
import { signCall } from '../../crypto/call-signature.ts'
import type { Cbor } from '../../crypto/cbor.ts'
import { decodeCbor, encodeCbor } from '../../crypto/cbor.ts'
import { bindAnswer, bindingKeyOf } from '../../crypto/response-binding.ts'
import { sha256 } from '../../crypto/web-crypto.ts'
import type { RandomSource } from '../../random.ts'
import { Refusal, refusalSchema } from '../refusal.ts'
import type { RefusalCode } from '../refusal.ts'
import type { Answer, Input, Route } from '../route.ts'
import type { ReceivedAnswer, Send } from './transport.ts'

declare const TextDecoder: { new (): { decode(bytes: Uint8Array): string } }
declare const TextEncoder: { new (): { encode(text: string): Bytes } }
declare const URLSearchParams: { new (fields: Record<string, string>): { toString(): string } }

/** What speaks for a member on one computer. */
export interface Session {
  /** Account id, 32 bytes. */
  account: Uint8Array
  /** 32 bytes. */
  token: Uint8Array
  /** Seed of the computer's key. */
  deviceSeed: Uint8Array
}

/**
 * An answer that was not made for this account, session and question. Nothing of it was used. Whoever sees one stops, says
 * so, and reports it.
 */
export class ForeignAnswer extends Error {
  constructor() {
    super('This answer is not from your image space. Nothing of it was used.')
    this.name = 'ForeignAnswer'
  }
}

/** What came back is not what the protocol says. */
export class BrokenAnswer extends Error {
  constructor() {
    super('The server answered something that is not understood. Nothing was changed here.')
    this.name = 'BrokenAnswer'
  }
}

/** Bytes. */
const LONGEST_REFUSAL = 65_536

type Given<R extends Route> = Partial<Input<R>>

/** Asks one server. It believes a private answer only if it is bound to this account, session and question. */
export class Connection {
  /** `https://host`, as the member gave it: never taken from an answer. */
  readonly origin: string
  readonly #send: Send
  readonly #random: RandomSource

  constructor(origin: string, send: Send, random: RandomSource) {
    this.origin = origin
    this.#send = send
    this.#random = random
  }

  /** @throws Refusal, BrokenAnswer */
  async ask<R extends Route>(route: R, given: Given<R>): Promise<Answer<R>> {
    const { path, body, type } = written(route, given)
    const received = await this.#send({
      method: route.method,
      url: `${this.origin}${path}`,
      headers: body ? { 'content-type': type } : {},
      body,
    })
    return readAnswer(route, received)
  }

  /** @throws Refusal, ForeignAnswer, BrokenAnswer */
  async askAs<R extends Route>(session: Session, route: R, given: Given<R>): Promise<Answer<R>> {
    const { path, body, type } = written(route, given)
    const { received } = await this.#sendAs(session, route, path, body, body ? { 'content-type': type } : {})
    return readAnswer(route, received)
  }

  /**
   * Fetches a blob or a range of it, less where it ends before. Only its head is bound: its id binds its bytes when they
   * are all there, and its seal binds those of a range, which whoever opens it sees.
   * @throws Refusal, ForeignAnswer, BrokenAnswer
   */
  async fetchBlob(
    session: Session,
    route: Route,
    blob: Uint8Array,
    range?: { first: number; last: number },
  ): Promise<Uint8Array> {
    const path = route.path.replace(':blob', base64url(blob))
    const headers = range ? { range: `bytes=${range.first}-${range.last}` } : {}
    const longest = range ? range.last - range.first + 1 + LONGEST_REFUSAL : Infinity
    const { received } = await this.#sendAs(session, route, path, null, headers, { id: blob, longest })
    if (received.status >= 300) throw refusalIn(received)
    if (range ? !isPart(received, range) : received.status !== 200) throw new BrokenAnswer()
    if (!range && !equal(await sha256(received.body), blob)) throw new ForeignAnswer()
    return received.body
  }

  /** Sends what has a protocol of its own, such as an upload; its answers carry no content that could be another's. */
  async sendRaw(
    session: Session,
    method: string,
    path: string,
    headers: Record<string, string>,
    body: Uint8Array | null,
  ): Promise<ReceivedAnswer> {
    return this.#send({
      method,
      url: `${this.origin}${path}`,
      headers: { ...headers, ...this.credentials(session) },
      body,
    })
  }

  /** Headers of one private call. */
  credentials(session: Session): Record<string, string> {
    const nonce = this.#random.bytes(16)
    return { authorization: `Bearer ${base64url(session.token)}`, 'is-nonce': base64url(nonce) }
  }

  async #sendAs(
    session: Session,
    route: Route,
    path: string,
    body: Uint8Array | null,
    headers: Record<string, string>,
    blob?: { id: Uint8Array; longest: number },
  ): Promise<{ received: ReceivedAnswer }> {
    const nonce = this.#random.bytes(16)
    const signed = { origin: this.origin, method: route.method, path, nonce }
    const bodyHash = await sha256(body ?? new Uint8Array(0))
    const received = await this.#send({
      method: route.method,
      url: `${this.origin}${path}`,
      headers: {
        ...headers,
        authorization: `Bearer ${base64url(session.token)}`,
        'is-nonce': base64url(nonce),
        ...(route.rule === 'own-signed' && {
          'is-signature': base64url(signCall(session.deviceSeed, { ...signed, body: bodyHash })),
        }),
      },
      body,
      ...(blob && { longest: blob.longest }),
      ...(route.long && { takesLong: true }),
    })
    // Limits, a proxy, or a server that knows no session of this token refuse before anybody's account is known: there is
    // nothing to bind such a refusal with, and nothing of anybody's in it.
    if (received.status >= 400 && received.header('is-bind') === null) throw unboundRefusal(received)
    const content =
      blob && received.status < 300 ? await headOfBlob(received, blob.id) : await sha256(received.body)
    const expected = await bindAnswer(await bindingKeyOf(session.token), {
      ...{ method: route.method, path, nonce },
      account: session.account,
      status: received.status,
      content,
    })
    if (!isBound(received, expected)) throw new ForeignAnswer()
    return { received }
  }
}

function written<R extends Route>(route: R, given: Given<R>) {
  const params = z.encode(route.params, given.params ?? {}) as Record<string, string> // Parts of an address are text.
  const query = z.encode(route.query, given.query ?? {}) as Record<string, string>
  const path = route.path.replaceAll(/:(\w+)/g, (_all, name: string) => params[name] ?? '')
  const fields = Object.entries(query).filter(([, value]) => value !== undefined)
  const search = new URLSearchParams(Object.fromEntries(fields)).toString()
  const wire = given.body === undefined ? undefined : z.encode(route.body, given.body)
  const body =
    wire === undefined
      ? null
      : route.encoding === 'cbor'
        ? encodeCbor(wire as Cbor) // Its schema has nothing that CBOR has not.
        : new TextEncoder().encode(JSON.stringify(wire))
  const type = route.encoding === 'cbor' ? 'application/cbor' : 'application/json'
  return { path: search ? `${path}?${search}` : path, body, type }
}

function readAnswer<R extends Route>(route: R, received: ReceivedAnswer): Answer<R> {
  if (received.status !== 200) throw refusalIn(received)
  try {
    const wire = route.encoding === 'cbor' ? decodeCbor(received.body) : jsonIn(received.body)
    return z.decode(route.answer, wire) as Answer<R> // The schema is the route's.
  } catch {
    throw new BrokenAnswer()
  }
}

function refusalIn(received: ReceivedAnswer): Error {
  try {
    const { code, sentence, ...detail } = refusalSchema.parse(jsonIn(received.body))
    return new Refusal(code, sentence, detail)
  } catch {
    return new BrokenAnswer()
  }
}

/** What a blob's binding covers: which blob, how long, and which part of it. */
async function headOfBlob(received: ReceivedAnswer, blob: Uint8Array): Promise<Bytes> {
  const part = partIn(received)
  const whole = received.body.length
  return sha256(
    part === null
      ? encodeCbor([blob, whole, 0, whole - 1])
      : encodeCbor([blob, part.length, part.first, part.last]),
  )
}

/** Which part of how long a blob an answer says it is; null for the whole. */
function partIn(received: ReceivedAnswer): { first: number; last: number; length: number } | null {
  const [, first, last, length] =
    /^bytes (\d+)-(\d+)\/(\d+)$/.exec(received.header('content-range') ?? '') ?? []
  return length === undefined ? null : { first: Number(first), last: Number(last), length: Number(length) }
}

/** Whether it is the part that was asked for: something on the way may have asked for another. */
function isPart(received: ReceivedAnswer, asked: { first: number; last: number }): boolean {
  const part = received.status === 206 ? partIn(received) : null
  if (part === null) return false
  const last = Math.min(asked.last, part.length - 1)
  return part.first === asked.first && part.last === last && received.body.length === last - part.first + 1
}

/** Codes that say nothing of an account; all others are believed only when they are bound to one. */
const OF_NOBODY: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'bad-input',
  'not-accepted',
  'not-allowed',
  'too-long',
  'too-many',
  'failed',
  'unavailable',
  'full',
])

function unboundRefusal(received: ReceivedAnswer): Error {
  const refusal = refusalIn(received)
  return refusal instanceof Refusal && !OF_NOBODY.has(refusal.code) ? new BrokenAnswer() : refusal
}

function isBound(received: ReceivedAnswer, expected: Uint8Array): boolean {
  return equal(ascii(received.header('is-bind') ?? ''), ascii(base64url(expected)))
}

function jsonIn(body: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(body))
}

export function base64url(bytes: Uint8Array): string {
  return z.util.uint8ArrayToBase64url(new Uint8Array(bytes))
}
