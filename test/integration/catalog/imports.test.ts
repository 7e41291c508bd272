import { expect, test } from 'vitest'
import type { ImportFileRow } from '../../../src/main/catalog/catalog.ts'
import type { ImportReport } from '../../../src/shared/import.ts'
import { contentHash, newFile, newPhoto, temporaryLibrary } from './temporary-library.ts'

const file = (index: number, values: Partial<ImportFileRow> = {}): ImportFileRow => ({
  index,
  source: `DCIM/100NIKON/DSC_000${index}.JPG`,
  group: index,
  bytes: 1000,
  mtime: 1.25,
  state: 'seen',
  targets: [],
  sha256: null,
  xxh128: null,
  error: null,
  ...values,
})

test('the journal of an import is there after a stop, up to the last step', async () => {
  const library = await temporaryLibrary()
  const { volumeId } = library
  const id = await library.catalog.importBegin({
    cardName: 'CARD\n1', cardPath: '/card', cardFingerprint: 'abc', volumeId, options: { to: '/pictures', second: null },
  }) // prettier-ignore
  await library.catalog.importPlanFiles(id, [file(0), file(1), file(2)])
  await library.catalog.importFileState(id, [
    {
      index: 0,
      state: 'verified',
      sha256: contentHash(7),
      xxh128: 'ab'.repeat(16),
      targets: ['2024/a.jpg', null],
    },
    { index: 2, state: 'failed', error: { code: 'read-failed', params: { path: 'x' } } },
  ])
  await library.catalog.addPhotos([{ ...newPhoto([newFile(volumeId, 'a.jpg')]), importId: id }])
  expect((await library.catalog.imports())[0]).toMatchObject({
    id,
    state: 'running',
    photos: 3,
    verdict: null,
  })

  await library.reopen()
  const { catalog } = library
  expect((await catalog.imports())[0]).toMatchObject({ state: 'interrupted', cardName: 'CARD\n1' })
  expect(await catalog.importOptions(id)).toEqual({ to: '/pictures', second: null })
  expect(await catalog.importFiles(id)).toEqual([
    file(0, {
      mtime: 1,
      state: 'verified',
      sha256: contentHash(7),
      xxh128: 'ab'.repeat(16),
      targets: ['2024/a.jpg', null],
    }),
    file(1, { mtime: 1 }),
    file(2, { mtime: 1, state: 'failed', error: { code: 'read-failed', params: { path: 'x' } } }),
  ])
  expect(await catalog.importReport(id)).toBeNull()
  const report: ImportReport = {
    importId: id, photos: 3, files: 3, copied: 2, alreadyImported: 0, failed: [], verdict: 'one copy', reasons: [],
    manifests: ['/pictures/x.mhl'], bytes: 3000, seconds: 1,
  } // prettier-ignore
  await catalog.importEnd(id, 'done', report)
  expect(await catalog.importReport(id)).toEqual(report)
  expect((await catalog.imports())[0]).toMatchObject({ state: 'done', verdict: 'one copy' })

  const sort = { field: 'added', descending: true } as const
  for (const source of [{ kind: 'import', id }, { kind: 'last-import' }] as const) {
    expect((await catalog.view({ source, search: '', sort })).count).toBe(1)
  }
})
