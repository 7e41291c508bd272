import { z } from 'zod'
import { decodeCbor } from './cbor.ts'
import { NotAuthentic } from './web-crypto.ts'

/** Exactly so many bytes. */
export function bytesOf(length: number) {
  return z.custom<Uint8Array>((bytes) => bytes instanceof Uint8Array && bytes.length === length)
}

/** What a signed statement says, its signature still to be checked. @throws NotAuthentic when it cannot be one */
export function parseStatement<Schema extends z.ZodType>(
  schema: Schema,
  encoded: Uint8Array,
): z.infer<Schema> {
  try {
    return schema.parse(decodeCbor(encoded))
  } catch {
    throw new NotAuthentic()
  }
}
