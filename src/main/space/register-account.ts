import { canonicalEmail } from '../../shared/space/email-address.ts'
import type { Profile } from '../../shared/space/client/profile.ts'
import { writeProfile } from '../../shared/space/client/profile.ts'
import { register } from '../../shared/space/client/register.ts'
import type { AccountHost } from './account-host.ts'
import { toolsFor } from './account-host.ts'
import { AccountRefusal, refusedAs } from './account-refusal.ts'
import { keptAccount } from './kept-account.ts'
import { keepKeys } from './library-account.ts'
import type { LibraryAccount } from './library-account.ts'
import type { CodeSource } from './mailed-code.ts'
import { MailedCode } from './mailed-code.ts'
import { greet } from './reach-server.ts'
import { serverOrigin } from './server-address.ts'

export interface AccountAsked {
  /** As the user typed it. */
  server: string
  email: string
  /** Of the mails that the server sends. */
  language: 'en' | 'ja'
  /** By which the user knows this computer. */
  deviceName: string
}

export interface RegisteredAccount {
  account: LibraryAccount
  memberNumber: number
  /** 32 bytes, for the recovery kit. */
  recoveryKey: Uint8Array
  /** Why the profile could not be stored; the account stands all the same. */
  profileProblem: unknown
}

/**
 * Makes an account for a library and keeps its keys there. The e-mail address is kept in the member's sealed profile and
 * nowhere else here.
 * @throws AccountRefusal, VaultDamaged, Refusal, ForeignAnswer
 */
export async function registerAccount(
  host: AccountHost,
  of: AccountAsked & {
    /** Called once the server is known to be one. */
    askPassword(): Promise<string>
    profile: Omit<Profile, 'email'>
    code: CodeSource
  },
): Promise<RegisteredAccount> {
  const server = serverOrigin(of.server)
  const kept = keptAccount(host.library)
  if (kept) throw new AccountRefusal('account-kept', { server: kept.server })
  const email = requireEmail(of.email)
  const code = new MailedCode(host, 'register', server, of)
  const tools = toolsFor({ ...host, send: code.through(host.send) }, server)
  const { mailsCodes } = await greet(tools.connection)
  const { language, deviceName } = of
  const password = await of.askPassword()
  const { member, memberNumber, recoveryKey } = await register(tools, {
    ...{ email, password, language, deviceName },
    askCode: () => code.ask(),
  }).catch(refusedAs('not-accepted', 'register-refused', { mailed: Number(mailsCodes) }))
  code.done()
  const account = { tools, member }
  await keepKeys(host, account, password)
  const profileProblem: unknown = await writeProfile(tools, member, { ...of.profile, email }).then(
    () => null,
    (error: unknown) => error,
  )
  return { account, memberNumber, recoveryKey, profileProblem }
}

/** As it was typed, but for spaces around it. @throws AccountRefusal email-invalid */
export function requireEmail(typed: string): string {
  if (canonicalEmail(typed) === null) throw new AccountRefusal('email-invalid', { email: typed })
  return typed.trim()
}
