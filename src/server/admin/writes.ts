import { inAct } from './operator-acts.ts'

/**
 * Stops writes and registrations for all, or allows them again.
 * @returns false when that was so already; nothing is noted then
 */
export function setWrites(
  ownerUrl: string,
  operator: string,
  to: 'stop' | 'allow',
  because: string,
): Promise<boolean> {
  return inAct(ownerUrl, operator, async (client, note) => {
    const { rowCount } = await client.query(
      to === 'stop'
        ? 'UPDATE server_state SET writes_stopped_at = now(), writes_stopped_for = NULL WHERE writes_stopped_at IS NULL'
        : 'UPDATE server_state SET writes_stopped_at = NULL, writes_stopped_for = NULL WHERE writes_stopped_at IS NOT NULL',
    )
    if (rowCount === 0) return false
    await note(`${to === 'stop' ? 'stopped' : 'allowed'} writes for all: ${because}`)
    return true
  })
}
