import { unwrapKey } from '../../shared/crypto/root-wraps.ts'
import { NotAuthentic } from '../../shared/crypto/web-crypto.ts'
import { api } from '../../shared/space/api.ts'
import { ForeignAnswer } from '../../shared/space/client/connection.ts'
import { reportForeign } from '../../shared/space/client/report.ts'
import type { LibraryAccount } from './library-account.ts'

/** The recovery key, 32 bytes, which the root key opens. @throws Refusal, ForeignAnswer */
export async function recoveryKeyOf({ tools, member }: LibraryAccount): Promise<Uint8Array> {
  const { connection } = tools
  const { session, rootKey } = member
  const { credentials } = await connection.askAs(session, api.account.keys, {})
  try {
    return await unwrapKey('kit', rootKey, session.account, credentials.version, credentials.kitWrap)
  } catch (error) {
    if (!(error instanceof NotAuthentic)) throw error
    await reportForeign(connection, session, 'foreign-account')
    throw new ForeignAnswer()
  }
}
