import { z } from 'zod'
import type { Bytes } from './bytes.ts'
import { equal } from './bytes.ts'
import { encodeCbor } from './cbor.ts'
import { requireSigned, sign } from './signature.ts'
import { bytesOf, parseStatement } from './statement.ts'
import { NotAuthentic, sha256 } from './web-crypto.ts'

/** Whose a space is, and which sealed key an epoch of it has, said by the computer that made it. */
export interface SpaceStatement {
  /** Account id, 32 bytes. */
  owner: Uint8Array
  /** 16 bytes. */
  space: Uint8Array
  epoch: number
  /** Ed25519 public key of the computer. */
  device: Uint8Array
}

const statementSchema = z.tuple([
  bytesOf(32),
  bytesOf(16),
  z.number().int().min(0).max(0xffff_ffff),
  bytesOf(32),
  bytesOf(32),
  bytesOf(64),
])

/** dCBOR[owner, space, epoch, device, SHA-256(sealed key), signature]. */
export async function stateSpace(
  deviceSeed: Uint8Array,
  of: SpaceStatement,
  sealedKey: Uint8Array,
): Promise<Bytes> {
  const fields = [of.owner, of.space, of.epoch, of.device, await sha256(sealedKey)] as const
  return encodeCbor([...fields, sign(deviceSeed, 'is1/space', fields)])
}

/** @throws NotAuthentic unless the computer it names has signed it for this sealed key */
export async function readSpaceStatement(
  encoded: Uint8Array,
  sealedKey: Uint8Array,
): Promise<SpaceStatement> {
  const [owner, space, epoch, device, sealed, signature] = parseStatement(statementSchema, encoded)
  requireSigned(device, 'is1/space', [owner, space, epoch, device, sealed], signature)
  if (!equal(sealed, await sha256(sealedKey))) throw new NotAuthentic()
  return { owner, space, epoch, device }
}
