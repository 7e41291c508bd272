import { z } from 'zod'
import type { Bytes } from './bytes.ts'
import { encodeCbor } from './cbor.ts'
import { requireSigned, sign } from './signature.ts'
import { bytesOf, parseStatement } from './statement.ts'

/** What a server signs: that it keeps a blob, or that it will delete an account. */
export interface Receipt {
  kind: 'kept' | 'deletes' | 'deleted'
  /** Account id, 32 bytes. */
  account: Uint8Array
  /** Id of the blob; the account's for a deletion. */
  object: Uint8Array
  /** Bytes kept; 0 for a deletion. */
  length: number
  /** Milliseconds since 1970: since when it is kept, or when the account goes. */
  at: number
}

const receiptSchema = z.tuple([
  z.enum(['kept', 'deletes', 'deleted']),
  bytesOf(32),
  bytesOf(32),
  z.number().int().min(0),
  z.number().int().min(0),
  bytesOf(64),
])

/** dCBOR[kind, account, object, length, at, signature]. @param by what signs, where there is something faster */
export function signReceipt(serverSeed: Uint8Array, receipt: Receipt, by = sign): Bytes {
  const fields = fieldsOf(receipt)
  return encodeCbor([...fields, by(serverSeed, 'is1/receipt', fields)])
}

/** @throws NotAuthentic unless the server with this key has signed it */
export function readReceipt(encoded: Uint8Array, serverKey: Uint8Array): Receipt {
  const { signature, ...receipt } = parse(encoded)
  requireSigned(serverKey, 'is1/receipt', fieldsOf(receipt), signature)
  return receipt
}

function fieldsOf({ kind, account, object, length, at }: Receipt) {
  return [kind, account, object, length, at] as const
}

function parse(encoded: Uint8Array): Receipt & { signature: Uint8Array } {
  const [kind, account, object, length, at, signature] = parseStatement(receiptSchema, encoded)
  return { kind, account, object, length, at, signature }
}
