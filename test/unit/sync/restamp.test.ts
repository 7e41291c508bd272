import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isTooFarAhead, laterOf, nextHybridTime, parseHybridTime } from '../../../src/shared/hybrid-clock.ts'
import type { HybridTime } from '../../../src/shared/hybrid-clock.ts'
import type { TravellingOperation } from '../../../src/shared/sync/operation.ts'
import { restamp } from '../../../src/shared/sync/restamp.ts'
import { idOf, printedSeed } from './operations.ts'
import { Replica } from './replica.ts'

const seed = printedSeed('restamp')
const device = '00000000000000aa'
const other = '00000000000000bb'
const now = 1_700_000_000_000
const YEAR = 365 * 86_400_000

/** What happens at home: an edit of one of two captions while the clock is off by so much, or one that is received. */
const step = fc.record({
  object: fc.nat(1).map(idOf),
  text: fc.constantFrom('a', 'b', 'c'),
  by: fc.constantFrom('me', 'other'),
  error: fc.constantFrom(-YEAR, 0, 60_000, YEAR, 10 * YEAR),
})

interface History {
  mine: TravellingOperation[]
  theirs: TravellingOperation[]
}

/** First what was made in time, then what the clock was wrong for: it never goes back. */
function play(steps: readonly { object: string; text: string; by: string; error: number }[]): History {
  const history: History = { mine: [], theirs: [] }
  const replica = new Replica()
  let last: HybridTime | null = null
  for (const [n, { object, text, by, error }] of steps.entries()) {
    const wall = now - 10_000 + n + (by === 'me' ? error : 0)
    const time = by === 'me' ? nextHybridTime(last, wall, device) : nextHybridTime(null, wall, other)
    const place: TravellingOperation = {
      field: 'caption',
      object,
      element: '',
      time,
      base: null,
      value: text,
    }
    const operation = { ...place, base: by === 'me' ? (replica.current(place)?.time ?? null) : null }
    replica.receive(operation)
    last = laterOf(last, time)
    history[by === 'me' ? 'mine' : 'theirs'].push(operation)
  }
  return history
}

const latestOf = (operations: readonly TravellingOperation[]) =>
  operations.reduce<HybridTime | null>((latest, { time }) => laterOf(latest, time), null)

/** What a computer with these operations shows. */
function shown(operations: readonly TravellingOperation[]) {
  const replica = new Replica()
  for (const operation of operations) replica.receive(operation)
  return [0, 1].map((n) => {
    const place: TravellingOperation = {
      ...{ field: 'caption', object: idOf(n), element: '' },
      ...{ time: parseHybridTime('f'.repeat(32)), base: null, value: '' },
    }
    return { holds: replica.current(place)?.value, losers: replica.losers(place).map(({ value }) => value) }
  })
}

test('the server takes them, in their order, with their bases, and nothing comes out otherwise', () => {
  let changed = 0
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const { mine, theirs } = play(steps)
      const { operations, times } = restamp(mine, latestOf(theirs), now, device)
      for (const [n, { time, base }] of operations.entries()) {
        expect(isTooFarAhead(time, now)).toBe(false)
        expect(base === null || base < time).toBe(true)
        if (n > 0) expect(time > operations[n - 1]!.time).toBe(true)
        expect(time).toBe(times.get(mine[n]!.time) ?? mine[n]!.time)
      }
      expect(shown([...theirs, ...operations])).toEqual(shown([...theirs, ...mine]))
      if (times.size > 0) changed++
    }),
    { seed, numRuns: 500 },
  )
  expect(changed).toBeGreaterThan(50)
})

test('what was made at once stays at once, and what is in time stays as it is', () => {
  const at = (ms: number) => nextHybridTime(null, ms, device)
  const rating = (n: number, time: HybridTime, base: HybridTime | null): TravellingOperation => ({
    ...{ field: 'rating', object: idOf(n), element: '' },
    ...{ time, base, value: 1 },
  })
  const [early, ahead] = [at(now - 5), at(now + YEAR)]
  const unsent = [rating(2, ahead, null), rating(1, early, null), rating(1, ahead, early)]
  const { operations, times } = restamp(unsent, at(now + 1000), now, device)
  const stamped = parseHybridTime(`${at(now + 1000).slice(0, 12)}0001${device}`)
  expect(operations).toEqual([rating(2, stamped, null), rating(1, early, null), rating(1, stamped, early)])
  expect([...times]).toEqual([[ahead, stamped]])
})
