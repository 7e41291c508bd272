import { z } from 'zod'
import type { Bytes } from './bytes.ts'
import { equal } from './bytes.ts'
import { encodeCbor } from './cbor.ts'
import { requireSigned, sign } from './signature.ts'
import { bytesOf, parseStatement } from './statement.ts'
import { NotAuthentic } from './web-crypto.ts'

/** A computer that may speak for an account. */
export interface Device {
  /** Account id, 32 bytes. */
  account: Uint8Array
  /** Ed25519 public key, 32 bytes. */
  key: Uint8Array
  /** As its user calls it. */
  name: string
  /** Milliseconds since 1970. */
  addedAt: number
}

const certificateSchema = z.tuple([
  bytesOf(32),
  bytesOf(32),
  z.string().max(200),
  z.number().int().min(0),
  bytesOf(64),
])

/** dCBOR[account, key, name, addedAt, signature by the account's identity key]. */
export function certifyDevice(identitySeed: Uint8Array, device: Device): Bytes {
  const fields = fieldsOf(device)
  return encodeCbor([...fields, sign(identitySeed, 'is1/device', fields)])
}

/** @throws NotAuthentic unless this identity key of this account has certified it */
export function readCertificate(bytes: Uint8Array, account: Uint8Array, identityKey: Uint8Array): Device {
  const device = parse(bytes)
  if (!equal(device.account, account)) throw new NotAuthentic()
  requireSigned(identityKey, 'is1/device', fieldsOf(device), device.signature)
  return { account: device.account, key: device.key, name: device.name, addedAt: device.addedAt }
}

function fieldsOf({ account, key, name, addedAt }: Device) {
  return [account, key, name, addedAt] as const
}

function parse(bytes: Uint8Array): Device & { signature: Uint8Array } {
  const [account, key, name, addedAt, signature] = parseStatement(certificateSchema, bytes)
  return { account, key, name, addedAt, signature }
}
