import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameFields, searchFields } from '../../../src/shared/query/fields.ts'
import { setTerm, termValues } from '../../../src/shared/query/line.ts'
import { parseSearch } from '../../../src/shared/query/parse.ts'

test('sets, replaces and takes out a term, and leaves the rest as it is', () => {
  expect(setTerm('', 'rating', '>=4')).toBe('rating:>=4')
  expect(setTerm('bird  in flight', 'rating', '>=4')).toBe('bird  in flight rating:>=4')
  expect(setTerm('bird rating:3 flight', 'rating', '>=4')).toBe('bird rating:>=4 flight')
  expect(setTerm('bird rating:3 flight', 'rating', null)).toBe('bird flight')
  expect(setTerm('type:raw bird type:video', 'type', ['raw', 'jpeg'])).toBe('type:raw|jpeg bird')
  expect(setTerm('-rating:3', 'rating', '5')).toBe('-rating:3 rating:5')
  expect(setTerm('rating:5', 'rating', [])).toBe('')
  expect(setTerm('', 'camera', 'NIKON Z 8')).toBe('camera:"NIKON Z 8"')
  expect(setTerm('a "b', 'type', 'raw')).toBe('type:raw a "b')
})

test('reads the alternatives of a term', () => {
  expect(termValues('bird type:raw|video', 'type')).toEqual(['raw', 'video'])
  expect(termValues('camera:"NIKON Z 8"|z6', 'camera')).toEqual(['NIKON Z 8', 'z6'])
  expect(termValues('-flag:pick', 'flag')).toEqual([])
  expect(termValues('rating:', 'rating')).toEqual([])
})

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((text) => text.trim() !== '')

test('what was set is read back, whatever the line and the names', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', ' ', '"', '-', '|', ':', '\\', 'lens:', 'x') }),
      fc.constantFrom(...nameFields),
      fc.array(name, { minLength: 1, maxLength: 3 }),
      (line, field, values) => {
        expect(termValues(setTerm(line, field, values), field)).toEqual(values)
        expect(termValues(setTerm(setTerm(line, field, values), field, null), field)).toEqual([])
      },
    ),
    { numRuns: 500 },
  )
})

test('setting one field leaves what the other terms ask for', () => {
  fc.assert(
    fc.property(
      fc.subarray([
        'bird',
        'rating:>=4',
        '-flag:reject',
        'lens:"50 mm"',
        '"a b"',
        'type:raw',
        'iso:100..200',
      ]),
      fc.constantFrom(...searchFields),
      (words, field) => {
        const line = words.join(' ')
        const others = (text: string) =>
          parseSearch(text)
            .terms.filter((term) => term.negated || !text.slice(term.at).startsWith(`${field}:`))
            .map((term) => term.condition)
        expect(others(setTerm(line, field, 'red'))).toEqual(others(line))
        expect(others(setTerm(line, field, null))).toEqual(others(line))
      },
    ),
    { numRuns: 300 },
  )
})
