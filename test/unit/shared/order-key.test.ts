import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LONG_ORDER_KEY, orderKeysBetween } from '../../../src/shared/order-key.ts'

const random = { bytes: (count: number) => randomBytes(count) }
const zeros = { bytes: (count: number) => new Uint8Array(count) }
const ones = { bytes: (count: number) => new Uint8Array(count).fill(255) }

test('keys lie between their neighbours, in order, at every place and with every chance', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ at: fc.nat(), count: fc.integer({ min: 1, max: 30 }) }), { maxLength: 40 }),
      fc.constantFrom(random, zeros, ones),
      (inserts, source) => {
        const keys: string[] = []
        for (const { at, count } of inserts) {
          const place = at % (keys.length + 1)
          const fresh = orderKeysBetween(keys[place - 1] ?? null, keys[place] ?? null, count, source)
          expect(fresh).toHaveLength(count)
          keys.splice(place, 0, ...fresh)
        }
        for (const [index, key] of keys.slice(1).entries()) expect(key > keys[index]!).toBe(true)
      },
    ),
    { numRuns: 300 },
  )
})

test('appending one by one never makes keys longer', () => {
  let last: string | null = null
  let longest = 0
  for (let n = 0; n < 20_000; n++) {
    last = orderKeysBetween(last, null, 1, random)[0]!
    longest = Math.max(longest, last.length)
  }
  expect(longest).toBeLessThanOrEqual(12)
})

test('a gap takes a hundred inserts before its keys are long', () => {
  const [first, second] = orderKeysBetween(null, null, 2, random) as [string, string]
  let right = second
  for (let n = 0; n < 100; n++) right = orderKeysBetween(first, right, 1, random)[0]!
  expect(right.length).toBeLessThan(LONG_ORDER_KEY)
})

test('two who insert at the same place make different keys', () => {
  const made = new Set(Array.from({ length: 2_000 }, () => orderKeysBetween('a', 'b', 1, random)[0]))
  expect(made.size).toBe(2_000)
})

test('neighbours out of order are refused', () => {
  expect(() => orderKeysBetween('b', 'a', 1, random)).toThrow(RangeError)
})
