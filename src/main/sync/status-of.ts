import type { HoldReason } from '../../shared/sync/hold-removals.ts'
import type { SyncStatus, SyncTrouble, UploadStatus } from '../../shared/sync-status.ts'
import type { KeptKeys } from './kept-keys.ts'

/** What is known of a library's sync. Times are milliseconds since 1970. */
export interface SyncFacts {
  keys: KeptKeys
  /** The account is unlocked. */
  isOpen: boolean
  wrongPassword: boolean
  paused: boolean
  /** What the round that runs has moved so far; null while none has got through to the server. */
  moving: { sent: number; received: number; isReceiving: boolean } | null
  trouble: (SyncTrouble & { goesOn: 'offline' | 'later' | 'user' }) | null
  /** When trouble of this kind began. */
  troubleSince: number
  /** End of the last round that went well; null: there was none. */
  doneAt: number | null
  unsent: number
  held: HoldReason[]
  uploads: UploadStatus
  /** Why files and previews are not sent, while changes are. */
  uploadTrouble: SyncTrouble | null
}

/** The one state to tell the user, of those that are true at once. */
export function statusOf(facts: Readonly<SyncFacts>): SyncStatus {
  const { keys, moving, trouble, unsent, held, uploads } = facts
  const counts = { unsent, held, uploads, doneAt: facts.doneAt }
  if (keys === 'none') return { state: 'no-account', ...counts }
  if (keys === 'unreadable')
    return { state: 'needs-you', since: null, trouble: { reason: 'keys-unreadable', params: {} }, ...counts }
  if (moving?.isReceiving) return { state: 'receiving', ...counts }
  if (moving && unsent > 0) return { state: 'sending', ...counts }
  if (trouble && trouble.goesOn !== 'offline') {
    const { reason, params } = trouble
    return { state: 'needs-you', since: facts.troubleSince, trouble: { reason, params }, ...counts }
  }
  if (facts.paused) return { state: 'paused', ...counts }
  if (keys === 'password' && !facts.isOpen) return { state: 'locked', wrong: facts.wrongPassword, ...counts }
  if (trouble) {
    const { reason, params } = trouble
    return { state: 'offline', since: facts.troubleSince, trouble: { reason, params }, ...counts }
  }
  if (facts.uploadTrouble) return { state: 'needs-you', since: null, trouble: facts.uploadTrouble, ...counts }
  if (held.length > 0) return { state: 'needs-you', since: null, trouble: null, ...counts }
  if (facts.doneAt === null) return { state: 'receiving', ...counts }
  return { state: 'up-to-date', since: facts.doneAt, ...counts }
}
