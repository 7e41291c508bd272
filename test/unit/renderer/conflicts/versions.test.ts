import { expect, test } from 'vitest'
import { conflictKey, mergedText, versionsOf } from '../../../../src/renderer/conflicts/versions.ts'
import { albumIdSchema, photoIdSchema } from '../../../../src/shared/ids.ts'

const photoId = photoIdSchema.parse('0'.repeat(32))
const caption = { field: 'caption', photoId, albumId: null, holds: 'C', others: ['A', 'B'] }

test('what holds comes first, then the others, the latest before the earlier', () => {
  expect(versionsOf(caption)).toEqual(['C', 'B', 'A'])
})

test('a text made of all has them in the order they were written, without empty lines', () => {
  expect(mergedText(caption)).toBe('A\nB\nC')
  expect(mergedText({ ...caption, others: ['', 'B'] })).toBe('B\nC')
})

test('texts of one photo, and a photo and an album of one id, are told apart', () => {
  const albumId = albumIdSchema.parse('0'.repeat(32))
  const keys = [
    caption,
    { ...caption, field: 'title' },
    { ...caption, field: 'album.title', photoId: null, albumId },
  ]
  expect(new Set(keys.map(conflictKey)).size).toBe(3)
})
