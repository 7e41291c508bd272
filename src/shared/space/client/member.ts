import type { Identity, IdentitySecrets } from '../../crypto/identity.ts'
import type { RootKeys } from '../../crypto/root-key.ts'
import type { RandomSource } from '../../random.ts'
import type { StretchPassword } from '../../crypto/password.ts'
import type { Connection, Session } from './connection.ts'

/** What signing in needs from the computer it runs on. */
export interface Tools {
  connection: Connection
  stretch: StretchPassword
  random: RandomSource
  /** Milliseconds since 1970. */
  now(): number
}

/** A member who is signed in on this computer, with everything their password or kit unlocked. */
export interface Member {
  session: Session
  rootKey: Uint8Array
  keys: RootKeys
  identity: Identity
  secrets: IdentitySecrets
  /** Of the credentials that are in force. */
  credentialsVersion: number
}
