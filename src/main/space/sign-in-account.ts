import { readProfile, writeProfile } from '../../shared/space/client/profile.ts'
import { signIn } from '../../shared/space/client/sign-in.ts'
import type { AccountHost } from './account-host.ts'
import { toolsFor, vaultOf } from './account-host.ts'
import { AccountRefusal, refusedAs } from './account-refusal.ts'
import { replacePassword } from './change-account-password.ts'
import { keptAccount } from './kept-account.ts'
import type { KeptAccount } from './kept-account.ts'
import { endSession, isLive, keepKeys, sessionIn } from './library-account.ts'
import type { LibraryAccount } from './library-account.ts'
import type { CodeSource } from './mailed-code.ts'
import { MailedCode } from './mailed-code.ts'
import { greet } from './reach-server.ts'
import type { AccountAsked } from './register-account.ts'
import { requireEmail } from './register-account.ts'
import { serverOrigin } from './server-address.ts'
import type { AccountSecrets } from './vault/account-secrets.ts'
import { VaultDamaged, VaultRefusal, WrongPassword } from './vault/vault-refusals.ts'

/**
 * Signs a library in with the password. A library whose session has ended, or whose keys cannot be read any more, is
 * signed in again, to the same account.
 * @throws AccountRefusal, Refusal, ForeignAnswer
 */
export async function signInAccount(
  host: AccountHost,
  of: AccountAsked & { askPassword(): Promise<string> },
): Promise<LibraryAccount> {
  const server = serverOrigin(of.server)
  const kept = keptAt(host, server)
  const email = requireEmail(of.email)
  const tools = toolsFor(host, server)
  await greet(tools.connection)
  const password = await of.askPassword()
  const earlier = kept && (await earlierKeys(host, async () => password))
  const session = earlier && sessionIn(earlier)
  if (session && (await isLive(tools, session))) throw new AccountRefusal('account-kept', { server })
  const member = await signIn(tools, {
    ...{ email, language: of.language, deviceName: of.deviceName },
    by: { password },
    ...(earlier && { deviceSeed: earlier.deviceSeed }),
    askCode: () => Promise.reject(new Error('a password needs no code')),
  }).catch(refusedAs('not-accepted', kept ? 'sign-in-again-refused' : 'sign-in-refused'))
  const account = { tools, member }
  return orSignedOut(account, async () => {
    requireSame(account, kept)
    // The profile proves too that what the server has is this member's.
    if ((await readProfile(tools, member)) === null) await writeProfile(tools, member, { email })
    await keepKeys(host, account, password)
  })
}

/**
 * Signs a library in with the recovery kit, and sets a new password in the same go.
 * @throws AccountRefusal, Refusal, ForeignAnswer
 */
export async function recoverAccount(
  host: AccountHost,
  of: AccountAsked & {
    /** 32 bytes. */
    recoveryKey: Uint8Array
    askNewPassword(): Promise<string>
    code: CodeSource
  },
): Promise<LibraryAccount> {
  const server = serverOrigin(of.server)
  const kept = keptAt(host, server)
  const email = requireEmail(of.email)
  const code = new MailedCode(host, 'recover', server, of)
  const tools = toolsFor({ ...host, send: code.through(host.send) }, server)
  const { mailsCodes } = await greet(tools.connection)
  const newPassword = await of.askNewPassword()
  // Keys that are locked with the lost password stay locked.
  const earlier = kept && (await earlierKeys(host, () => Promise.reject(new WrongPassword())))
  const by = { recoveryKey: of.recoveryKey }
  const member = await signIn(tools, {
    ...{ email, by, language: of.language, deviceName: of.deviceName },
    ...(earlier && { deviceSeed: earlier.deviceSeed }),
    askCode: () => code.ask(),
  }).catch(refusedAs('not-accepted', 'recovery-refused', { mailed: Number(mailsCodes) }))
  code.done()
  const account = { tools, member }
  return orSignedOut(account, async () => {
    requireSame(account, kept)
    await replacePassword(account, by, newPassword)
    await keepKeys(host, account, newPassword)
  })
}

/**
 * What the library keeps, when that is at this server; a damaged file is written anew.
 * @throws AccountRefusal account-kept when it is at another
 */
function keptAt({ library }: AccountHost, server: string): KeptAccount | null {
  try {
    const kept = keptAccount(library)
    if (kept && kept.server !== server) throw new AccountRefusal('account-kept', { server: kept.server })
    return kept
  } catch (error) {
    if (error instanceof VaultDamaged) return null
    throw error
  }
}

/** Null when the keys cannot be had: then this computer signs in as a new one. */
async function earlierKeys(
  host: AccountHost,
  askPassword: () => Promise<string>,
): Promise<AccountSecrets | null> {
  try {
    return await vaultOf(host, askPassword).read()
  } catch (error) {
    if (error instanceof VaultRefusal) return null
    throw error
  }
}

function requireSame({ tools, member }: LibraryAccount, kept: KeptAccount | null): void {
  if (kept && kept.account !== Buffer.from(member.session.account).toString('hex'))
    throw new AccountRefusal('account-kept', { server: tools.connection.origin })
}

/** Leaves no session behind when the rest fails. */
async function orSignedOut(account: LibraryAccount, rest: () => Promise<void>): Promise<LibraryAccount> {
  try {
    await rest()
    return account
  } catch (error) {
    await endSession(account.tools, account.member.session)
    throw error
  }
}
