import { hostname } from 'node:os'
import { resolve } from 'node:path'
import type { StretchPassword } from '../../shared/crypto/password.ts'
import type { Clock, RandomSource } from '../../shared/random.ts'
import type { Tools } from '../../shared/space/client/member.ts'
import { sendByFetch } from '../../shared/space/client/send-by-fetch.ts'
import type { Send } from '../../shared/space/client/transport.ts'
import { stretchPassword } from '../crypto/stretch-password.ts'
import { systemClock, systemRandom } from '../system.ts'
import { sendTo } from './reach-server.ts'
import { ReportingConnection } from './reporting-connection.ts'
import { systemKeychain } from './vault/keychain.ts'
import type { Keychain } from './vault/keychain.ts'
import { openVault } from './vault/vault.ts'
import type { Vault } from './vault/vault.ts'

/** A library on a computer, with what its account needs of that computer. */
export interface AccountHost {
  /** Folder of the library. */
  library: string
  send: Send
  stretch: StretchPassword
  random: RandomSource
  clock: Clock
  keychain: Keychain
}

/** @param library folder */
export function thisComputer(library: string): AccountHost {
  return {
    library: resolve(library),
    send: sendByFetch,
    stretch: stretchPassword,
    random: systemRandom,
    clock: systemClock,
    keychain: systemKeychain,
  }
}

/** By which the user knows this computer among others. */
export function thisDeviceName(): string {
  return hostname().slice(0, 200)
}

/** @param origin of the server, as serverOrigin gives it */
export function toolsFor({ send, stretch, random, clock }: AccountHost, origin: string): Tools {
  return {
    connection: new ReportingConnection(origin, sendTo(origin, send), random),
    stretch,
    random,
    now: () => clock.now(),
  }
}

/** Each vault asks for a password once. @param askPassword is called only where the lock is the password */
export function vaultOf(
  { library, random, keychain }: AccountHost,
  askPassword: () => Promise<string>,
): Vault {
  return openVault(library, askPassword, random, keychain)
}
