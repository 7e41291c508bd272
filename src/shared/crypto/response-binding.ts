import type { Bytes } from './bytes.ts'
import { ascii, exactly } from './bytes.ts'
import { encodeCbor } from './cbor.ts'
import { hmacSha256 } from './web-crypto.ts'

/** What an answer answers. A cached, swapped or recycled one was made for something else and does not fit. */
export interface BoundAnswer {
  method: string
  /** With its query, as it was asked for. */
  path: string
  /** 16 random bytes of the request. */
  nonce: Uint8Array
  /** Account id that the server answered for. */
  account: Uint8Array
  status: number
  /** SHA-256 of the body; of a blob, which is bound by its id, of dCBOR[blob id, length, first, last]. */
  content: Uint8Array
}

/** Known to one computer and the server, from the token of its session. */
export function bindingKeyOf(token: Uint8Array): Promise<Bytes> {
  return hmacSha256(exactly(32, token), ascii('is1/bind'))
}

/** HMAC-SHA-256(key, dCBOR[method, path, nonce, account, status, content]). */
export function bindAnswer(key: Uint8Array, answer: BoundAnswer): Promise<Bytes> {
  return hmacSha256(key, encodeBound(answer))
}

/** What the HMAC covers. */
export function encodeBound({ method, path, nonce, account, status, content }: BoundAnswer): Bytes {
  return encodeCbor([method, path, exactly(16, nonce), exactly(32, account), status, exactly(32, content)])
}
