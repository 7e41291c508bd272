import { expect, test } from 'vitest'
import type { CatalogChange } from '../../../src/main/catalog/catalog.ts'
import { FLAG_CODES, LABEL_CODES, State } from '../../../src/shared/columns.ts'
import type { PhotoChange } from '../../../src/shared/edits.ts'
import { AppError } from '../../../src/shared/errors.ts'
import type { PhotoId } from '../../../src/shared/ids.ts'
import { en, ja } from '../../../src/shared/text/index.ts'
import {
  addSomePhotos,
  albumId,
  found,
  metadata,
  newFile,
  newPhoto,
  temporaryLibrary,
} from './temporary-library.ts'
import type { TemporaryLibrary } from './temporary-library.ts'

const change = (library: TemporaryLibrary, ids: PhotoId[], photoChange: PhotoChange) =>
  library.catalog.apply({ kind: 'photos', photos: { ids }, change: photoChange })

test('each field is changed, undone and done again, also after a restart', async () => {
  const library = await temporaryLibrary()
  const [a, b] = (await addSomePhotos(library, 3)) as [PhotoId, PhotoId]
  const both = [a, b]
  const changes: PhotoChange[] = [
    { field: 'rating', value: 4 },
    { field: 'flag', value: 'pick' },
    { field: 'label', value: 'blue' },
    { field: 'title', value: 'Swans at dawn' },
    { field: 'caption', value: '夜明けの白鳥' },
    { field: 'creator', value: 'A. Photographer' },
    { field: 'copyright', value: '© 2025' },
    { field: 'keywords', add: ['Swan', 'bird'], remove: [] },
  ]
  for (const one of changes) {
    const result = await change(library, both, one)
    expect(result).toMatchObject({ changed: 2, canUndo: true, canRedo: false })
    for (const words of [en, ja])
      expect(words.edits[result.summary.key](result.summary.params)).not.toContain('undefined')
  }
  const after = {
    rating: 4, flag: 'pick', label: 'blue', title: 'Swans at dawn', caption: '夜明けの白鳥', creator: 'A. Photographer',
    copyright: '© 2025', keywords: ['bird', 'Swan'],
  } // prettier-ignore
  const before = {
    rating: 0, flag: 'none', label: null, title: '', caption: '', creator: '', copyright: '', keywords: [],
  } // prettier-ignore
  expect(await library.catalog.detail(a)).toMatchObject(after)
  expect(library.catalog.columns.rating[0]).toBe(4)
  expect(FLAG_CODES[library.catalog.columns.flag[0]!]).toBe('pick')
  expect(LABEL_CODES[library.catalog.columns.label[1]!]).toBe('blue')
  expect(await found(library, '白鳥 swan keyword:swan has:title')).toEqual(both)

  await library.reopen()
  for (let n = changes.length; n > 0; n--) {
    expect(await library.catalog.undo()).toMatchObject({ changed: 2, canUndo: n > 1, canRedo: true })
  }
  expect(await library.catalog.detail(a)).toMatchObject(before)
  expect(await found(library, 'swan')).toEqual([])
  await expect(library.catalog.undo()).rejects.toMatchObject({ code: 'nothing-to-undo' })

  await library.reopen()
  for (let n = changes.length; n > 0; n--) await library.catalog.redo()
  await expect(library.catalog.redo()).rejects.toMatchObject({ code: 'nothing-to-redo' })
  expect(await library.catalog.detail(b)).toMatchObject(after)
  expect(await found(library, '白鳥 swan')).toEqual(both)
})

test('a new edit takes the way forward away', async () => {
  const library = await temporaryLibrary()
  const ids = await addSomePhotos(library, 1)
  await change(library, ids, { field: 'rating', value: 1 })
  await change(library, ids, { field: 'rating', value: 2 })
  await library.catalog.undo()
  await change(library, ids, { field: 'rating', value: 3 })
  await expect(library.catalog.redo()).rejects.toMatchObject({ code: 'nothing-to-redo' })
  await library.catalog.undo()
  expect((await library.catalog.detail(ids[0]!)).rating).toBe(1)
})

test('what changes nothing is no step to undo', async () => {
  const library = await temporaryLibrary()
  const ids = await addSomePhotos(library, 2)
  const result = await change(library, ids, { field: 'rating', value: 0 })
  expect(result).toMatchObject({ changed: 0, canUndo: false })
  await change(library, [ids[0]!], { field: 'rating', value: 3 })
  expect(await change(library, ids, { field: 'rating', value: 3 })).toMatchObject({ changed: 1 })
})

test('spellings of a keyword that differ in case or form are one keyword', async () => {
  const library = await temporaryLibrary()
  const ids = await addSomePhotos(library, 1)
  const add = (...keywords: string[]) =>
    change(library, ids, { field: 'keywords', add: keywords, remove: [] })
  await add('Café', 'Straße')
  expect(await add('CAFE\u0301', 'STRASSE', 'café')).toMatchObject({ changed: 0 })
  expect((await library.catalog.detail(ids[0]!)).keywords).toEqual(['Café', 'Straße'])
  expect(await library.catalog.suggestKeywords('CAF', 5)).toEqual([{ keyword: 'Café', count: 1 }])
  await change(library, ids, { field: 'keywords', add: [], remove: ['cafe\u0301'] })
  expect(await library.catalog.suggestKeywords('caf', 5)).toEqual([])
})

test('suggestions begin with the text before they contain it, most used first', async () => {
  const library = await temporaryLibrary()
  const ids = await addSomePhotos(library, 3)
  await change(library, ids, { field: 'keywords', add: ['blackbird'], remove: [] })
  await change(library, ids.slice(1), { field: 'keywords', add: ['birch'], remove: [] })
  await change(library, ids.slice(2), { field: 'keywords', add: ['bird', 'birch'], remove: [] })
  expect((await library.catalog.suggestKeywords('bir', 10)).map(({ keyword }) => keyword)).toEqual([
    'birch',
    'bird',
    'blackbird',
  ])
})

test('trashed photos leave the library, its counts and albums, and come back', async () => {
  const library = await temporaryLibrary()
  const ids = await addSomePhotos(library, 3)
  await library.catalog.apply({ kind: 'album-create', id: albumId(1), title: 'Best' })
  await library.catalog.apply({ kind: 'album-add', id: albumId(1), photos: { ids } })
  await change(library, ids.slice(0, 2), { field: 'trashed', value: true })
  const counts = async () => {
    const sort = { field: 'taken', descending: false } as const
    const of = async (kind: 'all' | 'trash') =>
      (await library.catalog.view({ source: { kind }, search: '', sort })).count
    const [album] = await library.catalog.albums()
    return [
      await of('all'),
      await of('trash'),
      album!.count,
      album!.coverSlot,
      (await library.catalog.folders())[0]?.count,
    ]
  }
  expect(await counts()).toEqual([1, 2, 1, 2, 1])
  expect(library.catalog.columns.state[0]! & State.trashed).toBe(State.trashed)
  await library.reopen()
  await library.catalog.undo()
  expect(await counts()).toEqual([3, 0, 3, 0, 3])
})

test('the user chooses the face, else the newest version, else the camera JPEG', async () => {
  const library = await temporaryLibrary()
  const { volumeId } = library
  const raw = newFile(volumeId, 'A.NEF', { metadata: metadata({ takenAt: '2024:05:01 10:00:00' }) })
  const jpeg = newFile(volumeId, 'A.JPG')
  const [id] = (await library.catalog.addPhotos([newPhoto([raw, jpeg])])) as [PhotoId]
  const name = async () => (await library.catalog.detail(id)).name
  expect(await name()).toBe('A.JPG')
  await library.catalog.addFiles(id, [
    newFile(volumeId, 'A-old.tif', { role: 'version', mtime: 1 }),
    newFile(volumeId, 'A-new.tif', { role: 'version', mtime: 2 }),
  ])
  expect(await name()).toBe('A-new.tif')
  const files = (await library.catalog.detail(id)).files
  const chosen = files.find((file) => file.name === 'A.NEF')!
  await change(library, [id], { field: 'face', value: chosen.id })
  expect(await name()).toBe('A.NEF')
  await library.catalog.undo()
  expect(await name()).toBe('A-new.tif')
  expect((await library.catalog.detail(id)).metadata.takenAt).toBe('2024:05:01 10:00:00')
  expect(await found(library, 'a-old')).toEqual([id])
})

test('what a file says later fills in what the user has not said', async () => {
  const library = await temporaryLibrary()
  const file = newFile(library.volumeId, 'A.JPG', { metadata: null })
  const [id] = (await library.catalog.addPhotos([newPhoto([file], { creator: 'Template' })])) as [PhotoId]
  await change(library, [id], { field: 'rating', value: 5 })
  await change(library, [id], { field: 'keywords', add: ['mine'], remove: [] })
  const fileId = (await library.catalog.filesOf(id))[0]!.id
  const says = (values: Parameters<typeof metadata>[0]) =>
    library.catalog.updateFiles([{ fileId, metadata: metadata(values), metadataComplete: true }])
  await says({
    rating: 2,
    title: 'From the file',
    creator: 'Its maker',
    keywords: ['one', 'two'],
    takenAt: '2020:01:01 00:00:00',
  })
  expect(await library.catalog.detail(id)).toMatchObject({
    rating: 5, title: 'From the file', creator: 'Its maker', keywords: ['mine', 'one', 'two'],
  }) // prettier-ignore
  await change(library, [id], { field: 'keywords', add: [], remove: ['one'] })
  await says({ keywords: ['one', 'three'], title: 'Another' })
  expect(await library.catalog.detail(id)).toMatchObject({ title: 'Another', keywords: ['mine', 'three'] })
  expect(await library.catalog.backlog('metadata', 10)).toEqual([])
})

test('columns, undo state and changes are told after each commit', async () => {
  const library = await temporaryLibrary()
  const changes: CatalogChange[] = []
  library.catalog.onChange((told) => changes.push(told))
  const ids = await addSomePhotos(library, 2)
  const version = library.catalog.version
  await change(library, [ids[1]!], { field: 'rating', value: 3 })
  expect(changes.at(-1)).toMatchObject({
    slots: [1],
    membership: false,
    undo: { canUndo: true, canRedo: false },
  })
  expect([...library.catalog.changedSince(version)!]).toEqual([1])
  expect(library.catalog.version).toBeGreaterThan(version)
  expect(library.catalog.changedSince(-1)).toBeNull()
})

test('a photo that is not there is refused, and nothing happens', async () => {
  const library = await temporaryLibrary()
  const ids = await addSomePhotos(library, 1)
  const edit = library.catalog.apply({
    kind: 'photos',
    photos: { slots: [0, 1] },
    change: { field: 'rating', value: 3 },
  })
  await expect(edit).rejects.toBeInstanceOf(AppError)
  await expect(library.catalog.detail(albumId(9) as never)).rejects.toMatchObject({ code: 'not-found' })
  expect((await library.catalog.detail(ids[0]!)).rating).toBe(0)
})

test('titles of every kind of character are kept and found', async () => {
  const library = await temporaryLibrary()
  const ids = await addSomePhotos(library, 1)
  const titles = [
    'a\nb\tc', '\u202eright to left\u202c', '👨‍👩‍👧‍👦🇯🇵', 'e\u0301 é', 'עברית', 'ひらがな カタカナ 漢字', '한국어', 'ไทย', '\u0000nul',
    '"quotes" -minus rating:5', "it's; DROP TABLE photos", '𠮷野家', 'x'.repeat(20_000), '\ue000private',
  ] // prettier-ignore
  for (const title of titles) {
    await change(library, ids, { field: 'title', value: title })
    expect((await library.catalog.detail(ids[0]!)).title).toBe(title.normalize('NFC'))
  }
  await change(library, ids, { field: 'title', value: '京都 café 👍 שלום' })
  for (const word of ['京', 'cafe', '👍', 'שלום']) expect(await found(library, word), word).toEqual(ids)
})
