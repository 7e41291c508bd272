import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hybridMs, nextHybridTime, parseHybridTime } from '../../../src/shared/hybrid-clock.ts'
import type { HybridTime } from '../../../src/shared/hybrid-clock.ts'

const device = '0123456789abcdef'

test('times rise as text, whatever the wall clock does, and stay near it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 45 }), { minLength: 1 }), (clock) => {
      let last: HybridTime | null = null
      let highest = 0
      for (const now of clock) {
        const time: HybridTime = nextHybridTime(last, now, device)
        if (last) expect(time > last).toBe(true)
        highest = Math.max(highest, now)
        expect(hybridMs(time)).toBe(highest)
        expect(parseHybridTime(time)).toBe(time)
        last = time
      }
    }),
  )
})

test('a full counter goes on with the next millisecond', () => {
  const full = parseHybridTime(`00000000000affff${device}`)
  expect(nextHybridTime(full, 5, device)).toBe(`00000000000b0000${device}`)
})

test('what is no time is refused', () => {
  for (const text of ['', 'x'.repeat(32), `00000000000A0000${device}`])
    expect(() => parseHybridTime(text)).toThrow(RangeError)
})
