import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { ServerKeys } from './server-keys.ts'

/**
 * nonce[12] || ciphertext || tag[16], AES-256-GCM. The account is bound to it: in another account's row it does not
 * open, so that a message goes to the address that was given under that identity.
 */
export function sealEmail(keys: ServerKeys, account: Uint8Array, email: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keys.email, nonce).setAAD(bound(account))
  return Buffer.concat([nonce, cipher.update(email, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/** @throws Error when it was sealed for another account */
export function openEmail(keys: ServerKeys, account: Uint8Array, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', keys.email, sealed.subarray(0, 12))
    .setAAD(bound(account))
    .setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8')
}

/** By which an account is found: HMAC of the canonical address, so that the database alone tells no addresses. */
export function lookupOf(keys: ServerKeys, canonicalEmail: string): Buffer {
  return createHmac('sha256', keys.lookup).update(canonicalEmail, 'utf8').digest()
}

function bound(account: Uint8Array): Buffer {
  return Buffer.concat([account, Buffer.from('email')])
}
