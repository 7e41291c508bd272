import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  indexedText,
  matchOf,
  phraseInWords,
  phraseOf,
  wordsOfName,
} from '../../../src/shared/query/search-text.ts'

const database = new Database(':memory:')
database.exec(`CREATE VIRTUAL TABLE t USING fts5(x, tokenize = "unicode61 remove_diacritics 2")`)

function finds(text: string, word: string): boolean {
  database.exec('DELETE FROM t')
  database.prepare('INSERT INTO t VALUES (?)').run(indexedText(text))
  const phrase = phraseOf(word)
  if (phrase === null) return false
  return database.prepare('SELECT 1 FROM t WHERE t MATCH ?').get(matchOf(phrase)) !== undefined
}

test.each([
  ['京都の桜', '京都'],
  ['京都の桜', '桜'],
  ['京都の桜', '都の桜'],
  ['東京タワー', 'タワー'],
  ['東京ﾀﾜｰ', 'タワー'],
  ['ガーデン'.normalize('NFD'), 'ガーデン'],
  ['서울 타워', '타워'],
  ['DSC_0412.NEF', '0412'],
  ['DSC_0412.NEF', 'dsc_0412'],
  ['DSC0412.NEF', '0412'],
  ['NIKON Z 8', 'z8'],
  ['Café Crème', 'creme'],
  ['wedding in June', 'wed'],
  ['wedding in June', 'wedding in'],
  ['party 🎉 time', '🎉'],
  ['\u{1F468}‍\u{1F469}‍\u{1F467} family', '\u{1F469}'],
  ['２０２４年', '2024'],
])('%s is found by %s', (text, word) => {
  expect(finds(text, word)).toBe(true)
  expect(phraseInWords(phraseOf(word)!, wordsOfName(text))).toBe(true)
})

test.each([
  ['京都の桜', '京桜'],
  ['wedding in June', 'in wedding'],
  ['wedding', 'edding'],
  ['window', 'w'],
  ['DSC_0412.NEF', '412'],
])('%s is not found by %s', (text, word) => {
  expect(finds(text, word)).toBe(false)
  expect(phraseInWords(phraseOf(word)!, wordsOfName(text))).toBe(false)
})

test('any piece of Japanese text finds it', () => {
  const text = fc.string({
    unit: fc.constantFrom(...'京都の桜はアカー々大好き東西'),
    minLength: 1,
    maxLength: 20,
  })
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (whole, a, b) => {
      const from = a % whole.length
      const piece = whole.slice(from, from + 1 + (b % (whole.length - from)))
      expect(finds(whole, piece)).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('no text breaks the query', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
      finds(text, text)
    }),
    { numRuns: 300 },
  )
})

test('marks alone ask for nothing', () => {
  expect(phraseOf('!?"*()')).toBeNull()
})
