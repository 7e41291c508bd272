import { expect, test } from 'vitest'
import { drawPlaces, isWordAt } from '../../../src/shared/space/kit-check.ts'
import { charactersIn, isNewPassword } from '../../../src/shared/space/password-rules.ts'
import { seededRandom } from '../../fixtures/seeded-random.ts'

test('three different places are asked for, in their order, and each of them now and then', () => {
  const random = seededRandom('places')
  const drawn = Array.from({ length: 400 }, () => drawPlaces(24, random))
  for (const places of drawn) {
    expect(new Set(places).size).toBe(3)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  }
  expect(new Set(drawn.flat())).toEqual(new Set(Array.from({ length: 24 }, (_, at) => at + 1)))
})

test('a word is right at its place only', () => {
  const words = ['cedar', 'meadow', 'tundra']
  expect(isWordAt(words, 2, ' Meadow ')).toBe(true)
  expect(isWordAt(words, 2, 'cedar')).toBe(false)
  expect(isWordAt(words, 4, '')).toBe(false)
})

test('a new password has 12 to 1024 characters, however they are composed', () => {
  expect(charactersIn('e\u0301')).toBe(1)
  expect(['x'.repeat(11), 'x'.repeat(12), 'x'.repeat(1024), 'x'.repeat(1025)].map(isNewPassword)).toEqual([
    ...[false, true, true, false],
  ])
})
