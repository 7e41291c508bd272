import type { Bytes } from '../crypto/bytes.ts'

// Ids and times are texts of hex digits in the program and bytes in a batch.

/** Two lower-case hex digits for each byte. */
export function hexOf(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += digits[byte]
  return hex
}

/** @param hex an even number of hex digits */
export function bytesOfHex(hex: string): Bytes {
  const bytes = new Uint8Array(hex.length / 2)
  for (const at of bytes.keys()) bytes[at] = parseInt(hex.slice(2 * at, 2 * at + 2), 16)
  return bytes
}

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
