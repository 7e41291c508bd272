import type { Bytes } from './bytes.ts'
import type { SealedBlob } from './sealed-blob.ts'

/**
 * All bytes of a sealed blob in order, the header first. The next chunk is sealed while the one before is used, so that whoever
 * hashes or sends it waits for neither.
 * @param chunks of the plaintext, BLOB_CHUNK bytes each but the last
 */
export async function* sealChunks(
  blob: SealedBlob,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Bytes> {
  let ahead: Promise<Bytes> = Promise.resolve(blob.header)
  let index = 0
  for await (const chunk of chunks) {
    const before = ahead
    ahead = blob.seal(index++, chunk)
    // Whoever stops in between does not hear of it.
    ahead.catch(() => undefined)
    yield await before
  }
  yield await ahead
  // Nothing at all is one chunk, too.
  if (index === 0) yield await blob.seal(0, new Uint8Array(0))
}
