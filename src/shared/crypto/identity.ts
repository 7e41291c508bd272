import { x25519 } from '@noble/curves/ed25519.js'
import { z } from 'zod'
import type { RandomSource } from '../random.ts'
import { accountIdOf, requireAccountOf } from './account-id.ts'
import type { Bytes } from './bytes.ts'
import { concat, equal, exactly } from './bytes.ts'
import { encodeCbor } from './cbor.ts'
import { openRecord, recordTypes, sealRecord } from './sealed-record.ts'
import type { RecordPlace } from './sealed-record.ts'
import { publicKeyOf, requireSigned, sign } from './signature.ts'
import { bytesOf, parseStatement } from './statement.ts'
import { NotAuthentic } from './web-crypto.ts'

/** The private halves of an account's identity; each a 32-byte seed. */
export interface IdentitySecrets {
  /** Ed25519. Number 0, the genesis key, names the account. */
  signing: Uint8Array
  /** X25519: what others seal for this account. */
  box: Uint8Array
}

/** What everybody may know of an account's identity. */
export interface Identity {
  /** Account id, 32 bytes. */
  account: Uint8Array
  /** 0 is the genesis identity; each later one is signed by the one before. */
  number: number
  signingKey: Uint8Array
  boxKey: Uint8Array
}

const statementSchema = z.tuple([
  bytesOf(32),
  z.number().int().min(0).max(0xffff_ffff),
  bytesOf(32),
  bytesOf(32),
  bytesOf(64),
])

/** An account begins with this statement. dCBOR[account, 0, signing key, box key, signature by the same key]. */
export async function stateGenesis(secrets: IdentitySecrets): Promise<Bytes> {
  const account = await accountIdOf(publicKeyOf(secrets.signing))
  return state(account, 0, secrets, secrets.signing)
}

/** The identity that follows another, signed by it. */
export function stateNext(before: Identity, signedBy: Uint8Array, secrets: IdentitySecrets): Bytes {
  return state(before.account, before.number + 1, secrets, signedBy)
}

/**
 * Follows an account's statements from its genesis.
 * @returns its present identity
 * @throws NotAuthentic unless they are this account's, gap-free, each signed by the one before
 */
export async function followIdentity(
  account: Uint8Array,
  statements: readonly Uint8Array[],
): Promise<Identity> {
  let present: Identity | null = null
  for (const [number, bytes] of statements.entries()) {
    const { signature, ...stated } = parse(bytes)
    if (stated.number !== number || !equal(stated.account, account)) throw new NotAuthentic()
    if (present === null) await requireAccountOf(account, stated.signingKey)
    requireSigned((present ?? stated).signingKey, 'is1/identity', fieldsOf(stated), signature)
    present = stated
  }
  if (present === null) throw new NotAuthentic()
  return present
}

/** The account that a genesis statement says it begins, and its key; followIdentity tells whether that is so. */
export async function genesisOf(statement: Uint8Array): Promise<{ account: Bytes; key: Uint8Array }> {
  const { signingKey } = parse(statement)
  return { account: await accountIdOf(signingKey), key: signingKey }
}

/** Seals the private halves under the root's identity key, so that all computers of the account have them. */
export function sealIdentity(
  rootIdentityKey: Uint8Array,
  { account, number }: Pick<Identity, 'account' | 'number'>,
  secrets: IdentitySecrets,
  random: RandomSource,
): Promise<Bytes> {
  const plaintext = concat(exactly(32, secrets.signing), exactly(32, secrets.box))
  return sealRecord(rootIdentityKey, placeOf(account, number), plaintext, random)
}

/** @throws NotAuthentic */
export async function openIdentity(
  rootIdentityKey: Uint8Array,
  { account, number }: Pick<Identity, 'account' | 'number'>,
  sealed: Uint8Array,
): Promise<IdentitySecrets> {
  const secrets = await openRecord(rootIdentityKey, placeOf(account, number), sealed)
  return { signing: secrets.slice(0, 32), box: secrets.slice(32) }
}

function state(account: Uint8Array, number: number, secrets: IdentitySecrets, signedBy: Uint8Array): Bytes {
  const signingKey = publicKeyOf(secrets.signing)
  const boxKey = new Uint8Array(x25519.getPublicKey(exactly(32, secrets.box)))
  const fields = fieldsOf({ account, number, signingKey, boxKey })
  return encodeCbor([...fields, sign(signedBy, 'is1/identity', fields)])
}

function fieldsOf({ account, number, signingKey, boxKey }: Identity) {
  return [account, number, signingKey, boxKey] as const
}

function parse(bytes: Uint8Array): Identity & { signature: Uint8Array } {
  const [account, number, signingKey, boxKey, signature] = parseStatement(statementSchema, bytes)
  return { account, number, signingKey, boxKey, signature }
}

function placeOf(account: Uint8Array, number: number): RecordPlace {
  return {
    type: recordTypes.identity,
    owner: account,
    space: new Uint8Array(16),
    epoch: 0,
    object: account,
    version: number,
    author: account,
  }
}
