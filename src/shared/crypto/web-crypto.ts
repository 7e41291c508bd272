import type { Bytes } from './bytes.ts'
import { concat } from './bytes.ts'

/** Key objects of WebCrypto; what is in them is not ours to see. */
export type GcmKey = object

// The part of WebCrypto that the suite uses. Node, browsers and workers all have it; no library of types says so for
// all of them. Source: https://www.w3.org/TR/webcrypto-2/
declare const crypto: {
  readonly subtle: {
    digest(algorithm: 'SHA-256', data: Uint8Array): Promise<ArrayBuffer>
    importKey(
      format: 'raw',
      key: Uint8Array,
      algorithm: unknown,
      extractable: false,
      usages: string[],
    ): Promise<object>
    sign(algorithm: 'HMAC', key: object, data: Uint8Array): Promise<ArrayBuffer>
    deriveBits(algorithm: unknown, key: object, bits: number): Promise<ArrayBuffer>
    encrypt(algorithm: unknown, key: object, data: Uint8Array): Promise<ArrayBuffer>
    decrypt(algorithm: unknown, key: object, data: Uint8Array): Promise<ArrayBuffer>
  }
}

/**
 * What was given is not what was sealed for this key, place and purpose. It says no more: a reason would help whoever
 * tries.
 */
export class NotAuthentic extends Error {
  constructor() {
    super('not authentic')
    this.name = 'NotAuthentic'
  }
}

export async function sha256(...parts: readonly Uint8Array[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', concat(...parts)))
}

export async function hmacSha256(key: Uint8Array, message: Uint8Array): Promise<Bytes> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, message))
}

/** HKDF-SHA-256, RFC 5869. @param length bytes of output */
export async function hkdf(
  secret: Uint8Array,
  salt: Uint8Array,
  info: Uint8Array,
  length: number,
): Promise<Bytes> {
  const imported = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt, info }
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, imported, length * 8))
}

export function gcmKey(key: Uint8Array): Promise<GcmKey> {
  return crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** AES-256-GCM, NIST SP 800-38D. @returns ciphertext and the 16 bytes of its tag */
export async function gcmSeal(
  key: GcmKey,
  nonce: Uint8Array,
  bound: Uint8Array,
  plaintext: Uint8Array,
): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.encrypt(gcm(nonce, bound), key, plaintext))
}

/** @throws NotAuthentic */
export async function gcmOpen(
  key: GcmKey,
  nonce: Uint8Array,
  bound: Uint8Array,
  sealed: Uint8Array,
): Promise<Bytes> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(gcm(nonce, bound), key, sealed))
  } catch {
    throw new NotAuthentic()
  }
}

function gcm(nonce: Uint8Array, bound: Uint8Array) {
  return { name: 'AES-GCM', iv: nonce, additionalData: bound, tagLength: 128 }
}

/** The primitives that blobs are sealed with; whatever does them gives the same bytes. */
export interface Primitives {
  sha256(...parts: readonly Uint8Array[]): Promise<Bytes>
  hkdf(secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Promise<Bytes>
  gcmKey(key: Uint8Array): Promise<GcmKey>
  gcmSeal(key: GcmKey, nonce: Uint8Array, bound: Uint8Array, plaintext: Uint8Array): Promise<Bytes>
  gcmOpen(key: GcmKey, nonce: Uint8Array, bound: Uint8Array, sealed: Uint8Array): Promise<Bytes>
}

export const webPrimitives: Primitives = { sha256, hkdf, gcmKey, gcmSeal, gcmOpen }
