import type { Locker } from '@tus/server'
import type { BlobStore } from './blobs/blob-store.ts'
import type { Pokes } from './content/pokes.ts'
import type { assertOwned } from './http/access.ts'
import type { ServerKeys } from './keys/server-keys.ts'
import type { Letters } from './mail/letters.ts'
import type { Store } from './store/store.ts'
import type { AccessLog } from './trust/access-log.ts'

/** What handlers work with. */
export interface Parts {
  store: Store
  blobs: BlobStore
  keys: ServerKeys
  letters: Letters
  accessLog: AccessLog
  /** `https://host`, as clients reach this server. */
  origin(): string
  /** The last look at whose an answer is. */
  assertOwned: typeof assertOwned
  pokes: Pokes
  /** One writer per upload, in all processes. */
  locker: Locker
  /** Bytes that a new account may keep. */
  quotaBytes: number
}
