import { z } from 'zod'
import type { Bytes } from './bytes.ts'
import { encodeCbor } from './cbor.ts'
import { requireSigned, sign } from './signature.ts'
import { bytesOf, parseStatement } from './statement.ts'

/** Whose a blob is, said by the computer that sealed it. It stands beside the blob for as long as that is kept. */
export interface BlobStatement {
  /** Account id, 32 bytes. */
  owner: Uint8Array
  /** SHA-256 of the sealed blob. */
  blob: Uint8Array
  /** Ed25519 public key of the computer. */
  device: Uint8Array
  /** Bytes, sealed. */
  length: number
}

const statementSchema = z.tuple([bytesOf(32), bytesOf(32), bytesOf(32), z.number().int().min(1), bytesOf(64)])

/** dCBOR[owner, blob, device, length, signature]: owner and blob lie at fixed places. */
export function stateBlob(deviceSeed: Uint8Array, statement: BlobStatement): Bytes {
  const fields = fieldsOf(statement)
  return encodeCbor([...fields, sign(deviceSeed, 'is1/blob', fields)])
}

/**
 * @param by what checks the signature, where there is something faster
 * @throws NotAuthentic unless the computer it names has signed it
 */
export function readBlobStatement(encoded: Uint8Array, by = requireSigned): BlobStatement {
  const { signature, ...statement } = parse(encoded)
  by(statement.device, 'is1/blob', fieldsOf(statement), signature)
  return statement
}

function fieldsOf({ owner, blob, device, length }: BlobStatement) {
  return [owner, blob, device, length] as const
}

function parse(encoded: Uint8Array): BlobStatement & { signature: Uint8Array } {
  const [owner, blob, device, length, signature] = parseStatement(statementSchema, encoded)
  return { owner, blob, device, length, signature }
}
