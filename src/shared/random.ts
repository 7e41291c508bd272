/** Time and randomness come in as parameters, so that a test can hold them. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number
}

export interface RandomSource {
  /** That many unpredictable bytes. */
  bytes(count: number): Uint8Array
}

/** A new 128-bit id as 32 hex digits; the caller names the brand. */
export function newId<Id extends string>(random: RandomSource): Id {
  let hex = ''
  for (const byte of random.bytes(16)) hex += digits[byte]
  return hex as Id
}

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
