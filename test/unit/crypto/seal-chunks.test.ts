import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { sealChunks } from '../../../src/shared/crypto/seal-chunks.ts'
import {
  BLOB_CHUNK,
  blobRoles,
  chunkCount,
  sealedLength,
  SealedBlob,
} from '../../../src/shared/crypto/sealed-blob.ts'

function* chunksOf(plaintext: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < plaintext.length; at += BLOB_CHUNK) yield plaintext.subarray(at, at + BLOB_CHUNK)
}

test.each([0, 1, BLOB_CHUNK - 1, BLOB_CHUNK, BLOB_CHUNK + 1, 3 * BLOB_CHUNK])(
  '%i bytes come out as they are sealed one by one',
  async (length) => {
    const plaintext = new Uint8Array(randomBytes(length))
    const place = {
      ...{ owner: randomBytes(32), asset: randomBytes(16) },
      ...{ role: blobRoles.original, plainLength: length },
    }
    const blob = await SealedBlob.create(randomBytes(32), randomBytes(32), place)
    const expected: Uint8Array[] = [blob.header]
    for (let at = 0; at < chunkCount(length); at++)
      expected.push(await blob.seal(at, plaintext.subarray(at * BLOB_CHUNK, (at + 1) * BLOB_CHUNK)))
    const sealed: Uint8Array[] = []
    for await (const bytes of sealChunks(blob, chunksOf(plaintext))) sealed.push(bytes)
    expect(Buffer.concat(sealed).equals(Buffer.concat(expected))).toBe(true)
    expect(Buffer.concat(sealed)).toHaveLength(sealedLength(length))
  },
)

test('a chunk of the wrong length is refused, and one that is wanted no more is not an error', async () => {
  const place = {
    ...{ owner: randomBytes(32), asset: randomBytes(16) },
    ...{ role: blobRoles.original, plainLength: 2 * BLOB_CHUNK },
  }
  const blob = await SealedBlob.create(randomBytes(32), randomBytes(32), place)
  const short = sealChunks(blob, [new Uint8Array(5)])
  await short.next()
  await expect(short.next()).rejects.toThrow(RangeError)
  const stopped = sealChunks(blob, [new Uint8Array(BLOB_CHUNK), new Uint8Array(5)])
  await stopped.next()
  expect((await stopped.return(undefined)).done).toBe(true)
})
