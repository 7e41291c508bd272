import type { RandomSource } from '../random.ts'
import type { Bytes } from './bytes.ts'
import { ascii, concat, equal, exactly } from './bytes.ts'
import { encodeCbor } from './cbor.ts'
import { gcmKey, gcmOpen, gcmSeal, hkdf, NotAuthentic, sha256 } from './web-crypto.ts'

export const recordTypes = {
  rootWrap: 1,
  identity: 2,
  spaceKey: 3,
  batch: 4,
  segment: 5,
  profile: 6,
  link: 7,
  settings: 8,
} as const
export type RecordType = (typeof recordTypes)[keyof typeof recordTypes]

/** Where a record belongs. It is not sent along: who opens a record names the place they asked for. */
export interface RecordPlace {
  type: RecordType
  /** Account id, 32 bytes. */
  owner: Uint8Array
  /** 16 bytes; zeros for what belongs to the account itself. */
  space: Uint8Array
  /** Unsigned, 32 bits. */
  epoch: number
  /** What the record is about, 16 to 40 bytes. */
  object: Uint8Array
  /** Unsigned, below 2^53. */
  version: number
  /** Account id, 32 bytes. */
  author: Uint8Array
}

/** Bytes that sealing adds. */
export const RECORD_OVERHEAD = 86
const MAGIC = ascii('IS1R')
const HEAD = 70
const SALT_AT = 6
const COMMIT_AT = 38
/** Each record has a key of its own, so that one nonce serves all. */
const NONCE = new Uint8Array(12)

/**
 * Record IS1R: "IS1R" || type || 0 || salt[32] || commitment[32] || ciphertext || tag[16]. Key and commitment come from
 * HKDF over the salt and the place; the tag covers head and place. See docs/crypto.md.
 * @param key 32 bytes
 */
export async function sealRecord(
  key: Uint8Array,
  place: RecordPlace,
  plaintext: Uint8Array,
  random: RandomSource,
): Promise<Bytes> {
  const context = contextOf(place)
  const salt = exactly(32, random.bytes(32))
  const derived = await derive(key, salt, context)
  const head = concat(MAGIC, Uint8Array.of(place.type, 0), salt, derived.commitment)
  return concat(head, await gcmSeal(await gcmKey(derived.key), NONCE, concat(head, context), plaintext))
}

/** @throws NotAuthentic when it was not sealed with this key for this place */
export async function openRecord(key: Uint8Array, place: RecordPlace, sealed: Uint8Array): Promise<Bytes> {
  if (sealed.length < RECORD_OVERHEAD) throw new NotAuthentic()
  const head = sealed.slice(0, HEAD)
  const context = contextOf(place)
  const derived = await derive(key, head.subarray(SALT_AT, COMMIT_AT), context)
  const expected = concat(
    MAGIC,
    Uint8Array.of(place.type, 0),
    head.subarray(SALT_AT, COMMIT_AT),
    derived.commitment,
  )
  if (!equal(head, expected)) throw new NotAuthentic()
  return gcmOpen(await gcmKey(derived.key), NONCE, concat(head, context), sealed.subarray(HEAD))
}

async function derive(key: Uint8Array, salt: Uint8Array, context: Uint8Array) {
  const info = concat(ascii('is1/rec/v1'), await sha256(context))
  const derived = await hkdf(exactly(32, key), salt, info, 64)
  return { key: derived.subarray(0, 32), commitment: derived.subarray(32) }
}

function contextOf({ type, owner, space, epoch, object, version, author }: RecordPlace): Bytes {
  if (object.length < 16 || object.length > 40) throw new RangeError('an object has 16 to 40 bytes')
  if (!Number.isInteger(epoch) || epoch < 0 || epoch > 0xffff_ffff)
    throw new RangeError('an epoch has 32 bits')
  if (!Number.isSafeInteger(version) || version < 0) throw new RangeError('a version is a whole number')
  return encodeCbor([
    'is1/rec',
    type,
    exactly(32, owner),
    exactly(16, space),
    epoch,
    object,
    version,
    exactly(32, author),
  ])
}
