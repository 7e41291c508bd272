/** Bytes in memory of their own, as WebCrypto wants them. */
export type Bytes = Uint8Array<ArrayBuffer>

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Takes the same time wherever two of the same length differ. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let differing = 0
  for (let at = 0; at < a.length; at++) differing |= a[at]! ^ b[at]!
  return differing === 0
}

/** The bytes of a label of ours. @throws RangeError when it is not ASCII */
export function ascii(label: string): Bytes {
  return Uint8Array.from(label, (character) => {
    const code = character.charCodeAt(0)
    if (code > 0x7f) throw new RangeError(`not ASCII: ${label}`)
    return code
  })
}

/** Big endian. @param value a whole number from 0 to 2^53 - 1 */
export function u64(value: number): Bytes {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not an unsigned number: ${value}`)
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}

/** @throws RangeError unless there are exactly that many */
export function exactly(count: number, bytes: Uint8Array): Uint8Array {
  if (bytes.length !== count) throw new RangeError(`${bytes.length} bytes where ${count} belong`)
  return bytes
}
