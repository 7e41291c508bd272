import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto'
import type { Bytes } from '../../shared/crypto/bytes.ts'
import { NotAuthentic } from '../../shared/crypto/web-crypto.ts'
import type { GcmKey, Primitives } from '../../shared/crypto/web-crypto.ts'

const TAG = 16
/** Bytes of a SHA-256. */
const HASH = 32
const keys = new WeakMap<GcmKey, Uint8Array>()

/**
 * OpenSSL on the thread that asks: WebCrypto hands every small piece to another thread, which costs more than it does. For
 * threads that nobody waits for.
 */
export const opensslPrimitives: Primitives = {
  async sha256(...parts) {
    const hash = createHash('sha256')
    for (const part of parts) hash.update(part)
    return new Uint8Array(hash.digest())
  },
  // Node's own makes a key object each time, which takes longer than all of this.
  async hkdf(secret, salt, info, length) {
    const extracted = createHmac('sha256', salt).update(secret).digest()
    const blocks: Buffer[] = []
    for (let count = 1; blocks.length * HASH < length; count++)
      blocks.push(
        createHmac('sha256', extracted)
          .update(blocks.at(-1) ?? '')
          .update(info)
          .update(Uint8Array.of(count))
          .digest(),
      )
    return new Uint8Array(Buffer.concat(blocks).subarray(0, length))
  },
  async gcmKey(key) {
    const handle: GcmKey = {}
    keys.set(handle, key.slice())
    return handle
  },
  async gcmSeal(key, nonce, bound, plaintext) {
    const cipher = createCipheriv('aes-256-gcm', bytesOf(key), nonce)
    cipher.setAAD(bound)
    const sealed = new Uint8Array(plaintext.length + TAG)
    sealed.set(cipher.update(plaintext))
    cipher.final()
    sealed.set(cipher.getAuthTag(), plaintext.length)
    return sealed
  },
  async gcmOpen(key, nonce, bound, sealed) {
    if (sealed.length < TAG) throw new NotAuthentic()
    const length = sealed.length - TAG
    const decipher = createDecipheriv('aes-256-gcm', bytesOf(key), nonce, { authTagLength: TAG })
    decipher.setAAD(bound)
    decipher.setAuthTag(sealed.subarray(length))
    const plaintext: Bytes = new Uint8Array(length)
    plaintext.set(decipher.update(sealed.subarray(0, length)))
    try {
      decipher.final()
    } catch {
      throw new NotAuthentic()
    }
    return plaintext
  },
}

function bytesOf(key: GcmKey): Uint8Array {
  const bytes = keys.get(key)
  if (!bytes) throw new TypeError('a key of other primitives')
  return bytes
}
