import { statSync } from 'node:fs'
import { vaultPath } from '../space/kept-account.ts'
import { readVaultFile } from '../space/vault/vault-file.ts'
import { VaultDamaged } from '../space/vault/vault-refusals.ts'

/** What keeps the keys of a library's account; `unreadable` when its file is there and cannot be understood. */
export type KeptKeys = 'none' | 'keychain' | 'password' | 'unreadable'

/** Reads no secret and asks for none. */
export function keptKeys(library: string): KeptKeys {
  try {
    return readVaultFile(vaultPath(library))?.lock ?? 'none'
  } catch (error) {
    if (error instanceof VaultDamaged) return 'unreadable'
    throw error
  }
}

/** Another one when somebody signed in or out, in this process or another. */
export function keptKeysStamp(library: string): string {
  try {
    const { ino, mtimeMs, size } = statSync(vaultPath(library))
    return `${ino} ${mtimeMs} ${size}`
  } catch {
    return '' // There is none, or none that we may see: keptKeys says which.
  }
}
