import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  changeText,
  insertToken,
  piecesOf,
  removeToken,
  templateOf,
} from '../../../../src/renderer/import/destination/template-pieces.ts'

const template = '{yyyy}/{yyyy}-{mm}-{dd} {job}/{original name}'

describe('template pieces', () => {
  test('a template falls into tokens with text before, between and after them', () => {
    expect(piecesOf(template)).toEqual({
      texts: ['', '/', '-', '-', ' ', '/', ''],
      tokens: ['yyyy', 'yyyy', 'mm', 'dd', 'job', 'original name'],
    })
  })

  test('pieces put together again give the same template, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '/', 'a', ' ', '年'), maxLength: 40 }),
        (any) => {
          const pieces = piecesOf(any)
          expect(templateOf(pieces)).toBe(any)
          expect(pieces.texts).toHaveLength(pieces.tokens.length + 1)
        },
      ),
    )
  })

  test('a token typed out becomes a token', () => {
    const pieces = changeText(piecesOf('{yyyy}/x'), 1, '/{mm} x')
    expect(pieces).toEqual({ texts: ['', '/', ' x'], tokens: ['yyyy', 'mm'] })
  })

  test('a token goes in where the caret stands', () => {
    expect(templateOf(insertToken(piecesOf('{yyyy}/ab'), 1, 2, 'job'))).toBe('{yyyy}/a{job}b')
  })

  test('a token is taken out and its neighbours join', () => {
    const pieces = removeToken(piecesOf('{yyyy}-{mm}-{dd}'), 1)
    expect(pieces).toEqual({ texts: ['', '--', ''], tokens: ['yyyy', 'dd'] })
  })
})
