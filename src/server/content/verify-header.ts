import { fieldsOf, parseHeader } from '../../shared/crypto/record-header.ts'
import type { RecordHeader } from '../../shared/crypto/record-header.ts'
import { requireSignedByOpenSsl } from '../keys/openssl-signature.ts'

/** A header whose signature holds, for the key it names. @throws NotAuthentic */
export function verifyHeader(encoded: Uint8Array): RecordHeader {
  const { header, signature } = parseHeader(encoded)
  requireSignedByOpenSsl(header.device, 'is1/record', fieldsOf(header), signature)
  return header
}
