import { AppError } from '../../shared/errors.ts'
import type { SyncTrouble } from '../../shared/sync-status.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import { accountNoticeOf } from '../space/account-refusal.ts'
import { SyncRefusal } from './sync-refusal.ts'

/** Why a round did not come to its end, and what is to be done about it. */
export interface RoundTrouble {
  trouble: SyncTrouble
  /**
   * - `offline`: no network, or nobody there: tried again, at first soon.
   * - `later`: somebody has to do something, perhaps not here: looked for every few minutes.
   * - `user`: nothing can change before the user does something.
   */
  goesOn: 'offline' | 'later' | 'user'
  /** Milliseconds that the server wants to be left alone; null: it did not say. */
  wait: number | null
}

/** Nobody there, or something in front of the space: a Wi-Fi that asks for a login, a proxy whose server is away. */
const offline = new Set<string>(['no-connection', 'not-an-image-space', 'unavailable', 'too-many', 'failed'])
/** What operators, other computers and time can mend. */
const later = new Set<string>([
  'frozen',
  'stopped',
  'full',
  'quota',
  'clock',
  'broken-answer',
  'other-address',
  'not-found',
  'space-lost',
  'other-key',
  'log-changed',
  'not-kept',
  'library',
  'keychain-unusable',
])

/** No server is left alone for longer, and no timer counts as far as one may ask for. */
const LONGEST_WAIT = 3_600_000

/** @param server of the account @returns null for what is no expected failure */
export function troubleOf(error: unknown, server: string): RoundTrouble | null {
  const trouble = noticeOf(error, server)
  if (!trouble) return null
  const { reason } = trouble
  const wait = error instanceof Refusal ? Math.min(error.detail.retryAfter ?? 0, LONGEST_WAIT) || null : null
  return { trouble, goesOn: offline.has(reason) ? 'offline' : later.has(reason) ? 'later' : 'user', wait }
}

function noticeOf(error: unknown, server: string): SyncTrouble | null {
  if (error instanceof SyncRefusal) return { reason: error.code, params: {} }
  if (error instanceof AppError) return { reason: 'library', params: { ...error.params, code: error.code } }
  const notice = accountNoticeOf(error)
  if (!notice) return null
  // A session that the server takes no more.
  if (notice.code === 'not-accepted') return { reason: 'session-ended', params: { server } }
  return { reason: notice.code, params: notice.params }
}
