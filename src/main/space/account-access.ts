import { api } from '../../shared/space/api.ts'
import type { LibraryAccount } from './library-account.ts'

/** Ends a session of the account, on whatever computer it is. @param session 16 bytes @throws Refusal, ForeignAnswer */
export async function endSessionOf({ tools, member }: LibraryAccount, session: Uint8Array): Promise<void> {
  await tools.connection.askAs(member.session, api.sessions.revoke, { params: { session } })
}

/**
 * Shuts a computer out for good: its sessions end, and what it wrote last stays.
 * @param device its key, 32 bytes @throws Refusal, ForeignAnswer
 */
export async function removeDevice({ tools, member }: LibraryAccount, device: Uint8Array): Promise<void> {
  await tools.connection.askAs(member.session, api.sessions.revokeDevice, { params: { device } })
}
