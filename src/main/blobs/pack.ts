import { BLOB_CHUNK, paddedLength, SealedBlob } from '../../shared/crypto/sealed-blob.ts'
import type { BlobRole } from '../../shared/crypto/sealed-blob.ts'
import { sealChunks } from '../../shared/crypto/seal-chunks.ts'
import type { RandomSource } from '../../shared/random.ts'

/** Something small that is uploaded together with others. */
export interface Piece {
  role: BlobRole
  /** 32 hex digits, see blob-place.ts. */
  content: string
  bytes: Uint8Array
}

export interface Pack {
  bytes: Buffer
  /** Of each piece: where in the pack it begins, and its key. */
  places: { at: number; key: Uint8Array }[]
}

/** Seals each piece with a key of its own, one behind the other: whoever is given one can open that one only. */
export async function packOf(
  owner: Uint8Array,
  pieces: readonly Piece[],
  random: RandomSource,
): Promise<Pack> {
  const parts: Uint8Array[] = []
  const places: Pack['places'] = []
  let at = 0
  for (const { role, content, bytes } of pieces) {
    const key = random.bytes(32)
    const padded = new Uint8Array(paddedLength(role, bytes.length))
    padded.set(bytes)
    const place = { owner, asset: assetOf(content), role, plainLength: padded.length }
    places.push({ at, key })
    for await (const part of sealChunks(
      await SealedBlob.create(key, random.bytes(32), place),
      chunksOf(padded),
    )) {
      parts.push(part)
      at += part.length
    }
  }
  return { bytes: Buffer.concat(parts), places }
}

/** The asset that a blob with this content is sealed for. @param content 32 hex digits */
export function assetOf(content: string): Uint8Array {
  return new Uint8Array(Buffer.from(content, 'hex'))
}

function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += BLOB_CHUNK) yield bytes.subarray(at, at + BLOB_CHUNK)
}
