import { equal } from '../../shared/crypto/bytes.ts'
import { readReceipt } from '../../shared/crypto/server-receipt.ts'
import { NotAuthentic } from '../../shared/crypto/web-crypto.ts'
import { api } from '../../shared/space/api.ts'
import { BrokenAnswer } from '../../shared/space/client/connection.ts'
import type { LibraryAccount } from './library-account.ts'

/**
 * Has the account deleted at the server, after a time in which it can be kept after all.
 * @returns when, in milliseconds since 1970, as the server has signed it
 * @throws Refusal, ForeignAnswer, BrokenAnswer
 */
export async function askDeletion({ tools, member }: LibraryAccount): Promise<number> {
  const { connection } = tools
  const { account } = member.session
  const { key } = await connection.ask(api.server.describe, {})
  const { receipt } = await connection.askAs(member.session, api.account.askDeletion, { body: {} })
  try {
    const read = readReceipt(receipt, key)
    if (read.kind !== 'deletes' || !equal(read.account, account)) throw new NotAuthentic()
    return read.at
  } catch (error) {
    if (error instanceof NotAuthentic) throw new BrokenAnswer()
    throw error
  }
}

/** @throws Refusal, ForeignAnswer */
export async function cancelDeletion({ tools, member }: LibraryAccount): Promise<void> {
  await tools.connection.askAs(member.session, api.account.cancelDeletion, {})
}
