import { expect, test } from 'vitest'
import { fuzzyFilter } from '../../../../src/renderer/palette/fuzzy.ts'

const commands = ['Add to album…', 'Remove from album', 'Rate 3', 'Undo', 'Ça va', 'アルバムに追加…']
const find = (query: string) => fuzzyFilter(query, commands, (words) => words)

test('an empty query keeps everything in order', () => {
  expect(find('  ')).toEqual(commands)
})

test('the beginning of a word beats its middle', () => {
  expect(fuzzyFilter('do', ['Undo', 'Redo and do'], (words) => words)).toEqual(['Redo and do', 'Undo'])
})

test('finds letters with gaps, words in any order, without accents, in Japanese', () => {
  expect(find('ata')[0]).toBe('Add to album…')
  expect(find('album add')[0]).toBe('Add to album…')
  expect(find('ca')[0]).toBe('Ça va')
  expect(find('追加')[0]).toBe('アルバムに追加…')
})

test('what does not fit is left out', () => {
  expect(find('xyz')).toEqual([])
})
