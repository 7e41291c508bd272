import type { AccountHost } from './account-host.ts'
import { toolsFor, vaultOf } from './account-host.ts'
import { endSession, sessionIn } from './library-account.ts'
import type { LibraryAccount } from './library-account.ts'
import { requireKept } from './kept-account.ts'
import type { Vault } from './vault/vault.ts'
import { KeychainEntryGone, VaultDamaged } from './vault/vault-refusals.ts'

/**
 * Takes the account's keys off this computer and ends its session. The account stays, and so does the library.
 * @param askPassword is called only where the keys are locked with the password
 * @param opened the account, where it is unlocked already
 * @returns whether the session has ended at the server too; else it does when it is not used for 30 days
 * @throws AccountRefusal no-account, WrongPassword, KeychainUnusable
 */
export async function signOutAccount(
  host: AccountHost,
  askPassword: () => Promise<string>,
  opened: LibraryAccount | null = null,
): Promise<{ sessionEnded: boolean }> {
  requireSomething(host)
  const vault = vaultOf(host, askPassword)
  const sessionEnded = opened
    ? await endSession(opened.tools, opened.member.session)
    : await endKeptSession(host, vault)
  await vault.remove()
  return { sessionEnded }
}

async function endKeptSession(host: AccountHost, vault: Vault): Promise<boolean> {
  const secrets = await vault.read().catch((error: unknown) => {
    // What nobody can read any more can go as well.
    if (error instanceof VaultDamaged || error instanceof KeychainEntryGone) return null
    throw error
  })
  const session = secrets && sessionIn(secrets)
  return session ? endSession(toolsFor(host, secrets.origin), session) : false
}

/** What is damaged is there all the same. */
function requireSomething({ library }: AccountHost): void {
  try {
    requireKept(library)
  } catch (error) {
    if (!(error instanceof VaultDamaged)) throw error
  }
}
