import { wordsOfRecoveryKey } from '../../shared/crypto/recovery-kit.ts'
import { unwrapKey } from '../../shared/crypto/root-wraps.ts'
import { NotAuthentic } from '../../shared/crypto/web-crypto.ts'
import { api } from '../../shared/space/api.ts'
import { ForeignAnswer } from '../../shared/space/client/connection.ts'
import { reportForeign } from '../../shared/space/client/report.ts'
import { fingerprint } from '../../shared/space/fingerprint.ts'
import type { Kit } from '../../shared/text/kit-page.ts'
import { hexOf } from '../../shared/sync/hex.ts'
import type { LibraryAccount } from './library-account.ts'

/** What is on the page to print. */
export function kitOf({ tools, member }: LibraryAccount, memberNumber: number, recoveryKey: Uint8Array): Kit {
  return {
    server: tools.connection.origin,
    fingerprint: fingerprint(hexOf(member.session.account)),
    memberNumber,
    words: wordsOfRecoveryKey(recoveryKey),
  }
}

/** The kit of an account again, as it was made with it. @throws Refusal, ForeignAnswer */
export async function readAccountKit(account: LibraryAccount): Promise<Kit> {
  const { tools, member } = account
  const { memberNumber } = await tools.connection.askAs(member.session, api.account.describe, {})
  return kitOf(account, memberNumber, await recoveryKeyOf(account))
}

/** 32 bytes, which the root key opens. @throws Refusal, ForeignAnswer */
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
