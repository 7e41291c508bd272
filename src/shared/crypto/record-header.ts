import { z } from 'zod'
import type { Bytes } from './bytes.ts'
import { encodeCbor } from './cbor.ts'
import { sign } from './signature.ts'
import { bytesOf, parseStatement } from './statement.ts'

/**
 * What is said in clear of a sealed record in a space's log, signed by the computer that wrote it. The server refuses a
 * record whose header names another account, space or body, and so does whoever reads one.
 */
export interface RecordHeader {
  /** Account id of the space's owner, 32 bytes. */
  owner: Uint8Array
  /** 16 bytes. */
  space: Uint8Array
  /** SHA-256 of the sealed record. */
  body: Uint8Array
  /** Ed25519 public key of the computer. */
  device: Uint8Array
  /** 1 for the computer's first record in this space, then without a gap. */
  deviceSequence: number
  /** SHA-256 of the header of its record before, zeros for the first. */
  deviceBefore: Uint8Array
  /** See recordTypes. */
  type: number
  epoch: number
  /** How far the computer had read the log when it wrote, and the log's hash there: two histories do not go unseen. */
  seenSequence: number
  seenHash: Uint8Array
  /** The latest clock in the record, milliseconds since 1970. */
  clock: number
  /** Blobs that the record begins or ends to refer to, by id. */
  adds: readonly Uint8Array[]
  drops: readonly Uint8Array[]
}

const whole = z.number().int().min(0)
const BLOBS = z.array(bytesOf(32)).max(4096)
const headerSchema = z.tuple([
  bytesOf(32),
  bytesOf(16),
  bytesOf(32),
  bytesOf(32),
  whole.min(1),
  bytesOf(32),
  z.number().int().min(1).max(255),
  whole.max(0xffff_ffff),
  whole,
  bytesOf(32),
  whole,
  BLOBS,
  BLOBS,
  bytesOf(64),
])

/** dCBOR[owner, space, body, device, …, signature]: what is of fixed length comes first, at fixed places. */
export function signHeader(deviceSeed: Uint8Array, header: RecordHeader): Bytes {
  const fields = fieldsOf(header)
  return encodeCbor([...fields, sign(deviceSeed, 'is1/record', fields)])
}

/** The header and its signature, which is still to be checked. @throws NotAuthentic when it cannot be one */
export function parseHeader(encoded: Uint8Array): { header: RecordHeader; signature: Uint8Array } {
  const f = parseStatement(headerSchema, encoded)
  const header: RecordHeader = {
    owner: f[0],
    space: f[1],
    body: f[2],
    device: f[3],
    deviceSequence: f[4],
    deviceBefore: f[5],
    type: f[6],
    epoch: f[7],
    seenSequence: f[8],
    seenHash: f[9],
    clock: f[10],
    adds: f[11],
    drops: f[12],
  }
  return { header, signature: f[13] }
}

/** What the signature of a header covers, besides its purpose. */
export function fieldsOf(header: RecordHeader) {
  return [
    header.owner,
    header.space,
    header.body,
    header.device,
    header.deviceSequence,
    header.deviceBefore,
    header.type,
    header.epoch,
    header.seenSequence,
    header.seenHash,
    header.clock,
    header.adds,
    header.drops,
  ] as const
}
