import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSearch } from '../../../src/shared/query/parse.ts'
import type { Condition } from '../../../src/shared/query/term.ts'
import { en, ja } from '../../../src/shared/text/index.ts'

const conditions = (line: string) => parseSearch(line).terms.map((term) => term.condition)
const only = (line: string): Condition => {
  const { terms, problem } = parseSearch(line)
  expect(problem).toBeNull()
  expect(terms).toHaveLength(1)
  return terms[0]!.condition
}
const days = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000

test('understands every field', () => {
  expect(only('rating:>=4')).toEqual({ kind: 'number', field: 'rating', ranges: [{ from: 4, to: Infinity }] })
  expect(only('flag:pick|none')).toEqual({ kind: 'flag', values: ['pick', 'none'] })
  expect(only('label:red|none')).toEqual({ kind: 'label', values: ['red', null] })
  expect(only('type:raw|jpeg')).toEqual({ kind: 'type', values: ['raw', 'jpeg'] })
  expect(only('camera:z8')).toEqual({ kind: 'name', field: 'camera', values: ['z8'] })
  expect(only('lens:"50mm f/1.8"|85')).toEqual({ kind: 'name', field: 'lens', values: ['50mm f/1.8', '85'] })
  expect(only('keyword:"12\\" gun"')).toEqual({ kind: 'name', field: 'keyword', values: ['12" gun'] })
  expect(only('focal:35..85')).toEqual({ kind: 'number', field: 'focal', ranges: [{ from: 35, to: 85 }] })
  expect(only('has:gps')).toEqual({ kind: 'has', values: ['gps'] })
  expect(only('missing:caption|keyword')).toEqual({ kind: 'missing', values: ['caption', 'keyword'] })
  expect(only('"two words"')).toEqual({ kind: 'text', text: 'two words', quoted: true })
})

test('a bound that is excluded is excluded', () => {
  const iso = only('iso:>3200')
  const f = only('f:<2.8')
  if (iso.kind !== 'number' || f.kind !== 'number') throw new Error('numbers expected')
  expect(iso.ranges[0]!.from).toBeGreaterThan(3200)
  expect(iso.ranges[0]!.from).toBeLessThan(3201)
  expect(f.ranges[0]!.to).toBeLessThan(2.8)
  expect(f.ranges[0]!.to).toBeGreaterThan(2.79)
})

test('dates cover whole days, months and years', () => {
  const range = (line: string) => {
    const condition = only(line)
    return condition.kind === 'date' ? condition.ranges[0] : undefined
  }
  expect(range('date:2024-06..2024-08')).toEqual({ from: days('2024-06-01'), to: days('2024-08-31') })
  expect(range('date:2024')).toEqual({ from: days('2024-01-01'), to: days('2024-12-31') })
  expect(range('date:2024-02-29')).toEqual({ from: days('2024-02-29'), to: days('2024-02-29') })
  expect(range('date:>2024-06')).toEqual({ from: days('2024-07-01'), to: Infinity })
  expect(range('date:<2024-06')).toEqual({ from: -Infinity, to: days('2024-05-31') })
  expect(range('date:..2024')).toEqual({ from: -Infinity, to: days('2024-12-31') })
})

test('wide characters of Japanese input count as their narrow forms', () => {
  expect(parseSearch('rating：＞＝４　京都')).toEqual({
    problem: null,
    terms: [
      {
        at: 0,
        length: 10,
        negated: false,
        condition: { kind: 'number', field: 'rating', ranges: [{ from: 4, to: Infinity }] },
      },
      { at: 11, length: 2, negated: false, condition: { kind: 'text', text: '京都', quoted: false } },
    ],
  })
})

test('a minus negates, alone or inside a word it is text', () => {
  expect(parseSearch('-flag:reject -blurred').terms.map((term) => term.negated)).toEqual([true, true])
  expect(conditions('- a-b')).toEqual([
    { kind: 'text', text: '-', quoted: false },
    { kind: 'text', text: 'a-b', quoted: false },
  ])
})

test.each([
  ['rating:', 'value-missing', 7, 1],
  ['red rating:many', 'not-a-number', 11, 4],
  ['colour:red', 'unknown-field', 0, 6],
  ['-colour:red', 'unknown-field', 1, 6],
  ['label:red|pink', 'not-one-of', 10, 4],
  ['date:2023-02-29', 'not-a-date', 5, 10],
  ['date:2024-13', 'not-a-date', 5, 7],
  ['iso:800..100', 'upside-down', 4, 8],
  ['bird "in flight', 'quote-open', 5, 1],
  ['keyword:', 'value-missing', 8, 1],
  ['lens:50||85', 'value-missing', 5, 4],
])('%s: the problem %s points at its characters', (line, key, at, length) => {
  expect(parseSearch(line).problem).toMatchObject({ key, at, length })
})

test('what is understood counts although another term is not', () => {
  expect(conditions('bird rating:many flag:pick')).toEqual([
    { kind: 'text', text: 'bird', quoted: false },
    { kind: 'flag', values: ['pick'] },
  ])
})

const pieces = fc.oneof(
  fc.constantFrom(
    'rating:',
    'date:',
    'lens:"',
    '-',
    '"',
    '|',
    '..',
    '>=',
    ' ',
    '　',
    '\\',
    '：',
    'flag:pick',
    '4',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
)

test('every line has an answer, its places lie in the line, and each problem has its words', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const line = parts.join('')
      const { terms, problem } = parseSearch(line)
      let end = 0
      for (const term of terms) {
        expect(term.at).toBeGreaterThanOrEqual(end)
        expect(term.length).toBeGreaterThan(0)
        end = term.at + term.length
      }
      expect(end).toBeLessThanOrEqual(line.length)
      if (!problem) return
      expect(problem.at).toBeLessThanOrEqual(line.length)
      expect(problem.length).toBeGreaterThan(0)
      for (const words of [en, ja]) {
        const sentence = words.search[problem.key as keyof typeof words.search](problem.params)
        expect(sentence).not.toMatch(/undefined|“”|「」/)
      }
    }),
    { numRuns: 500 },
  )
})

test('ten thousand characters are no trouble', () => {
  for (const piece of ['"', 'a ', '|', '-', 'rating:>=4 ', 'lens:"', '\\', '　', 'f:..']) {
    const line = piece.repeat(10_000).slice(0, 10_000)
    const started = performance.now()
    parseSearch(line)
    expect(performance.now() - started).toBeLessThan(500)
  }
})
