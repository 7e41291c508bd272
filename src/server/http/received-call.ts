import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Refusal } from '../../shared/space/refusal.ts'
import type { Method } from '../../shared/space/route.ts'
import { notAccepted } from './authorise.ts'

/** What came in, of the right form; nothing of it is believed yet. */
export interface ReceivedCall {
  readonly method: Method
  /** With its query, as it was asked for. */
  readonly path: string
  /** 16 random bytes that the answer is bound to. */
  readonly nonce: Buffer
  readonly token: Buffer
  /** SHA-256 of the body. */
  readonly bodyHash: Buffer
  /** By the computer's key, where one came along. */
  readonly signature: Buffer | null
}

/** Reads the headers of a private call. @throws Refusal */
export function receiveCall(request: IncomingMessage, body: Buffer): ReceivedCall {
  const [, token] = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? '') ?? []
  if (!token) throw notAccepted()
  const nonce = binaryHeader(request, 'is-nonce', 16)
  if (!nonce) throw new Refusal('bad-input', 'A call needs IS-Nonce: 16 random bytes, base64url.')
  return {
    // Only routes with a method of ours come here.
    method: request.method as Method,
    path: request.url ?? '/',
    nonce,
    token: Buffer.from(token, 'base64url'),
    bodyHash: createHash('sha256').update(body).digest(),
    signature: binaryHeader(request, 'is-signature', 64),
  }
}

function binaryHeader(request: IncomingMessage, name: string, length: number): Buffer | null {
  const text = request.headers[name]
  if (typeof text !== 'string' || !/^[A-Za-z0-9_-]+$/.test(text)) return null
  const bytes = Buffer.from(text, 'base64url')
  return bytes.length === length ? bytes : null
}
