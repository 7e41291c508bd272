import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { NotAuthentic } from '../../../shared/crypto/web-crypto.ts'
import type { RandomSource } from '../../../shared/random.ts'
import { openSecrets, sealSecrets } from './account-secrets.ts'
import type { AccountSecrets } from './account-secrets.ts'
import { systemKeychain } from './keychain.ts'
import type { Keychain } from './keychain.ts'
import { readVaultFile, removeVaultFile, writeVaultFile } from './vault-file.ts'
import type { VaultFile } from './vault-file.ts'
import { VaultKeys } from './vault-keys.ts'
import type { VaultKey, VaultLock } from './vault-keys.ts'
import { KeychainEntryGone, VaultDamaged, WrongPassword } from './vault-refusals.ts'

/** Keeps the secrets of a library's account on this computer; never in plain text. */
export interface Vault {
  /** Of what is kept; null when nothing is, or nothing that can be understood. */
  readonly lock: VaultLock['lock'] | null
  /**
   * Null when nothing is kept. A password that was right is not asked for again.
   * @throws WrongPassword, VaultDamaged, KeychainEntryGone, KeychainUnusable
   */
  read(): Promise<AccountSecrets | null>
  /**
   * Replaces what is kept, also what cannot be read. The lock stays that of what was read or written before; else it
   * is a new one: the keychain where it can be used, or the password, which is then asked for and taken as it is.
   * @throws KeychainUnusable; then nothing was changed
   */
  write(secrets: AccountSecrets): Promise<void>
  /**
   * Leaves nothing in the folder, and nothing in the keychain that the file named.
   * @throws KeychainUnusable; then nothing was changed
   */
  remove(): Promise<void>
}

/** @param libraryFolder must exist @param askPassword is called only where the lock is the password */
export function openVault(
  libraryFolder: string,
  askPassword: () => Promise<string>,
  random: RandomSource,
  keychain: Keychain = systemKeychain,
): Vault {
  const folder = realpathSync(libraryFolder)
  const keys = new VaultKeys(folder, askPassword, random, keychain)
  return new LibraryVault(join(folder, 'account.json'), keys, random)
}

class LibraryVault implements Vault {
  readonly #path: string
  readonly #keys: VaultKeys
  readonly #random: RandomSource
  /** What opened or sealed the file last. */
  #held: VaultKey | null = null
  #last: Promise<unknown> = Promise.resolve()

  constructor(path: string, keys: VaultKeys, random: RandomSource) {
    this.#path = path
    this.#keys = keys
    this.#random = random
  }

  get lock() {
    return this.#readable()?.lock ?? null
  }

  read(): Promise<AccountSecrets | null> {
    return this.#inTurn(async () => {
      const file = readVaultFile(this.#path)
      if (!file) return null
      const lock = lockOf(file)
      const held = this.#held?.account === file.account && isDeepStrictEqual(this.#held.lock, lock)
      const key = held ? this.#held : await this.#keys.find(file.account, lock)
      if (!key) throw new KeychainEntryGone(this.#path)
      const secrets = await openFile(file, key)
      // The file is as it was written, so it is the password that is not.
      if (!secrets && !held && lock.lock === 'password') throw new WrongPassword()
      if (secrets?.origin !== file.origin) throw new VaultDamaged(this.#path)
      this.#held = key
      return secrets
    })
  }

  write(secrets: AccountSecrets): Promise<void> {
    return this.#inTurn(async () => {
      const account = Buffer.from(secrets.account).toString('hex')
      const key = this.#held?.account === account ? this.#held : await this.#keys.make(account)
      const version = (this.#readable()?.version ?? 0) + 1
      const sealed = Buffer.from(await sealSecrets(key.bytes, secrets, version, this.#random))
      writeVaultFile(this.#path, {
        format: 1,
        origin: secrets.origin,
        account,
        ...key.lock,
        version,
        sealed: sealed.toString('base64'),
      })
      this.#held = key
    })
  }

  remove(): Promise<void> {
    return this.#inTurn(async () => {
      const file = this.#readable()
      if (file) await this.#keys.remove(file.account, lockOf(file))
      removeVaultFile(this.#path)
      this.#held = null
    })
  }

  /** Of two writes at once both would be the same version; one during a removal would bring the file back. */
  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const done = this.#last.then(run)
    this.#last = done.catch(() => null) // Whoever asked is told.
    return done
  }

  /** Null also for a damaged file. */
  #readable(): VaultFile | null {
    try {
      return readVaultFile(this.#path)
    } catch (error) {
      if (error instanceof VaultDamaged) return null
      throw error
    }
  }
}

function lockOf(file: VaultFile): VaultLock {
  return file.lock === 'password' ? { lock: 'password', salt: file.salt } : { lock: 'keychain' }
}

/** Null when it is not what was sealed with this key for this account and version. */
async function openFile(file: VaultFile, key: VaultKey): Promise<AccountSecrets | null> {
  const account = new Uint8Array(Buffer.from(file.account, 'hex'))
  const sealed = new Uint8Array(Buffer.from(file.sealed, 'base64'))
  try {
    return await openSecrets(key.bytes, account, file.version, sealed)
  } catch (error) {
    if (error instanceof NotAuthentic) return null
    throw error
  }
}
