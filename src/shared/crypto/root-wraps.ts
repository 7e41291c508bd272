import type { RandomSource } from '../random.ts'
import type { Bytes } from './bytes.ts'
import { concat, exactly } from './bytes.ts'
import { openRecord, recordTypes, sealRecord } from './sealed-record.ts'
import type { RecordPlace } from './sealed-record.ts'

/** What is wrapped with what; each has a place of its own, so that none can stand for another. */
export const wraps = {
  /** The root key, by the password. */
  password: 1,
  /** The root key, by the recovery key. */
  recovery: 2,
  /** The recovery key, by the root key, so that the kit can be shown again. */
  kit: 3,
} as const
export type Wrap = keyof typeof wraps

/**
 * Seals a root or recovery key for an account. The account is part of the place: a server that hands out another
 * account's wrap hands out something that does not open.
 * @param version rises with each change of password
 */
export function wrapKey(
  wrap: Wrap,
  by: Uint8Array,
  account: Uint8Array,
  version: number,
  wrapped: Uint8Array,
  random: RandomSource,
): Promise<Bytes> {
  return sealRecord(by, placeOf(wrap, account, version), exactly(32, wrapped), random)
}

/** @throws NotAuthentic when the key is another one, or the wrap is not this account's */
export async function unwrapKey(
  wrap: Wrap,
  by: Uint8Array,
  account: Uint8Array,
  version: number,
  sealed: Uint8Array,
): Promise<Bytes> {
  return openRecord(by, placeOf(wrap, account, version), sealed)
}

function placeOf(wrap: Wrap, account: Uint8Array, version: number): RecordPlace {
  return {
    type: recordTypes.rootWrap,
    owner: account,
    space: new Uint8Array(16),
    epoch: 0,
    object: concat(account, Uint8Array.of(wraps[wrap])),
    version,
    author: account,
  }
}
