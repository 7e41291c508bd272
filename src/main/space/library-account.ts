import { z } from 'zod'
import { api } from '../../shared/space/api.ts'
import type { Session } from '../../shared/space/client/connection.ts'
import { base64url } from '../../shared/space/client/connection.ts'
import type { Member, Tools } from '../../shared/space/client/member.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import type { AccountHost } from './account-host.ts'
import { toolsFor, vaultOf } from './account-host.ts'
import { AccountRefusal, refusedAs } from './account-refusal.ts'
import { requireKept, vaultPath } from './kept-account.ts'
import { resumeMember } from './resume-member.ts'
import type { AccountSecrets } from './vault/account-secrets.ts'

/** The account of a library, unlocked, with the server that it is at. */
export interface LibraryAccount {
  tools: Tools
  member: Member
}

/**
 * Opens the account that a library keeps.
 * @param askPassword is called only where the keys are locked with the password
 * @throws AccountRefusal no-account, session-ended, no-connection; VaultRefusal, Refusal, ForeignAnswer
 */
export async function openAccount(
  host: AccountHost,
  askPassword: () => Promise<string>,
): Promise<LibraryAccount> {
  const { server } = requireKept(host.library)
  const secrets = await vaultOf(host, askPassword).read()
  const session = secrets && sessionIn(secrets)
  if (!session) throw new AccountRefusal('session-ended', { server })
  const tools = toolsFor(host, server)
  const member = await resumeMember(tools, session, secrets.rootKey).catch(
    refusedAs('not-accepted', 'session-ended', { server }),
  )
  return { tools, member }
}

/** Of what is kept; null when it has none. */
export function sessionIn({ account, token, deviceSeed }: AccountSecrets): Session | null {
  return token === null ? null : { account, token: z.util.base64urlToUint8Array(token), deviceSeed }
}

/** Whether the server still takes it. @throws Refusal for anything else that it says, ForeignAnswer */
export async function isLive({ connection }: Tools, session: Session): Promise<boolean> {
  try {
    await connection.askAs(session, api.account.describe, {})
    return true
  } catch (error) {
    // A computer that was never certified has to sign in again too.
    if (error instanceof Refusal && ['not-accepted', 'not-allowed'].includes(error.code)) return false
    throw error
  }
}

/** Ends a session; one that nobody can end now ends by itself when it is not used. @returns whether it ended */
export async function endSession({ connection }: Tools, session: Session): Promise<boolean> {
  return connection.askAs(session, api.sessions.signOut, {}).then(
    () => true,
    (error: unknown) => error instanceof Refusal && error.code === 'not-accepted',
  )
}

/**
 * Keeps the member's keys in the library, under a lock of its own.
 * @param password is what they are locked with where there is no keychain
 * @throws AccountRefusal with the code
 */
export async function keepKeys(
  host: AccountHost,
  { tools, member }: LibraryAccount,
  password: string,
  code: 'keys-not-kept' | 'keys-not-locked' = 'keys-not-kept',
): Promise<void> {
  const { session, rootKey } = member
  const secrets: AccountSecrets = {
    origin: tools.connection.origin,
    account: session.account,
    rootKey,
    deviceSeed: session.deviceSeed,
    token: base64url(session.token),
  }
  try {
    await vaultOf(host, async () => password).write(secrets)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AccountRefusal(code, { path: vaultPath(host.library), reason }, { cause: error })
  }
}
