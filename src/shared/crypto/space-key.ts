import type { RandomSource } from '../random.ts'
import type { Bytes } from './bytes.ts'
import { exactly } from './bytes.ts'
import { openRecord, recordTypes, sealRecord } from './sealed-record.ts'
import type { RecordPlace } from './sealed-record.ts'

/** Which key of which space: the library, an album, or what a link shows. */
export interface SpaceEpoch {
  /** Account id of the space's owner, 32 bytes. */
  account: Uint8Array
  /** 16 bytes. */
  space: Uint8Array
  /** Rises when the key is replaced. */
  epoch: number
}

/** Seals a space's key, 32 random bytes, under the root's library key. */
export function sealSpaceKey(
  rootLibraryKey: Uint8Array,
  of: SpaceEpoch,
  key: Uint8Array,
  random: RandomSource,
): Promise<Bytes> {
  return sealRecord(rootLibraryKey, placeOf(of), exactly(32, key), random)
}

/** @throws NotAuthentic */
export function openSpaceKey(rootLibraryKey: Uint8Array, of: SpaceEpoch, sealed: Uint8Array): Promise<Bytes> {
  return openRecord(rootLibraryKey, placeOf(of), sealed)
}

function placeOf({ account, space, epoch }: SpaceEpoch): RecordPlace {
  return {
    type: recordTypes.spaceKey,
    owner: account,
    space,
    epoch,
    object: space,
    version: 0,
    author: account,
  }
}
