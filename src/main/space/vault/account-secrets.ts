import { z } from 'zod'
import type { Bytes } from '../../../shared/crypto/bytes.ts'
import { exactly } from '../../../shared/crypto/bytes.ts'
import { decodeCbor, encodeCbor } from '../../../shared/crypto/cbor.ts'
import { openRecord, recordTypes, sealRecord } from '../../../shared/crypto/sealed-record.ts'
import type { RecordPlace } from '../../../shared/crypto/sealed-record.ts'
import { NotAuthentic } from '../../../shared/crypto/web-crypto.ts'
import type { RandomSource } from '../../../shared/random.ts'

/** What a computer needs to act for an account. */
export interface AccountSecrets {
  /** `https://host` of the image space. */
  origin: string
  /** Account id, 32 bytes. */
  account: Uint8Array
  /** 32 bytes; everything the account has sealed follows from it. */
  rootKey: Uint8Array
  /** Ed25519 seed of this computer, 32 bytes. */
  deviceSeed: Uint8Array
  /** Of the running session, if there is one. */
  token: string | null
}

const bytes32 = z.instanceof(Uint8Array).refine((bytes) => bytes.length === 32)
const secretsSchema = z.strictObject({
  origin: z.string(),
  account: bytes32,
  rootKey: bytes32,
  deviceSeed: bytes32,
  token: z.string().nullable(),
})

/** As record IS1R in the account's own place. @param key 32 bytes @param version rises with each sealing */
export function sealSecrets(
  key: Uint8Array,
  { origin, account, rootKey, deviceSeed, token }: AccountSecrets,
  version: number,
  random: RandomSource,
): Promise<Bytes> {
  const plain = encodeCbor({
    origin,
    account,
    rootKey: exactly(32, rootKey),
    deviceSeed: exactly(32, deviceSeed),
    token,
  })
  return sealRecord(key, placeOf(account, version), plain, random)
}

/** @throws NotAuthentic when the key, the account or the version is another */
export async function openSecrets(
  key: Uint8Array,
  account: Uint8Array,
  version: number,
  sealed: Uint8Array,
): Promise<AccountSecrets> {
  const parsed = secretsSchema.safeParse(decodeCbor(await openRecord(key, placeOf(account, version), sealed)))
  if (!parsed.success) throw new NotAuthentic()
  return parsed.data
}

function placeOf(account: Uint8Array, version: number): RecordPlace {
  return {
    type: recordTypes.settings,
    owner: account,
    space: new Uint8Array(16),
    epoch: 0,
    object: account,
    version,
    author: account,
  }
}
