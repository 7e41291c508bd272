import { NotAuthentic } from '../../../shared/crypto/web-crypto.ts'
import type { ForeignAnswer } from '../../../shared/space/client/connection.ts'
import { reportForeign } from '../../../shared/space/client/report.ts'
import type { Answer, Input, Route } from '../../../shared/space/route.ts'
import type { AccountRefusal } from '../account-refusal.ts'
import type { LibraryAccount } from '../library-account.ts'
import { patiently } from './patience.ts'
import type { Pause } from './patience.ts'

/** A walk through everything that a server keeps for an account. */
export class Walk {
  readonly account: LibraryAccount
  readonly #pause: Pause

  constructor(account: LibraryAccount, pause: Pause) {
    this.account = account
    this.#pause = pause
  }

  /** Account id, 32 bytes. */
  get owner(): Uint8Array {
    return this.account.member.session.account
  }

  /** @throws Refusal, ForeignAnswer, BrokenAnswer */
  ask<R extends Route>(route: R, given: Partial<Input<R>> = {}): Promise<Answer<R>> {
    const { tools, member } = this.account
    return patiently(this.#pause, () => tools.connection.askAs(member.session, route, given))
  }

  /** @throws Refusal, ForeignAnswer */
  fetch(route: Route, blob: Uint8Array, range: { first: number; last: number }): Promise<Uint8Array> {
    const { tools, member } = this.account
    return patiently(this.#pause, () => tools.connection.fetchBlob(member.session, route, blob, range))
  }

  /** Runs a check of what was sent. @throws the refusal, reported first, when it is not authentic */
  async requireOurs<T>(
    refusal: AccountRefusal | ForeignAnswer,
    kind: 'foreign-account' | 'foreign-record' | 'foreign-blob',
    check: () => T | Promise<T>,
  ): Promise<T> {
    try {
      return await check()
    } catch (error) {
      if (!(error instanceof NotAuthentic)) throw error
      await reportForeign(this.account.tools.connection, this.account.member.session, kind)
      throw refusal
    }
  }
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
