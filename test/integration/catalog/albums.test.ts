import { expect, test } from 'vitest'
import type { PhotoId } from '../../../src/shared/ids.ts'
import { addSomePhotos, albumId, temporaryLibrary } from './temporary-library.ts'

const id = albumId(1)

test('an album keeps the order given by hand, through undo, redo and restart', async () => {
  const library = await temporaryLibrary()
  const ids = await addSomePhotos(library, 5)
  const [a, b, c, d, e] = ids as [PhotoId, PhotoId, PhotoId, PhotoId, PhotoId]
  const order = () => library.catalog.albumPhotos(id)
  await library.catalog.apply({ kind: 'album-create', id, title: 'Best of 2024' })
  expect(await library.catalog.apply({ kind: 'album-add', id, photos: { ids: [c, a, b] } })).toMatchObject({
    changed: 3,
    summary: { key: 'album-added', params: { count: 3, title: 'Best of 2024' } },
  })
  await library.catalog.apply({ kind: 'album-add', id, photos: { ids: [e, a, d] } })
  expect(await order()).toEqual([c, a, b, e, d])
  await library.catalog.apply({ kind: 'album-move', id, photos: { ids: [d, c] }, after: a })
  expect(await order()).toEqual([a, d, c, b, e])
  await library.catalog.apply({ kind: 'album-move', id, photos: { ids: [b, e] }, after: null })
  expect(await order()).toEqual([b, e, a, d, c])
  await library.catalog.apply({ kind: 'album-move', id, photos: { ids: [e, a] }, after: a })
  expect(await order()).toEqual([b, e, a, d, c])
  await library.catalog.apply({ kind: 'album-remove', id, photos: { ids: [a] } })
  expect(await order()).toEqual([b, e, d, c])
  await library.reopen()
  await library.catalog.undo()
  await library.catalog.undo()
  await library.catalog.undo()
  await library.catalog.undo()
  expect(await order()).toEqual([c, a, b, e, d])
  await library.catalog.redo()
  expect(await order()).toEqual([a, d, c, b, e])

  const sort = { field: 'album', descending: false } as const
  const view = await library.catalog.view({ source: { kind: 'album', id }, search: 'rating:0', sort })
  expect([...library.catalog.viewOrder(view.viewId)!]).toEqual([0, 3, 2, 1, 4])
  const everywhere = await library.catalog.view({ source: { kind: 'all' }, search: 'album:best', sort })
  expect(everywhere.count).toBe(5)
})

test('an album is created, renamed and deleted, and its photos are back when that is undone', async () => {
  const library = await temporaryLibrary()
  const ids = await addSomePhotos(library, 2)
  await library.catalog.apply({ kind: 'album-create', id, title: 'One' })
  await library.catalog.apply({ kind: 'album-add', id, photos: { ids } })
  await library.catalog.apply({ kind: 'album-rename', id, title: '二' })
  expect((await library.catalog.detail(ids[0]!)).albums).toEqual([{ id, title: '二' }])
  await library.catalog.apply({ kind: 'album-delete', id })
  expect(await library.catalog.albums()).toEqual([])
  expect((await library.catalog.detail(ids[0]!)).albums).toEqual([])
  await expect(library.catalog.apply({ kind: 'album-add', id, photos: { ids } })).rejects.toMatchObject({
    code: 'not-found',
  })
  await library.catalog.undo()
  expect(await library.catalog.albums()).toEqual([{ id, title: '二', count: 2, coverSlot: 0 }])
  for (let n = 0; n < 3; n++) await library.catalog.undo()
  expect(await library.catalog.albums()).toEqual([])
  for (let n = 0; n < 3; n++) await library.catalog.redo()
  expect(await library.catalog.albumPhotos(id)).toEqual(ids)
})

test('moving into the same gap again and again keeps working', async () => {
  const library = await temporaryLibrary()
  const ids = await addSomePhotos(library, 3)
  const [a, b, c] = ids as [PhotoId, PhotoId, PhotoId]
  await library.catalog.apply({ kind: 'album-create', id, title: 'Gap' })
  await library.catalog.apply({ kind: 'album-add', id, photos: { ids } })
  for (let n = 0; n < 400; n++) {
    const moved = n % 2 === 0 ? c : b
    await library.catalog.apply({ kind: 'album-move', id, photos: { ids: [moved] }, after: a })
    expect((await library.catalog.albumPhotos(id))[1]).toBe(moved)
  }
})
