import { expect, test } from 'vitest'
import { Paintings } from '../../../../src/renderer/edits/paint.ts'
import { type Columns, emptyColumns, State } from '../../../../src/shared/columns.ts'

function columnsOf(ratings: number[]): Columns {
  const columns = emptyColumns(ratings.length)
  columns.length = ratings.length
  columns.rating.set(ratings)
  return columns
}

test('an edit shows at once, and what the engine says before it has answered does not undo it', () => {
  const columns = columnsOf([0, 1, 2])
  const paintings = new Paintings()
  const painted = paintings.paint(columns, [0, 2], { field: 'rating', value: 5 })!
  expect([...columns.rating]).toEqual([5, 1, 5])

  // A delta from before the edit.
  columns.rating.set([0, 4, 2])
  paintings.repaint(columns)
  expect([...columns.rating]).toEqual([5, 4, 5])

  // The answer came; somebody else changes the photo afterwards.
  paintings.confirmed(painted)
  columns.rating.set([3, 4, 5])
  paintings.repaint(columns)
  expect([...columns.rating]).toEqual([3, 4, 5])
})

test('a refused edit is taken back, and a later one on the same photo stays', () => {
  const columns = columnsOf([2])
  const paintings = new Paintings()
  const first = paintings.paint(columns, [0], { field: 'rating', value: 3 })!
  paintings.paint(columns, [0], { field: 'rating', value: 4 })
  paintings.refused(columns, first)
  expect(columns.rating[0]).toBe(4)
})

test('flag, label and trash are painted, texts are not', () => {
  const columns = columnsOf([0])
  const paintings = new Paintings()
  paintings.paint(columns, [0], { field: 'flag', value: 'reject' })
  paintings.paint(columns, [0], { field: 'label', value: 'green' })
  paintings.paint(columns, [0], { field: 'trashed', value: true })
  expect([columns.flag[0], columns.label[0], columns.state[0]]).toEqual([2, 3, State.trashed])
  expect(paintings.paint(columns, [0], { field: 'title', value: 'x' })).toBeNull()
})

test('a photo that is not there yet is left alone', () => {
  const columns = columnsOf([1])
  new Paintings().paint(columns, [0, 7], { field: 'rating', value: 2 })
  expect([...columns.rating]).toEqual([2])
})
