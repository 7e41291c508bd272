import { createHash } from 'node:crypto'
import { passwordBytes, passwordStretch, vaultKeyOfPassword } from '../../../shared/crypto/password.ts'
import type { RandomSource } from '../../../shared/random.ts'
import { stretchPassword } from '../../crypto/stretch-password.ts'
import type { Keychain } from './keychain.ts'

/** What the key of a vault comes from. The salt of a password is 16 bytes as hex. */
export type VaultLock = { lock: 'keychain' } | { lock: 'password'; salt: string }

/** 32 bytes, with the account (hex) and the lock they belong to. */
export interface VaultKey {
  account: string
  lock: VaultLock
  bytes: Uint8Array
}

/** The keys of one library's vault, in the system's keychain or from the password. */
export class VaultKeys {
  readonly #place: string
  readonly #askPassword: () => Promise<string>
  readonly #random: RandomSource
  readonly #keychain: Keychain

  /** @param folder real path of the library */
  constructor(folder: string, askPassword: () => Promise<string>, random: RandomSource, keychain: Keychain) {
    this.#place = createHash('sha256').update(folder).digest('hex').slice(0, 24)
    this.#askPassword = askPassword
    this.#random = random
    this.#keychain = keychain
  }

  /** Null when the keychain has none; a password, right or wrong, always gives one. @throws KeychainUnusable */
  async find(account: string, lock: VaultLock): Promise<VaultKey | null> {
    if (lock.lock === 'password') return this.#ofPassword(account, lock.salt)
    const bytes = await this.#keychain.read(this.#entryOf(account))
    return bytes?.length === 32 ? { account, lock, bytes } : null
  }

  /** By the keychain where it can be used, else by the password. @throws KeychainUnusable */
  async make(account: string): Promise<VaultKey> {
    if ((await this.#keychain.state()) !== 'usable') {
      const salt = this.#random.bytes(passwordStretch.saltLength)
      return this.#ofPassword(account, Buffer.from(salt).toString('hex'))
    }
    // One that is there stays: the file it locks is good until the new file is in its place.
    const kept = await this.find(account, { lock: 'keychain' })
    if (kept) return kept
    const bytes = this.#random.bytes(32)
    await this.#keychain.write(this.#entryOf(account), bytes)
    return { account, lock: { lock: 'keychain' }, bytes }
  }

  /** @throws KeychainUnusable */
  async remove(account: string, lock: VaultLock): Promise<void> {
    if (lock.lock === 'keychain') await this.#keychain.remove(this.#entryOf(account))
  }

  async #ofPassword(account: string, salt: string): Promise<VaultKey> {
    const password = passwordBytes(await this.#askPassword())
    const stretched = await stretchPassword(password, new Uint8Array(Buffer.from(salt, 'hex')))
    return { account, lock: { lock: 'password', salt }, bytes: await vaultKeyOfPassword(stretched) }
  }

  #entryOf(account: string): string {
    return `${account}@${this.#place}`
  }
}
