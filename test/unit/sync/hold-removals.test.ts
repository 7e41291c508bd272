import { expect, test } from 'vitest'
import type { AlbumId } from '../../../src/shared/ids.ts'
import { reasonsToHold } from '../../../src/shared/sync/hold-removals.ts'
import { idOf } from './operations.ts'

const album = idOf(1) as AlbumId // The brand is all it lacks.

test.each([
  { photos: 100, trashed: 20, held: false },
  { photos: 100, trashed: 21, held: true },
  { photos: 15, trashed: 15, held: false },
  { photos: 1_000, trashed: 20, held: false },
  { photos: 2_950, trashed: 59, held: false },
  { photos: 2_950, trashed: 60, held: true },
  { photos: 1_000_000, trashed: 20_000, held: false },
  { photos: 1_000_000, trashed: 20_001, held: true },
  { photos: 0, trashed: 0, held: false },
])('$trashed of $photos photos to the trash: held $held', ({ photos, trashed, held }) => {
  const reasons = held ? [{ kind: 'photos-trashed', trashed, photos }] : []
  expect(reasonsToHold({ photos, trashed, albums: [] })).toEqual(reasons)
})

test.each([
  { before: 50, after: 0, held: false },
  { before: 51, after: 0, held: true },
  { before: 51, after: 1, held: false },
  { before: 0, after: 0, held: false },
])('an album from $before to $after photos: held $held', ({ before, after, held }) => {
  const reasons = held ? [{ kind: 'album-emptied', id: album, before }] : []
  expect(reasonsToHold({ photos: 9_000, trashed: 0, albums: [{ id: album, before, after }] })).toEqual(
    reasons,
  )
})

test('all reasons are told', () => {
  const albums = [
    { id: album, before: 60, after: 0 },
    { id: idOf(2) as AlbumId, before: 70, after: 0 }, // The brand is all it lacks.
  ]
  expect(reasonsToHold({ photos: 100, trashed: 90, albums })).toHaveLength(3)
})
