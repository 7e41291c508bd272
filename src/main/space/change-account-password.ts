import { NotAuthentic } from '../../shared/crypto/web-crypto.ts'
import { changePassword } from '../../shared/space/client/change-password.ts'
import { ForeignAnswer } from '../../shared/space/client/connection.ts'
import { reportForeign } from '../../shared/space/client/report.ts'
import type { AccountHost } from './account-host.ts'
import { refusedAs } from './account-refusal.ts'
import { requireKept } from './kept-account.ts'
import { keepKeys, openAccount } from './library-account.ts'
import type { LibraryAccount } from './library-account.ts'

/**
 * Replaces the password of a library's account, at the server and in the lock of the keys here. Sessions on other
 * computers end.
 * @param askNext is called once the account is open
 * @throws AccountRefusal, VaultRefusal, Refusal, ForeignAnswer
 */
export async function changeAccountPassword(
  host: AccountHost,
  askCurrent: () => Promise<string>,
  askNext: () => Promise<string>,
): Promise<LibraryAccount> {
  requireKept(host.library)
  const current = await askCurrent()
  const account = await openAccount(host, async () => current)
  const next = await askNext()
  await replacePassword(account, { password: current }, next).catch(
    refusedAs('not-accepted', 'password-wrong'),
  )
  await keepKeys(host, account, next, 'keys-not-locked')
  return account
}

/** At the server only. @throws Refusal, ForeignAnswer */
export async function replacePassword(
  { tools, member }: LibraryAccount,
  by: { password: string } | { recoveryKey: Uint8Array },
  next: string,
): Promise<void> {
  try {
    await changePassword(tools, member, by, next)
  } catch (error) {
    if (!(error instanceof NotAuthentic)) throw error
    await reportForeign(tools.connection, member.session, 'foreign-account')
    throw new ForeignAnswer()
  }
}
