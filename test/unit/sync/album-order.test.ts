import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderKeysBetween } from '../../../src/shared/order-key.ts'
import type { TravellingOperation } from '../../../src/shared/sync/operation.ts'
import { seededRandom } from '../../fixtures/seeded-random.ts'
import { at, idOf, printedSeed } from './operations.ts'
import { Replica } from './replica.ts'

const seed = printedSeed('order of albums')
const random = seededRandom('order keys')

function member(photo: string, time: number, device: number, value: string | null): TravellingOperation {
  return { field: 'album.member', object: idOf(0), element: photo, time: at(time, device), base: null, value }
}

/** Photos in the album, in the order that every computer shows: by key, then by id. */
function orderOf(replica: Replica, photos: readonly string[]): string[] {
  const keyed = photos.map((photo) => ({
    photo,
    key: replica.current(member(photo, 0, 1, null))?.value ?? null,
  }))
  const inAlbum = keyed.filter(({ key }) => key !== null).map(({ photo, key }) => `${String(key)} ${photo}`)
  return inAlbum.sort().map((entry) => entry.split(' ')[1]!)
}

/** Three computers that put photos at places of the same album, move and take out some, without knowing of each other. */
const edits = fc.array(
  fc.record({
    device: fc.nat(2),
    place: fc.nat(4),
    count: fc.integer({ min: 1, max: 5 }),
    leaves: fc.option(fc.nat(3)),
  }),
  { minLength: 1, maxLength: 12 },
)

test('what several put at the same place has one order everywhere, each run of it in its own', () => {
  fc.assert(
    fc.property(edits, fc.infiniteStream(fc.nat()), (drawn, chance) => {
      const start = [0, 1, 2, 3].map((n) => idOf(900 + n))
      const keys = orderKeysBetween(null, null, start.length, random)
      const operations = start.map((photo, n) => member(photo, 1, 1, keys[n]!))
      const photos = [...start]
      const runs: string[][] = []
      for (const [n, { device, place, count, leaves }] of drawn.entries()) {
        const run = Array.from({ length: count }, (_, one) => idOf(n * 10 + one))
        const between = orderKeysBetween(keys[place - 1] ?? null, keys[place] ?? null, count, random)
        operations.push(...run.map((photo, one) => member(photo, 2 + n, 1 + device, between[one]!)))
        if (leaves !== null) operations.push(member(start[leaves]!, 2 + n, 1 + device, null))
        runs.push(run)
        photos.push(...run)
      }
      const orders = [0, 1, 2].map(() => {
        const replica = new Replica()
        const rank = new Map(operations.map((operation) => [operation, chance.next().value as number]))
        for (const operation of operations.toSorted((a, b) => rank.get(a)! - rank.get(b)!))
          replica.receive(operation)
        return orderOf(replica, photos)
      })
      expect(orders[1]).toEqual(orders[0])
      expect(orders[2]).toEqual(orders[0])
      for (const run of runs) expect(orders[0]!.filter((photo) => run.includes(photo))).toEqual(run)
      for (const { leaves } of drawn) if (leaves !== null) expect(orders[0]).not.toContain(start[leaves])
    }),
    { seed },
  )
})

test('a photo that two move at once is where the later put it, once', () => {
  const [a, b, c] = [idOf(1), idOf(2), idOf(3)]
  const keys = orderKeysBetween(null, null, 3, random)
  const start = [a, b, c].map((photo, n) => member(photo, 1, 1, keys[n]!))
  const toFront = member(b, 2, 1, orderKeysBetween(null, keys[0]!, 1, random)[0]!)
  const toEnd = member(b, 2, 2, orderKeysBetween(keys[2]!, null, 1, random)[0]!)
  for (const moves of [
    [toFront, toEnd],
    [toEnd, toFront],
  ]) {
    const replica = new Replica()
    for (const operation of [...start, ...moves]) replica.receive(operation)
    expect(orderOf(replica, [a, b, c])).toEqual([a, c, b])
  }
})
