import { equal } from '../../shared/crypto/bytes.ts'
import { followIdentity, openIdentity } from '../../shared/crypto/identity.ts'
import { keysOfRoot } from '../../shared/crypto/root-key.ts'
import { publicKeyOf } from '../../shared/crypto/signature.ts'
import { NotAuthentic } from '../../shared/crypto/web-crypto.ts'
import { api } from '../../shared/space/api.ts'
import { ForeignAnswer } from '../../shared/space/client/connection.ts'
import type { Session } from '../../shared/space/client/connection.ts'
import type { Member, Tools } from '../../shared/space/client/member.ts'
import { reportForeign } from '../../shared/space/client/report.ts'

/**
 * The member that a root key kept on this computer opens: without password, in a session that was opened before.
 * @throws Refusal; ForeignAnswer when what the server hands out is not of this account, or does not open
 */
export async function resumeMember(
  { connection }: Tools,
  session: Session,
  rootKey: Uint8Array,
): Promise<Member> {
  const given = await connection.askAs(session, api.account.keys, {})
  try {
    if (!equal(given.account, session.account)) throw new NotAuthentic()
    const identity = await followIdentity(session.account, given.statements)
    const keys = await keysOfRoot(rootKey)
    const secrets = await openIdentity(keys.identity, identity, given.sealedIdentity)
    if (!equal(publicKeyOf(secrets.signing), identity.signingKey)) throw new NotAuthentic()
    return { session, rootKey, keys, identity, secrets, credentialsVersion: given.credentials.version }
  } catch (error) {
    if (!(error instanceof NotAuthentic)) throw error
    await reportForeign(connection, session, 'foreign-account')
    throw new ForeignAnswer()
  }
}
