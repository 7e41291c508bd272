import { opensslPrimitives } from '../crypto/openssl-primitives.ts'
import { BLOB_CHUNK, paddedLength, SealedBlob } from '../../shared/crypto/sealed-blob.ts'
import type { BlobPlace, BlobRole } from '../../shared/crypto/sealed-blob.ts'
import { sealChunks } from '../../shared/crypto/seal-chunks.ts'
import type { RandomSource } from '../../shared/random.ts'

export interface Pack {
  sealed: Buffer
  key: Uint8Array
  /** Bytes of all of it. */
  bytes: number
  /** Where each piece begins. */
  at: number[]
}

/** Seals small things as one blob, one behind the other: so that thousands of them are not thousands of uploads. */
export async function packOf(
  owner: Uint8Array,
  role: BlobRole,
  pieces: readonly Uint8Array[],
  random: RandomSource,
): Promise<Pack> {
  const at: number[] = []
  let bytes = 0
  for (const piece of pieces) {
    at.push(bytes)
    bytes += piece.length
  }
  const place = placeOfPack(owner, role, bytes)
  const plain = Buffer.alloc(place.plainLength)
  for (const [i, piece] of pieces.entries()) plain.set(piece, at[i])
  const key = random.bytes(32)
  const blob = await SealedBlob.create(key, random.bytes(32), place, opensslPrimitives)
  const parts: Uint8Array[] = []
  for await (const part of sealChunks(blob, chunksOf(plain))) parts.push(part)
  return { sealed: Buffer.concat(parts), key, bytes, at }
}

/** A pack is of no one asset: 16 zero bytes stand for it. */
export function placeOfPack(owner: Uint8Array, role: BlobRole, bytes: number): BlobPlace {
  return { owner, asset: new Uint8Array(16), role, plainLength: paddedLength(role, bytes) }
}

function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += BLOB_CHUNK) yield bytes.subarray(at, at + BLOB_CHUNK)
}
