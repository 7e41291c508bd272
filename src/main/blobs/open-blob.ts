import { opensslPrimitives } from '../crypto/openssl-primitives.ts'
import {
  BLOB_CHUNK,
  BLOB_HEADER,
  chunkCount,
  chunkRange,
  SealedBlob,
} from '../../shared/crypto/sealed-blob.ts'
import type { BlobPlace } from '../../shared/crypto/sealed-blob.ts'

/** Chunks that are fetched in one call. */
const AT_ONCE = 8

/** Bytes of a blob at the server. @param last of them */
export type FetchRange = (first: number, last: number) => Promise<Uint8Array>

/**
 * The plaintext of a sealed blob, chunk by chunk, each checked before it is given out.
 * @param fromChunk where to go on, in chunks of 1 MiB
 * @throws NotAuthentic when what comes is not what was stored
 */
export async function* openBlob(
  key: Uint8Array,
  place: BlobPlace,
  fetch: FetchRange,
  fromChunk = 0,
): AsyncGenerator<Uint8Array> {
  const chunks = chunkCount(place.plainLength)
  let blob: SealedBlob | null = null
  for (let first = fromChunk; first < chunks; first += AT_ONCE) {
    const { offset } = chunkRange(place.plainLength, first)
    const end = chunkRange(place.plainLength, Math.min(chunks, first + AT_ONCE) - 1)
    // The header comes with the first of them.
    const start = first === 0 ? 0 : offset
    const sealed = await fetch(start, end.offset + end.length - 1)
    const header = first === 0 ? sealed.subarray(0, BLOB_HEADER) : null
    blob ??= await SealedBlob.of(key, header ?? (await fetch(0, BLOB_HEADER - 1)), place, opensslPrimitives)
    for (let index = first; index < Math.min(chunks, first + AT_ONCE); index++) {
      const at = chunkRange(place.plainLength, index)
      yield await blob.open(index, sealed.subarray(at.offset - start, at.offset - start + at.length))
    }
  }
}

/** All of a small one, with what fills it up. @throws NotAuthentic */
export async function openWhole(key: Uint8Array, place: BlobPlace, fetch: FetchRange): Promise<Buffer> {
  const whole = Buffer.allocUnsafe(place.plainLength)
  let at = 0
  for await (const plain of openBlob(key, place, fetch)) {
    whole.set(plain, at)
    at += BLOB_CHUNK
  }
  return whole
}
