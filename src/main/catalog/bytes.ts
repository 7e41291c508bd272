/** Ids, hashes and times are text outside and bytes in the catalog. */
export function bytesOf(hex: string): Buffer {
  return Buffer.from(hex, 'hex')
}

/** The id or hash of that kind that these bytes are. */
export function hexOf<Kind extends string>(bytes: Uint8Array): Kind {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex') as Kind // Lower-case hex.
}

/** First 48 bits of a hash: small enough for a short index, long enough to be nearly unique. */
export function hashPrefix(hash: Uint8Array): number {
  return Buffer.from(hash.buffer, hash.byteOffset, 6).readUIntBE(0, 6)
}
