import { equal } from '../../crypto/bytes.ts'
import { signCredentials } from '../../crypto/credentials.ts'
import type { AccessKeys } from '../../crypto/password.ts'
import { keysOfPassword, passwordBytes } from '../../crypto/password.ts'
import { keysOfRecoveryKey } from '../../crypto/recovery-kit.ts'
import { unwrapKey } from '../../crypto/root-wraps.ts'
import { NotAuthentic } from '../../crypto/web-crypto.ts'
import { api } from '../api.ts'
import type { Answer } from '../route.ts'
import { ForeignAnswer } from './connection.ts'
import type { Member, Tools } from './member.ts'
import { makeCredentials } from './register.ts'
import { reportForeign } from './report.ts'

/**
 * Replaces the password. Root key and data stay as they are, and so does the kit; sessions on other computers end.
 * @param by what proves that it is the member: the password in force, or the kit
 * @throws Refusal; ForeignAnswer when the server's wraps are not this account's, or older than this computer has seen
 */
export async function changePassword(
  tools: Tools,
  member: Member,
  by: { password: string } | { recoveryKey: Uint8Array },
  newPassword: string,
): Promise<void> {
  const { connection } = tools
  const { session, rootKey } = member
  const { account } = session
  const given = await connection.askAs(session, api.account.keys, {})
  const before = given.credentials
  const recoveryKey = await openKit(member, given).catch(async (error: unknown): Promise<never> => {
    if (!(error instanceof NotAuthentic)) throw error
    await reportForeign(connection, session, 'foreign-account')
    throw new ForeignAnswer()
  })
  const proof: AccessKeys =
    'password' in by
      ? await keysOfPassword(await tools.stretch(passwordBytes(by.password), before.salt))
      : await keysOfRecoveryKey(by.recoveryKey)
  const version = before.version + 1
  const credentials = await makeCredentials(tools, account, version, newPassword, rootKey, recoveryKey)
  const signature = await signCredentials(proof.signIn, connection.origin, account, credentials)
  await connection.askAs(session, api.account.changeCredentials, { body: { credentials, signature } })
  member.credentialsVersion = version
}

/** @throws NotAuthentic */
async function openKit(
  { session, rootKey, credentialsVersion }: Member,
  { account, credentials: { version, kitWrap } }: Answer<typeof api.account.keys>,
): Promise<Uint8Array> {
  if (!equal(account, session.account) || version < credentialsVersion) throw new NotAuthentic()
  return unwrapKey('kit', rootKey, account, version, kitWrap)
}
