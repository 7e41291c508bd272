import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { errnoOf } from '../ingest/copy/system-errors.ts'
import { AccountRefusal } from './account-refusal.ts'
import { readVaultFile } from './vault/vault-file.ts'

/** The account that a library keeps, as its file says it in clear. */
export interface KeptAccount {
  /** Origin of its server. */
  server: string
  /** Account id, 64 hex digits. */
  account: string
}

/**
 * Asks for no password.
 * @returns null when the library has none, or is not there
 * @throws VaultDamaged; AppError when the file is closed to us
 */
export function keptAccount(library: string): KeptAccount | null {
  try {
    const file = readVaultFile(vaultPath(library))
    return file && { server: file.origin, account: file.account }
  } catch (error) {
    if (errnoOf(error) === null) throw error
    throw new AppError('library-not-writable', { path: library }, { cause: error })
  }
}

/** @throws AccountRefusal no-account; what keptAccount throws */
export function requireKept(library: string): KeptAccount {
  const kept = keptAccount(library)
  if (!kept) throw new AccountRefusal('no-account', { path: library })
  return kept
}

export function vaultPath(library: string): string {
  return join(library, 'account.json')
}
