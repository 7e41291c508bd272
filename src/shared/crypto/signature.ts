import { ed25519 } from '@noble/curves/ed25519.js'
import type { Bytes } from './bytes.ts'
import { exactly } from './bytes.ts'
import type { Cbor } from './cbor.ts'
import { encodeCbor } from './cbor.ts'
import { NotAuthentic } from './web-crypto.ts'

/** What a signature is for. No two purposes share one, so that a signature made for one says nothing in another. */
export type Purpose =
  | 'is1/blob'
  | 'is1/call'
  | 'is1/checkpoint'
  | 'is1/credentials'
  | 'is1/device'
  | 'is1/identity'
  | 'is1/login'
  | 'is1/receipt'
  | 'is1/record'
  | 'is1/registration'
  | 'is1/space'

/** Ed25519 public key of a 32-byte seed, RFC 8032. */
export function publicKeyOf(seed: Uint8Array): Bytes {
  return new Uint8Array(ed25519.getPublicKey(exactly(32, seed)))
}

/** Signs dCBOR[purpose, ...fields]; 64 bytes. */
export function sign(seed: Uint8Array, purpose: Purpose, fields: readonly Cbor[]): Bytes {
  return new Uint8Array(ed25519.sign(signedBytes(purpose, fields), exactly(32, seed)))
}

/**
 * Strict: only the one encoding of a signature counts, and no key of small order signs anything.
 * @throws NotAuthentic
 */
export function requireSigned(
  publicKey: Uint8Array,
  purpose: Purpose,
  fields: readonly Cbor[],
  signature: Uint8Array,
): void {
  if (!isSigned(publicKey, signedBytes(purpose, fields), signature)) throw new NotAuthentic()
}

/** What a signature covers: dCBOR[purpose, ...fields]. */
export function signedBytes(purpose: Purpose, fields: readonly Cbor[]): Bytes {
  return encodeCbor([purpose, ...fields])
}

function isSigned(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false })
  } catch {
    // The library throws at what cannot be a key or signature at all.
    return false
  }
}
