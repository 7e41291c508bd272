import type { Bytes } from './bytes.ts'
import { ascii, concat, exactly } from './bytes.ts'
import { hkdf, hmacSha256 } from './web-crypto.ts'

/** Keys that follow from an account's root key, 32 random bytes made on its first computer. */
export interface RootKeys {
  /** Seals the private halves of the identity keys. */
  identity: Bytes
  /** Names assets. */
  index: Bytes
  /** Seals the keys of spaces. */
  library: Bytes
}

export async function keysOfRoot(root: Uint8Array): Promise<RootKeys> {
  const derive = (label: string) => hkdf(exactly(32, root), new Uint8Array(0), ascii(label), 32)
  return {
    identity: await derive('is1/id'),
    index: await derive('is1/idx'),
    library: await derive('is1/lib'),
  }
}

/**
 * Names content: the same on all computers of an account, and nothing that the server could compare between accounts.
 * @param contentHash SHA-256 of the original
 * @returns 16 bytes
 */
export async function assetIdOf(index: Uint8Array, contentHash: Uint8Array): Promise<Bytes> {
  return (await hmacSha256(exactly(32, index), concat(ascii('asset'), exactly(32, contentHash)))).slice(0, 16)
}
