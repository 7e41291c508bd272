import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { opensslPrimitives as openssl } from '../../../src/main/crypto/openssl-primitives.ts'
import { NotAuthentic, webPrimitives as web } from '../../../src/shared/crypto/web-crypto.ts'

const bytes = (count: number) => new Uint8Array(randomBytes(count))

test.each([0, 1, 31, 4096, 100_001])('OpenSSL and WebCrypto give the same of %i bytes', async (count) => {
  const plaintext = bytes(count)
  expect(await openssl.sha256(plaintext, bytes(0))).toEqual(await web.sha256(plaintext))
  for (const length of [1, 32, 33, 64]) {
    const [secret, salt, info] = [bytes(32), bytes(32), plaintext.slice(0, 50)]
    expect(await openssl.hkdf(secret, salt, info, length)).toEqual(await web.hkdf(secret, salt, info, length))
  }
  const [key, nonce, bound] = [bytes(32), bytes(12), bytes(count % 80)]
  const [ours, theirs] = [await openssl.gcmKey(key), await web.gcmKey(key)]
  const sealed = await openssl.gcmSeal(ours, nonce, bound, plaintext)
  expect(sealed).toEqual(await web.gcmSeal(theirs, nonce, bound, plaintext))
  expect(await openssl.gcmOpen(ours, nonce, bound, sealed)).toEqual(plaintext)
  for (const at of [0, sealed.length - 1]) {
    const changed = sealed.slice()
    changed[at]! ^= 1
    await expect(openssl.gcmOpen(ours, nonce, bound, changed)).rejects.toThrow(NotAuthentic)
  }
  await expect(openssl.gcmOpen(ours, nonce, bytes(9), sealed)).rejects.toThrow(NotAuthentic)
  await expect(openssl.gcmOpen(ours, nonce, bound, sealed.slice(0, 15))).rejects.toThrow(NotAuthentic)
})
