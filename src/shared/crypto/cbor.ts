import { decode, encode, rfc8949EncodeOptions } from 'cborg'
import type { Bytes } from './bytes.ts'
import { equal } from './bytes.ts'

/** What our records are made of. Numbers are whole and safe; there are no floats, tags or undefined. */
export type Cbor =
  null | boolean | number | string | Uint8Array | readonly Cbor[] | { readonly [key: string]: Cbor }

/**
 * Deterministic CBOR, RFC 8949 section 4.2: the same value always has the same bytes.
 * @throws RangeError when there is a number in it that is not whole and safe
 */
export function encodeCbor(value: Cbor): Bytes {
  requireWhole(value)
  return new Uint8Array(encode(value, { ...rfc8949EncodeOptions, float64: false }))
}

/** @throws Error unless these are the very bytes that encodeCbor gives for what they say */
export function decodeCbor(bytes: Uint8Array): Cbor {
  const value = decode(bytes, {
    strict: true,
    allowIndefinite: false,
    allowUndefined: false,
    allowNaN: false,
    allowInfinity: false,
    allowBigInt: false,
    rejectDuplicateMapKeys: true,
  }) as Cbor // What else CBOR can say has just been refused, or is not written back as it was read.
  if (!equal(encodeCbor(value), bytes)) throw new Error('not deterministic CBOR')
  return value
}

function requireWhole(value: Cbor): void {
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new RangeError(`not a whole number: ${value}`)
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return
  Object.values(value).forEach(requireWhole)
}
