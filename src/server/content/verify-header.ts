import { createPublicKey, verify } from 'node:crypto'
import { fieldsOf, parseHeader } from '../../shared/crypto/record-header.ts'
import type { RecordHeader } from '../../shared/crypto/record-header.ts'
import { signedBytes } from '../../shared/crypto/signature.ts'
import { NotAuthentic } from '../../shared/crypto/web-crypto.ts'

/**
 * A header whose signature holds, for the key it names. By OpenSSL, since records come in numbers; the key itself was
 * checked by the suite when the computer was certified.
 * @throws NotAuthentic
 */
export function verifyHeader(encoded: Uint8Array): RecordHeader {
  const { header, signature } = parseHeader(encoded)
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(header.device).toString('base64url') },
    format: 'jwk',
  })
  if (!verify(null, signedBytes('is1/record', fieldsOf(header)), key, signature)) throw new NotAuthentic()
  return header
}
