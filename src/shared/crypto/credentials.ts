import { sha256 } from './web-crypto.ts'
import type { Bytes } from './bytes.ts'
import { exactly } from './bytes.ts'
import { encodeCbor } from './cbor.ts'
import { requireSigned, sign } from './signature.ts'

/** What a server keeps so that a member can sign in and unlock: public keys and wraps, nothing that opens anything. */
export interface Credentials {
  /** Rises with each change of password; part of the wraps' places. */
  version: number
  /** Of the password's stretching, 16 bytes. */
  salt: Uint8Array
  /** Ed25519 public keys that prove the password and the recovery kit. */
  signInKey: Uint8Array
  recoveryKey: Uint8Array
  passwordWrap: Uint8Array
  recoveryWrap: Uint8Array
  kitWrap: Uint8Array
}

/** An account's first words to a server. */
export interface Registration {
  origin: string
  challenge: Uint8Array
  /** SHA-256 of the e-mail address in its canonical form. */
  emailHash: Uint8Array
  /** Statement of the genesis identity. */
  statement: Uint8Array
  /** Certificate of the first computer. */
  certificate: Uint8Array
  credentials: Credentials
}

/** @param seed of the genesis identity's signing key, and once more of the computer's */
export async function signRegistration(seed: Uint8Array, registration: Registration): Promise<Bytes> {
  return sign(seed, 'is1/registration', await registrationFields(registration))
}

/** @throws NotAuthentic */
export async function requireRegistration(
  publicKey: Uint8Array,
  registration: Registration,
  signature: Uint8Array,
): Promise<void> {
  requireSigned(publicKey, 'is1/registration', await registrationFields(registration), signature)
}

/** A change of credentials is signed by the key that signed in before, or by the recovery kit's. */
export async function signCredentials(
  seed: Uint8Array,
  origin: string,
  account: Uint8Array,
  credentials: Credentials,
): Promise<Bytes> {
  return sign(seed, 'is1/credentials', [origin, exactly(32, account), await digestOf(credentials)])
}

/** @throws NotAuthentic */
export async function requireCredentials(
  publicKey: Uint8Array,
  origin: string,
  account: Uint8Array,
  credentials: Credentials,
  signature: Uint8Array,
): Promise<void> {
  const fields = [origin, exactly(32, account), await digestOf(credentials)]
  requireSigned(publicKey, 'is1/credentials', fields, signature)
}

async function registrationFields(of: Registration) {
  return [
    of.origin,
    exactly(32, of.challenge),
    exactly(32, of.emailHash),
    of.statement,
    of.certificate,
    await digestOf(of.credentials),
  ]
}

function digestOf(of: Credentials): Promise<Bytes> {
  return sha256(
    encodeCbor([
      of.version,
      exactly(16, of.salt),
      exactly(32, of.signInKey),
      exactly(32, of.recoveryKey),
      of.passwordWrap,
      of.recoveryWrap,
      of.kitWrap,
    ]),
  )
}
