import fc from 'fast-check'
import { expect, test } from 'vitest'
import { laterOf, nextHybridTime } from '../../../src/shared/hybrid-clock.ts'
import type { HybridTime } from '../../../src/shared/hybrid-clock.ts'
import { RegisterSource } from '../../../src/shared/registers.ts'
import { losersOf, merge } from '../../../src/shared/sync/merge.ts'
import type { TravellingOperation } from '../../../src/shared/sync/operation.ts'
import { travellingFields } from '../../../src/shared/sync/travelling-fields.ts'
import { anyOperation, at, fieldNames, idOf, operationOf, printedSeed, values } from './operations.ts'
import { Replica } from './replica.ts'

const seed = printedSeed('merge')

function caption(time: number, base: number | null, value: string): TravellingOperation {
  const place = { field: 'caption', object: idOf(1), element: '' } as const
  return { ...place, time: at(time), base: base === null ? null : at(base), value }
}

function received(operations: readonly TravellingOperation[]): Replica {
  const replica = new Replica()
  for (const operation of operations) replica.receive(operation)
  return replica
}

/** What is left over after the operations, in the words of the reader. */
function outcome(...operations: TravellingOperation[]) {
  const replica = received(operations)
  return {
    holds: replica.current(operations[0]!)?.value,
    losers: replica.losers(operations[0]!).map(({ value }) => value),
  }
}

/** Operations in another order, some of them more than once. */
function deliveries<Value>(of: readonly Value[]): fc.Arbitrary<Value[]> {
  const all = fc.shuffledSubarray([...of], { minLength: of.length })
  return fc
    .tuple(all, fc.shuffledSubarray([...of]), fc.shuffledSubarray([...of]))
    .map(([once, before, after]) => [...before, ...once, ...after])
}

/** Operations of one time are the same one: the register of an object has one operation of a time. */
function distinct(operations: readonly TravellingOperation[]): TravellingOperation[] {
  return operations.map((operation, n) => ({ ...operation, time: at(10 + n, 1 + (n % 3)) }))
}

test.each(fieldNames)('%s: any order, repetition and portions of the same operations end alike', (field) => {
  const few = operationOf(field).map((operation) => ({ ...operation, object: idOf(0) }))
  fc.assert(
    fc.property(
      fc.array(few, { minLength: 1, maxLength: 8 }).chain((drawn) => {
        const operations = distinct(drawn)
        // Bases that are some operation of the set or none of it.
        const chained = fc
          .array(fc.option(fc.nat(7)), { minLength: operations.length, maxLength: operations.length })
          .map((bases) =>
            operations.map((operation, n) => {
              const base = bases[n] ?? null
              return base === null || base >= n ? operation : { ...operation, base: operations[base]!.time }
            }),
          )
        return chained.chain((of) => fc.tuple(fc.constant(of), deliveries(of), deliveries(of)))
      }),
      ([operations, one, other]) => {
        const state = received(operations).state()
        expect(received(one).state()).toEqual(state)
        expect(received(other).state()).toEqual(state)
      },
    ),
    { seed, numRuns: 150 },
  )
})

test.each(fieldNames)('%s: the latest holds; of texts and only of texts others are kept', (field) => {
  const two = fc
    .uniqueArray(values[field], { minLength: 2, maxLength: 2 })
    .filter((pair) => !pair.includes(''))
  fc.assert(
    fc.property(operationOf(field), two, (operation, [first, second]) => {
      const early = { ...operation, time: at(20, 9), base: null, value: first! }
      const late = { ...operation, time: at(21, 2), base: null, value: second! }
      for (const replica of [received([early, late]), received([late, early])]) {
        expect(replica.current(operation)).toEqual({ value: second, time: late.time, source: 1 })
        const kept = travellingFields[field].merge === 'text' ? [{ value: first, time: early.time }] : []
        expect(replica.losers(operation)).toEqual(kept)
        for (const again of [early, late]) expect(replica.receive(again)).toBe('ignored')
      }
    }),
    { seed, numRuns: 30 },
  )
})

test('operations of many registers do not touch each other', () => {
  fc.assert(
    fc.property(
      fc
        .array(anyOperation, { maxLength: 40 })
        .map(distinct)
        .chain((of) => fc.tuple(fc.constant(of), deliveries(of))),
      ([operations, delivered]) => {
        const replica = received(delivered)
        expect(replica.state()).toEqual(received(operations).state())
        for (const operation of operations) {
          expect(replica.current(operation)!.time >= operation.time).toBe(true)
        }
      },
    ),
    { seed },
  )
})

test('two spellings are one keyword', () => {
  const keyword = (time: number, element: string, value: number): TravellingOperation => ({
    ...{ field: 'keyword', object: idOf(1), element },
    ...{ time: at(time), base: null, value },
  })
  const replica = received([keyword(2, 'GROSSE STRASSE', 0), keyword(1, 'Große  Straße', 1)])
  expect(replica.current(keyword(0, 'große straße', 1))?.value).toBe(0)
})

test('what a file says gives way, whenever it was read, and is nobody’s loss', () => {
  const fromFile = { value: 'from the file', time: at(9), source: RegisterSource.file }
  expect(merge(fromFile, [], caption(1, null, 'mine'))).toEqual({ kind: 'applied', versions: [] })
  expect(merge({ ...fromFile, source: RegisterSource.user }, [], caption(1, null, 'mine')).kind).toBe(
    'ignored',
  )
})

test('an edit of what was seen leaves nothing over, one that was not seen does', () => {
  expect(outcome(caption(1, null, 'a'), caption(2, 1, 'b'))).toEqual({ holds: 'b', losers: [] })
  expect(outcome(caption(1, null, 'a'), caption(2, null, 'b'))).toEqual({ holds: 'b', losers: ['a'] })
  expect(outcome(caption(2, null, 'b'), caption(1, null, 'a'))).toEqual({ holds: 'b', losers: ['a'] })
})

test('of three concurrent texts two are kept', () => {
  const [a, b, c] = [caption(2, 1, 'a'), caption(3, 1, 'b'), caption(4, 1, 'c')]
  for (const order of [
    [a, b, c],
    [c, b, a],
    [b, c, a, b],
    [c, a, b],
  ])
    expect(outcome(caption(1, null, 'first'), ...order)).toEqual({ holds: 'c', losers: ['a', 'b'] })
})

test('an edit of one of two concurrent texts keeps the other', () => {
  const [a, b, onA, onB] = [
    caption(1, null, 'a'),
    caption(2, null, 'b'),
    caption(3, 1, 'c'),
    caption(3, 2, 'c'),
  ]
  for (const order of [
    [a, b, onB],
    [onB, b, a],
    [b, a, onB, a, b],
  ])
    expect(outcome(...order)).toEqual({ holds: 'c', losers: ['a'] })
  for (const order of [
    [a, b, onA],
    [onA, b, a],
    [b, onA, b, a],
  ])
    expect(outcome(...order)).toEqual({ holds: 'c', losers: ['b'] })
})

test('a chain that arrives backwards, and again, leaves nothing over', () => {
  const chain = [caption(1, null, 'a'), caption(2, 1, 'b'), caption(3, 2, 'c')]
  expect(outcome(...chain.toReversed(), ...chain, chain[0]!)).toEqual({ holds: 'c', losers: [] })
})

test('the same text twice is no loss, and neither is an empty one', () => {
  expect(outcome(caption(1, null, 'same'), caption(2, null, 'same'))).toEqual({ holds: 'same', losers: [] })
  const overwritten = [caption(1, null, 'same'), caption(2, null, 'same'), caption(3, 2, 'other')]
  for (const order of [overwritten, overwritten.toReversed(), [1, 2, 0].map((n) => overwritten[n]!)])
    expect(outcome(...order)).toEqual({ holds: 'other', losers: [] })
  expect(outcome(caption(1, null, ''), caption(2, null, 'b'))).toEqual({ holds: 'b', losers: [] })
})

test('a text lost twice is shown once, with its latest time', () => {
  const replica = received([caption(1, null, 'a'), caption(2, null, 'a'), caption(3, null, 'b')])
  expect(replica.losers(caption(1, null, ''))).toEqual([{ value: 'a', time: at(2) }])
})

test('writing over each version by name settles it everywhere', () => {
  const operations = [
    ...[caption(1, null, 'a'), caption(2, null, 'b'), caption(3, null, 'c')],
    ...[caption(4, 3, 'b and c'), caption(5, 2, 'b and c'), caption(6, 1, 'b and c')],
  ]
  fc.assert(
    fc.property(deliveries(operations), (delivered) => {
      expect(outcome(...delivered)).toEqual({ holds: 'b and c', losers: [] })
    }),
    { seed },
  )
})

/** What happens on one of the computers: its user writes, or it gets all that another has. */
const step = fc.oneof(
  fc.record({
    kind: fc.constant('write' as const),
    who: fc.nat(3),
    text: fc.constantFrom('', 'a', 'b', 'c', 'd'),
  }),
  fc.record({
    kind: fc.constant('fetch' as const),
    who: fc.nat(3),
    from: fc.nat(3),
    backwards: fc.boolean(),
  }),
)
const TEN_YEARS = 10 * 365 * 86_400_000
const clockErrors = fc.array(fc.integer({ min: -TEN_YEARS, max: TEN_YEARS }), { minLength: 4, maxLength: 4 })

test('computers with wrong clocks end alike, with every text that nobody saw before it went', () => {
  let withLosers = 0
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), clockErrors, (steps, errors) => {
      const computers = errors.map((error) => ({
        error,
        replica: new Replica(),
        has: [] as TravellingOperation[],
        last: null as HybridTime | null,
      }))
      const place = caption(0, null, '')
      const written = new Set<string>()
      const given = new Set<string>()
      for (const [n, happens] of steps.entries()) {
        const computer = computers[happens.who]!
        if (happens.kind === 'write') {
          const before = computer.replica.current(place)
          const device = happens.who.toString().padStart(16, '0')
          const now = 1_700_000_000_000 + n * 1000 + computer.error
          computer.last = nextHybridTime(computer.last, now, device)
          const operation = { ...place, time: computer.last, base: before?.time ?? null, value: happens.text }
          expect(computer.replica.receive(operation)).toBe('applied')
          computer.has.push(operation)
          written.add(happens.text)
          // Whoever writes has the text before their eyes that they write over, wherever it came from.
          if (before) given.add(String(before.value))
        } else {
          const fetched = computers[happens.from]!.has.filter(
            ({ time }) => !computer.has.some((one) => one.time === time),
          )
          for (const operation of happens.backwards ? fetched.reverse() : fetched) {
            computer.replica.receive(operation)
            computer.has.push(operation)
            computer.last = laterOf(computer.last, operation.time)
          }
        }
      }
      const all = computers.flatMap(({ has }) => has)
      for (const operation of all) for (const { replica } of computers) replica.receive(operation)
      for (const { replica } of computers) expect(replica.state()).toEqual(computers[0]!.replica.state())
      const { replica } = computers[0]!
      const nobodySaw = [...written].filter(
        (text) => text !== '' && text !== replica.current(place)?.value && !given.has(text),
      )
      expect(
        replica
          .losers(place)
          .map(({ value }) => value)
          .sort(),
      ).toEqual(nobodySaw.sort())
      if (nobodySaw.length > 0) withLosers++
    }),
    { seed, numRuns: 1000 },
  )
  // The property would say nothing of histories in which nothing was ever lost.
  expect(withLosers).toBeGreaterThan(100)
})

test('versions that have not arrived are no losers', () => {
  const held = { value: 'b', time: at(2), source: RegisterSource.user }
  expect(losersOf(held, [{ time: at(1), value: null, seen: true }])).toEqual([])
})
