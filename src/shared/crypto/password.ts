import type { Bytes } from './bytes.ts'
import { ascii, exactly } from './bytes.ts'
import { hkdf } from './web-crypto.ts'

// The library of types for all places where this runs does not know it; all of them have it.
declare const TextEncoder: { new (): { encode(text: string): Bytes } }

/**
 * Argon2id, RFC 9106: fixed here and never taken from a server, which could ask for less. Each host brings its own
 * implementation.
 */
export const passwordStretch = {
  memoryKiB: 128 * 1024,
  passes: 3,
  lanes: 1,
  /** Bytes of output. */
  length: 64,
  saltLength: 16,
} as const

/** Stretches the bytes of a password with passwordStretch. @returns 64 bytes */
export type StretchPassword = (password: Uint8Array, salt: Uint8Array) => Promise<Uint8Array>

/** The same bytes however a keyboard or system composes what was typed. Source: RFC 8265 section 4.2, OpaqueString. */
export function passwordBytes(password: string): Bytes {
  return new TextEncoder().encode(password.replace(/\p{Zs}/gu, ' ').normalize('NFC'))
}

/** What a stretched password, or a recovery key, gives access with. */
export interface AccessKeys {
  /** Wraps the root key. */
  wrap: Bytes
  /** Seed of the Ed25519 key that signs in; the server knows its public half only. */
  signIn: Bytes
}

/** @param stretched 64 bytes */
export async function keysOfPassword(stretched: Uint8Array): Promise<AccessKeys> {
  exactly(passwordStretch.length, stretched)
  return {
    wrap: await hkdf(stretched, new Uint8Array(0), ascii('is1/kek'), 32),
    signIn: await hkdf(stretched, new Uint8Array(0), ascii('is1/auth'), 32),
  }
}

/** Seals what a computer without a keychain keeps of an account. @param stretched 64 bytes @returns 32 bytes */
export function vaultKeyOfPassword(stretched: Uint8Array): Promise<Bytes> {
  exactly(passwordStretch.length, stretched)
  return hkdf(stretched, new Uint8Array(0), ascii('is1/vault'), 32)
}
