import { z } from 'zod'

/** Bytes in JSON: base64url without padding. @param length exactly so many, or from `least` to `most` */
export function binary(length: number | { least: number; most: number }) {
  const { least, most } = typeof length === 'number' ? { least: length, most: length } : length
  return z.codec(
    z.base64url().max(Math.ceil((most * 4) / 3)),
    z.custom<Uint8Array>(
      (bytes) => bytes instanceof Uint8Array && bytes.length >= least && bytes.length <= most,
    ),
    {
      decode: (text): Uint8Array => z.util.base64urlToUint8Array(text),
      encode: (bytes) => z.util.uint8ArrayToBase64url(new Uint8Array(bytes)),
    },
  )
}

/** Bytes in CBOR, which has them. */
export { bytesOf } from '../crypto/statement.ts'

export const accountId = binary(32)
export const key32 = binary(32)
export const hash32 = binary(32)
export const id16 = binary(16)
/** Milliseconds since 1970, UTC. */
export const moment = z.number().int().min(0)
export const count = z.number().int().min(0)
/** Of a clock that sync goes by: all times that are made of it can be written. */
export const clockTime = moment.max(2 ** 47)
/** A number in the query of an address. */
export const queryCount = z.codec(z.string().regex(/^\d{1,15}$/), z.number(), {
  decode: Number,
  encode: String,
})
