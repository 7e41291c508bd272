import type { AccountDevice, AccountSession } from '../../shared/account.ts'

/** When a device was last at the server, by its sessions; null when none is open on it. */
export function lastUsedOf({ id }: AccountDevice, sessions: readonly AccountSession[]): number | null {
  const times = sessions.filter(({ deviceId }) => deviceId === id).map(({ lastUsedAt }) => lastUsedAt)
  return times.length === 0 ? null : Math.max(...times)
}
