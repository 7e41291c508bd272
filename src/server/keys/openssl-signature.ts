import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { publicKeyOf, signedBytes } from '../../shared/crypto/signature.ts'
import type { requireSigned, sign as signBySuite } from '../../shared/crypto/signature.ts'
import { NotAuthentic } from '../../shared/crypto/web-crypto.ts'

// The suite's signatures by OpenSSL, ten times as fast: records and blobs come in numbers. The bytes are the same, since
// Ed25519 draws nothing. Keys that sign here were checked by the suite when they were certified.

/** Keys kept ready: computers that write just now. */
const KEPT = 1_000
const publicKeys = new Map<string, KeyObject>()

/** As the suite's requireSigned. @throws NotAuthentic */
export const requireSignedByOpenSsl: typeof requireSigned = (publicKey, purpose, fields, signature) => {
  if (!verify(null, signedBytes(purpose, fields), publicKeyObject(publicKey), signature))
    throw new NotAuthentic()
}

/** As the suite's sign. */
export const signByOpenSsl: typeof signBySuite = (seed, purpose, fields) =>
  new Uint8Array(sign(null, signedBytes(purpose, fields), privateKeyObject(seed)))

function publicKeyObject(publicKey: Uint8Array): KeyObject {
  const x = Buffer.from(publicKey).toString('base64url')
  const known = publicKeys.get(x)
  if (known) return known
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  if (publicKeys.size >= KEPT) publicKeys.clear()
  publicKeys.set(x, key)
  return key
}

/** The server signs with one key. */
let signing: { seed: Buffer; key: KeyObject } | null = null

function privateKeyObject(seed: Uint8Array): KeyObject {
  if (signing?.seed.equals(seed)) return signing.key
  const x = Buffer.from(publicKeyOf(seed)).toString('base64url')
  const d = Buffer.from(seed).toString('base64url')
  const key = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x, d }, format: 'jwk' })
  signing = { seed: Buffer.from(seed), key }
  return key
}
