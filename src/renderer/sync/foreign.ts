import type { SyncTrouble } from '../../shared/sync-status.ts'

const foreign: readonly SyncTrouble['reason'][] = [
  'not-your-space',
  'foreign-blob',
  'foreign-record',
  'foreign-space',
  'foreign-access',
]

/** Whether what a server gave is not of this account: nothing goes on by itself then. */
export function isForeign(reason: SyncTrouble['reason']): boolean {
  return foreign.includes(reason)
}
