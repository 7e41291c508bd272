import type { Bytes } from './bytes.ts'
import { ascii, equal, exactly } from './bytes.ts'
import { NotAuthentic, sha256 } from './web-crypto.ts'

/**
 * The 32 bytes that name an account: SHA-256("is1/account" || genesis identity key). Nobody assigns it, so nobody can
 * assign it twice; whoever knows the key can check it.
 */
export async function accountIdOf(genesisKey: Uint8Array): Promise<Bytes> {
  return sha256(ascii('is1/account'), exactly(32, genesisKey))
}

/** @throws NotAuthentic when the account is not the one that this key names */
export async function requireAccountOf(account: Uint8Array, genesisKey: Uint8Array): Promise<void> {
  if (!equal(account, await accountIdOf(genesisKey))) throw new NotAuthentic()
}
