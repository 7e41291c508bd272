import { expect, test } from 'vitest'
import type { ContentHash } from '../../../src/shared/ids.ts'
import { contentIdOf } from '../../../src/shared/sync/blob-place.ts'
import { newFile, newPhoto, temporaryLibrary } from './temporary-library.ts'
import type { TemporaryLibrary } from './temporary-library.ts'

/** Of which every part is another one. */
const hashOf = (digit: number) => String(digit).repeat(64) as ContentHash // 64 hex digits.

const place = (sha256: string) => ({
  ...{ blob: 'b'.repeat(43), key: 'k'.repeat(43), bytes: 1000, kept: 1 },
  content: contentIdOf(sha256),
})

/** A library with a space, and one file that is to be stored there. */
async function withOneFile(library: TemporaryLibrary) {
  const { catalog, volumeId } = library
  await catalog.sync.join(
    { server: '00'.repeat(32), account: '11'.repeat(32), space: '22'.repeat(16), sealedKey: null },
    '33'.repeat(32),
  )
  await catalog.addPhotos([newPhoto([newFile(volumeId, 'A.JPG', { sha256: hashOf(1) })])])
  const [file] = await catalog.blobs.nextFiles(1, [volumeId], [])
  const rewrite = (content: number) =>
    catalog.updateFiles([{ fileId: file!.fileId, sha256: hashOf(content) }])
  return { ...catalog.blobs, file: file!, rewrite }
}

test('a file that was rewritten while it was stored is to be stored again', async () => {
  const library = await temporaryLibrary()
  const { file, rewrite, ...blobs } = await withOneFile(library)
  await rewrite(2)
  await blobs.stored([{ kind: 'file', object: file.number, place: place(file.sha256) }])
  expect(await blobs.counts()).toMatchObject({ files: 1, parked: 0 })
  const [again] = await blobs.nextFiles(1, [library.volumeId], [])
  expect(again).toMatchObject({ number: file.number, sha256: hashOf(2) })
  await blobs.stored([{ kind: 'file', object: file.number, place: place(hashOf(2)) }])
  expect(await blobs.counts()).toMatchObject({ files: 0, parked: 0 })
  expect(await blobs.filePlace(file.fileId)).toEqual(place(hashOf(2)))
})

test('what was wrong with a file that has changed since is not held against it', async () => {
  const library = await temporaryLibrary()
  const { file, rewrite, ...blobs } = await withOneFile(library)
  await rewrite(2)
  const at = { kind: 'file', object: file.number, content: contentIdOf(file.sha256) } as const
  await blobs.park(at, { code: 'original-differs', params: { name: 'A.JPG' } })
  expect(await blobs.counts()).toMatchObject({ files: 1, parked: 0 })
  await blobs.park({ ...at, content: contentIdOf(hashOf(2)) }, { code: 'original-differs', params: {} })
  expect(await blobs.counts()).toMatchObject({ files: 0, parked: 1 })
  expect(await blobs.nextFiles(1, [library.volumeId], [])).toEqual([])
  // It is tried again once it is something else.
  await rewrite(3)
  expect(await blobs.counts()).toMatchObject({ files: 1, parked: 0 })
})

test('an upload keeps its key as long as the content is the same', async () => {
  const library = await temporaryLibrary()
  const { file, ...blobs } = await withOneFile(library)
  const fresh = (n: number) => ({ key: new Uint8Array(32).fill(n), salt: new Uint8Array(32).fill(n) })
  expect(await blobs.begin(file, fresh(1))).toEqual({ ...fresh(1), address: null })
  await blobs.noteAddress(file.number, 'there')
  await library.reopen()
  const again = library.catalog.blobs
  expect(await again.begin(file, fresh(2))).toEqual({ ...fresh(1), address: 'there' })
  expect(await again.begin({ ...file, sha256: hashOf(2) }, fresh(3))).toEqual({
    ...fresh(3),
    address: null,
  })
})
