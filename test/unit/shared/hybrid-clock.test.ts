import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  clockOffset,
  compareHybridTimes,
  hybridMs,
  isTooFarAhead,
  laterOf,
  nextHybridTime,
  parseHybridTime,
} from '../../../src/shared/hybrid-clock.ts'
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

test('who goes on from the latest time received is later than all of them, whatever the own clock says', () => {
  const other = 'ffffffffffffffff'
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 2 ** 45 })),
      fc.integer({ min: 0, max: 2 ** 45 }),
      (clock, now) => {
        const received = clock.map((ms) => nextHybridTime(null, ms, other))
        const last = received.reduce<HybridTime | null>(laterOf, null)
        const next = nextHybridTime(last, now, device)
        for (const time of received) {
          expect(next > time).toBe(true)
          expect(compareHybridTimes(time, next)).toBe(-1)
          expect(compareHybridTimes(next, time)).toBe(1)
        }
        expect(compareHybridTimes(next, next)).toBe(0)
      },
    ),
  )
})

test('the later of two times is the same in both orders; nothing is before all', () => {
  const [early, late] = [nextHybridTime(null, 1, device), nextHybridTime(null, 2, device)]
  expect([laterOf(early, late), laterOf(late, early), laterOf(late, null), laterOf(null, late)]).toEqual(
    Array(4).fill(late),
  )
  expect(laterOf(null, null)).toBeNull()
})

test('corrected time is the server’s, to half of the way there and back', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -3e11, max: 3e11 }),
      fc.nat(5_000),
      fc.nat(5_000),
      (error, wayThere, wayBack) => {
        const asked = 1_700_000_000_000
        const serverAt = asked + wayThere + error
        const answered = asked + wayThere + wayBack
        const corrected = answered + clockOffset(asked, answered, serverAt)
        const serverNow = serverAt + wayBack
        expect(Math.abs(corrected - serverNow)).toBeLessThanOrEqual((wayThere + wayBack) / 2 + 0.5)
      },
    ),
  )
})

test('a time is too far ahead from five minutes and a millisecond on', () => {
  const now = 1_700_000_000_000
  expect(isTooFarAhead(nextHybridTime(null, now + 300_000, device), now)).toBe(false)
  expect(isTooFarAhead(nextHybridTime(null, now + 300_001, device), now)).toBe(true)
  expect(isTooFarAhead(nextHybridTime(null, 0, device), now)).toBe(false)
})
