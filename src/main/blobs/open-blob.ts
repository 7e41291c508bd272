import {
  BLOB_HEADER,
  chunkCount,
  chunkRange,
  paddedLength,
  SealedBlob,
  sealedLength,
} from '../../shared/crypto/sealed-blob.ts'
import type { BlobRole } from '../../shared/crypto/sealed-blob.ts'
import type { BlobPlace } from '../../shared/sync/blob-place.ts'
import { assetOf } from './pack.ts'

/** Sealed bytes that are fetched in one call: 8 chunks. */
const AT_ONCE = 8

/** Bytes of an object at the server. @param last of them */
export type FetchRange = (first: number, last: number) => Promise<Uint8Array>

/**
 * The plaintext of a sealed blob, chunk by chunk, each checked before it is given out.
 * @param fromChunk where to go on, in chunks of 1 MiB
 * @throws NotAuthentic when what comes is not what was stored
 */
export async function* openBlob(
  owner: Uint8Array,
  role: BlobRole,
  place: BlobPlace,
  fetch: FetchRange,
  fromChunk = 0,
): AsyncGenerator<Uint8Array> {
  const plainLength = paddedLength(role, place.bytes)
  const of = { owner, asset: assetOf(place.content), role, plainLength }
  const key = new Uint8Array(Buffer.from(place.key, 'base64url'))
  const chunks = chunkCount(plainLength)
  const small = sealedLength(plainLength) <= AT_ONCE * 2 ** 20
  // What is small comes whole, in one call.
  const whole = small ? await fetch(place.at, place.at + sealedLength(plainLength) - 1) : null
  const range: FetchRange = (first, last) =>
    whole ? Promise.resolve(whole.subarray(first, last + 1)) : fetch(place.at + first, place.at + last)
  const blob = await SealedBlob.of(key, await range(0, BLOB_HEADER - 1), of)
  let left = place.bytes - fromChunk * 2 ** 20
  for (let first = fromChunk; first < chunks; first += AT_ONCE) {
    const beyond = Math.min(chunks, first + AT_ONCE)
    const { offset } = chunkRange(plainLength, first)
    const end = chunkRange(plainLength, beyond - 1)
    const sealed = await range(offset, end.offset + end.length - 1)
    for (let index = first; index < beyond; index++) {
      const at = chunkRange(plainLength, index)
      const plain = await blob.open(
        index,
        sealed.subarray(at.offset - offset, at.offset - offset + at.length),
      )
      // What fills it up is not given out.
      yield plain.subarray(0, Math.max(0, Math.min(plain.length, left)))
      left -= plain.length
    }
  }
}

/** All of a small one. @throws NotAuthentic */
export async function openWhole(
  owner: Uint8Array,
  role: BlobRole,
  place: BlobPlace,
  fetch: FetchRange,
): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of openBlob(owner, role, place, fetch)) parts.push(part)
  return Buffer.concat(parts)
}
