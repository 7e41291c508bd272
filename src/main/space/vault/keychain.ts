import { AsyncEntry } from '@napi-rs/keyring'
import { KeychainUnusable } from './vault-refusals.ts'

/** `missing` is a sentence for the user: why there is none, and what follows. */
export type KeychainState = 'usable' | { missing: string }

/** The system's store of secrets. The user may be asked to unlock it. */
export interface Keychain {
  state(): Promise<KeychainState>
  /** Null when there is no such entry. @throws KeychainUnusable */
  read(name: string): Promise<Uint8Array | null>
  /** In the place of an earlier one. @throws KeychainUnusable */
  write(name: string, secret: Uint8Array): Promise<void>
  /** Also when there is no such entry. @throws KeychainUnusable */
  remove(name: string): Promise<void>
}

const SERVICE = 'Image Space'
/** Left to itself the library goes over to the kernel's keyring, which forgets at every restart. */
const SECRET_SERVICE = { linux: { store: 'secret-service' } } as const

/** Keychain on macOS, Credential Manager on Windows, Secret Service on Linux. */
export const systemKeychain: Keychain = {
  state: keychainState,
  read: (name) =>
    withEntry(name, async (entry) => {
      const secret = await entry.getSecret()
      return secret && Uint8Array.from(secret)
    }),
  write: (name, secret) => withEntry(name, (entry) => entry.setSecret(secret)),
  remove: async (name) => {
    await withEntry(name, (entry) => entry.deleteCredential())
  },
}

/** Whether keys can be locked by the system's keychain. */
export async function keychainState(): Promise<KeychainState> {
  try {
    // A service may answer and yet be locked or have no place to keep anything; only keeping something tells.
    await withEntry(`check ${process.pid}`, async (entry) => {
      await entry.setSecret(new Uint8Array(32))
      await entry.deleteCredential()
    })
    return 'usable'
  } catch (error) {
    if (!(error instanceof KeychainUnusable)) throw error
    return {
      missing:
        `This computer has no keychain that can be used (${error.reason}). The keys of your account are locked ` +
        'with your password instead, which is asked for at each start.',
    }
  }
}

async function withEntry<T>(name: string, use: (entry: AsyncEntry) => Promise<T>): Promise<T> {
  try {
    return await use(new AsyncEntry(SERVICE, name, SECRET_SERVICE))
  } catch (error) {
    throw new KeychainUnusable(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
