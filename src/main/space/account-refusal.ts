import { BrokenAnswer, ForeignAnswer } from '../../shared/space/client/connection.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import type { RefusalCode } from '../../shared/space/refusal.ts'
import type { AccountErrorNotice } from '../../shared/text/account-error-sentence.ts'
import type { AccountErrorCode } from '../../shared/text/en/account-errors.ts'
import type { Params } from '../../shared/text/message.ts'
import { KeychainUnusable, VaultRefusal, WrongPassword } from './vault/vault-refusals.ts'

/** An expected failure of an account or its server; the sentence is made where it is shown. */
export class AccountRefusal extends Error {
  readonly code: AccountErrorCode
  readonly params: Params

  constructor(code: AccountErrorCode, params: Params = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(params)}`, options)
    this.name = 'AccountRefusal'
    this.code = code
    this.params = params
  }
}

/** What to tell of it, whether it was refused here or by a server; null when it is no expected failure of an account. */
export function accountNoticeOf(error: unknown): AccountErrorNotice | null {
  if (error instanceof AccountRefusal) return { code: error.code, params: error.params }
  if (error instanceof ForeignAnswer) return { code: 'not-your-space', params: {} }
  if (error instanceof BrokenAnswer) return { code: 'broken-answer', params: {} }
  if (error instanceof WrongPassword) return { code: 'password-wrong', params: {} }
  if (error instanceof KeychainUnusable)
    return { code: 'keychain-unusable', params: { reason: error.reason } }
  if (error instanceof VaultRefusal) return { code: 'keys-unreadable', params: {} }
  if (!(error instanceof Refusal)) return null
  const { retryAfter, incident } = error.detail
  return {
    code: error.code,
    params: {
      ...(retryAfter !== undefined && { seconds: retryAfter / 1000 }),
      ...(incident !== undefined && { incident }),
    },
  }
}

/**
 * For a promise's catch: where a server's refusal means more than its code says, throws that instead; everything else
 * as it is.
 */
export function refusedAs(by: RefusalCode, code: AccountErrorCode, params: Params = {}) {
  return (error: unknown): never => {
    if (error instanceof Refusal && error.code === by)
      throw new AccountRefusal(code, params, { cause: error })
    throw error
  }
}
