import type { Bytes } from './bytes.ts'
import { exactly } from './bytes.ts'
import { requireSigned, sign } from './signature.ts'

/** A call that changes who may do what is signed by the computer's key: a stolen token alone does not do. */
export interface Call {
  /** `https://host` of the server. */
  origin: string
  method: string
  path: string
  /** 16 random bytes of the request. */
  nonce: Uint8Array
  /** SHA-256 of the body. */
  body: Uint8Array
}

export function signCall(deviceSeed: Uint8Array, call: Call): Bytes {
  return sign(deviceSeed, 'is1/call', fieldsOf(call))
}

/** @throws NotAuthentic */
export function requireCall(deviceKey: Uint8Array, call: Call, signature: Uint8Array): void {
  requireSigned(deviceKey, 'is1/call', fieldsOf(call), signature)
}

function fieldsOf({ origin, method, path, nonce, body }: Call) {
  return [origin, method, path, exactly(16, nonce), exactly(32, body)] as const
}
