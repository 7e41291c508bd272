import type { Bytes } from './bytes.ts'
import { exactly } from './bytes.ts'
import { requireSigned, sign } from './signature.ts'

/** What a login is good for: this server, this challenge, this address, this computer, and nothing else. */
export interface Login {
  /** `https://host` of the server, as the client reached it. */
  origin: string
  /** 32 bytes from the server, used once. */
  challenge: Uint8Array
  /** SHA-256 of the e-mail address in its canonical form. */
  emailHash: Uint8Array
  /** Ed25519 public key of the computer, 32 bytes. */
  device: Uint8Array
}

/** @param signIn seed of the password's or the recovery key's signing key */
export function signLogin(signIn: Uint8Array, login: Login): Bytes {
  return sign(signIn, 'is1/login', fieldsOf(login))
}

/** @throws NotAuthentic */
export function requireLogin(publicKey: Uint8Array, login: Login, signature: Uint8Array): void {
  requireSigned(publicKey, 'is1/login', fieldsOf(login), signature)
}

function fieldsOf({ origin, challenge, emailHash, device }: Login) {
  return [origin, exactly(32, challenge), exactly(32, emailHash), exactly(32, device)]
}
