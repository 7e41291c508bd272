import { signCredentials } from '../../crypto/credentials.ts'
import type { AccessKeys } from '../../crypto/password.ts'
import { keysOfPassword, passwordBytes } from '../../crypto/password.ts'
import { keysOfRecoveryKey } from '../../crypto/recovery-kit.ts'
import { unwrapKey } from '../../crypto/root-wraps.ts'
import { api } from '../api.ts'
import type { Member, Tools } from './member.ts'
import { makeCredentials } from './register.ts'

/**
 * Replaces the password. Root key and data stay as they are, and so does the kit; sessions on other computers end.
 * @param by what proves that it is the member: the password in force, or the kit
 * @throws Refusal; NotAuthentic when the server's wraps are not this account's
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
  const { credentials: before } = await connection.askAs(session, api.account.keys, {})
  const proof: AccessKeys =
    'password' in by
      ? await keysOfPassword(await tools.stretch(passwordBytes(by.password), before.salt))
      : await keysOfRecoveryKey(by.recoveryKey)
  const recoveryKey = await unwrapKey('kit', rootKey, account, before.version, before.kitWrap)
  const version = before.version + 1
  const credentials = await makeCredentials(tools, account, version, newPassword, rootKey, recoveryKey)
  const signature = await signCredentials(proof.signIn, connection.origin, account, credentials)
  await connection.askAs(session, api.account.changeCredentials, { body: { credentials, signature } })
  member.credentialsVersion = version
}
