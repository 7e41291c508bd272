import { readFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeCbor, encodeCbor } from '../../../src/shared/crypto/cbor.ts'
import type { Cbor } from '../../../src/shared/crypto/cbor.ts'
import {
  BATCH_BYTES,
  BATCH_OPERATIONS,
  batchesOf,
  decodeBatch,
  encodeBatch,
  UNPACKED_BYTES,
} from '../../../src/shared/sync/batch.ts'
import { parseHybridTime } from '../../../src/shared/hybrid-clock.ts'
import { MalformedBatch } from '../../../src/shared/sync/operation.ts'
import type { TravellingOperation } from '../../../src/shared/sync/operation.ts'
import { LONGEST_TEXT } from '../../../src/shared/sync/travelling-fields.ts'
import { anyOperation, at, idOf, printedSeed } from './operations.ts'

const seed = printedSeed('batches')

const rating: TravellingOperation = {
  field: 'rating',
  object: idOf(1),
  element: '',
  time: at(9),
  base: null,
  value: 3,
}

/** A batch of groups that are written as they are given. */
function written(groups: Cbor, version = 1): Uint8Array {
  return new Uint8Array([version, ...gzipSync(encodeCbor(groups))])
}

function plaintextOf(batch: Uint8Array): Uint8Array {
  return new Uint8Array(gunzipSync(batch.subarray(1)))
}

const sorted = (operations: readonly TravellingOperation[]) =>
  operations.map((operation) => JSON.stringify(operation)).sort()

test('nothing needs no batch', () => {
  expect(batchesOf([])).toEqual([])
})

test('what is encoded is what is decoded, in the order of its times', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyOperation, { minLength: 1, maxLength: 60 }), async (operations) => {
      const { operations: read, unknown } = await decodeBatch(await encodeBatch(operations))
      expect(unknown).toBeNull()
      expect(sorted(read)).toEqual(sorted(operations))
      expect(read.map(({ time }) => time)).toEqual(operations.map(({ time }) => time).sort())
    }),
    { numRuns: 200, seed },
  )
})

test('the same operations make the same bytes before compression, however they are ordered', async () => {
  const operations = [5, 3, 4].map((n) => ({ ...rating, time: at(n) }))
  const one = plaintextOf(await encodeBatch(operations))
  const other = plaintextOf(await encodeBatch(operations.toReversed()))
  expect(one).toEqual(other)
})

test('the bytes are those of the example in docs/sync.md', async () => {
  const time = parseHybridTime('018bcfe6526000010123456789abcdef')
  const object = '00112233445566778899aabbccddeeff'
  const batch = await encodeBatch([
    { field: 'keyword', object, element: 'swan', time, base: null, value: 1 },
    {
      ...{ field: 'rating', object, element: '', time },
      ...{ base: parseHybridTime('018bcfe5680000000123456789abcdef'), value: 4 },
    },
  ])
  const docs = readFileSync(new URL('../../../docs/sync.md', import.meta.url), 'utf8')
  const example = docs.slice(docs.indexOf('before compression:\n'), docs.indexOf('A reader stops unpacking'))
  const hex = [...example.matchAll(/^ {4,}((?:[0-9a-f]{2,} ?)+)(?: {2}|$)/gm)]
    .map(([, bytes]) => bytes)
    .join('')
  expect(Buffer.from(plaintextOf(batch)).toString('hex')).toBe(hex.replaceAll(' ', ''))
  expect(batch[0]).toBe(1)
})

test('10,000 ratings of one action are 3 batches', async () => {
  const ratings = Array.from({ length: 10_000 }, (_, n) => ({ ...rating, object: idOf(n), base: at(n % 9) }))
  const batches = batchesOf(ratings)
  expect(batches).toHaveLength(3)
  const read = await Promise.all(batches.map(async (batch) => decodeBatch(await encodeBatch(batch))))
  expect(read.flatMap(({ operations }) => operations)).toEqual(ratings)
})

test('batches keep their limits, lose nothing and stay in order, whatever is in them', async () => {
  const long = fc.record({
    n: fc.nat(200),
    length: fc.oneof(fc.nat(300), fc.integer({ min: 10_000, max: LONGEST_TEXT })),
    letter: fc.constantFrom('a', '語'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(long, { minLength: 1, maxLength: 20 }), async (drawn) => {
      const operations = drawn.map(({ n, length, letter }): TravellingOperation => ({
        ...{ ...rating, field: 'caption', object: idOf(n) },
        ...{ time: at(n), value: letter.repeat(length) },
      }))
      const batches = batchesOf(operations)
      for (const batch of batches) {
        const plain = plaintextOf(await encodeBatch(batch))
        if (batch.length > 1) expect(plain.length).toBeLessThanOrEqual(BATCH_BYTES)
      }
      expect(sorted(batches.flat())).toEqual(sorted(operations))
      const times = batches.flat().map(({ time }) => time)
      expect(times).toEqual(times.toSorted())
    }),
    { numRuns: 30, seed },
  )
})

test.each([
  { letters: 40, times: 1 },
  { letters: 2_000, times: 1 },
  { letters: 30, times: 9_000 },
])(
  'a batch of texts of $letters letters is filled up, not more ($times times)',
  async ({ letters, times }) => {
    const operations = Array.from({ length: 9_000 }, (_, n): TravellingOperation => ({
      ...{ ...rating, field: 'caption', object: idOf(n) },
      ...{ time: at(1 + (n % times)), base: at(0), value: 'a'.repeat(letters) },
    }))
    const [first] = batchesOf(operations)
    const plain = plaintextOf(await encodeBatch(first!))
    const next = letters + 64
    expect(plain.length).toBeLessThanOrEqual(BATCH_BYTES)
    // The heads of groups are counted as if they were all as long as they can be.
    if (first!.length < BATCH_OPERATIONS) expect(plain.length).toBeGreaterThan(BATCH_BYTES - next - 3 * times)
  },
)

test('the longest text travels, in a batch of its own', async () => {
  const longest: TravellingOperation = { ...rating, field: 'caption', value: '語'.repeat(LONGEST_TEXT) }
  const batches = batchesOf([{ ...rating, time: at(1) }, longest, { ...rating, time: at(10) }])
  expect(batches.map((batch) => batch.length)).toEqual([1, 1, 1])
  const packed = await encodeBatch([longest])
  expect(plaintextOf(packed).length).toBeLessThan(UNPACKED_BYTES)
  expect((await decodeBatch(packed)).operations).toEqual([longest])
  await expect(encodeBatch([{ ...longest, value: `${String(longest.value)}a` }])).rejects.toThrow(
    MalformedBatch,
  )
})

test('any byte changed, cut off or added is refused, or changes nothing', async () => {
  const operations = fc.sample(anyOperation, { numRuns: 20, seed })
  const batch = await encodeBatch(operations)
  const expected = sorted(operations)
  const outcomes = { refused: 0, same: 0, newer: 0 }
  async function expectHarmless(bytes: Uint8Array) {
    try {
      const read = await decodeBatch(bytes)
      if (read.operations.length === 0) {
        expect(bytes[0]).toBeGreaterThan(1)
        outcomes.newer++
      } else {
        expect(sorted(read.operations)).toEqual(expected)
        outcomes.same++
      }
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedBatch)
      outcomes.refused++
    }
  }
  for (const place of batch.keys()) {
    for (const flip of [1, 0x80]) await expectHarmless(batch.with(place, batch[place]! ^ flip))
    if (place > 0) await expect(decodeBatch(batch.subarray(0, place))).rejects.toThrow(MalformedBatch)
  }
  for (const more of [[0], [...batch], [...batch.subarray(1)]])
    await expect(decodeBatch(new Uint8Array([...batch, ...more]))).rejects.toThrow(MalformedBatch)
  // What gzip does not check: time, system and hints of its header, and bits that fill the last byte up.
  expect(outcomes.same).toBeLessThan(24)
  expect(outcomes.newer).toBeLessThanOrEqual(2)
  expect(outcomes.refused).toBeGreaterThan(batch.length)
})

test('random changes of what is inside are refused or make operations that could have travelled', async () => {
  const plain = plaintextOf(await encodeBatch(fc.sample(anyOperation, { numRuns: 30, seed })))
  const change = fc.tuple(fc.nat(plain.length - 1), fc.nat(255))
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const changed = plain.slice()
      for (const [place, byte] of changes) changed[place] = byte
      try {
        const { operations } = await decodeBatch(new Uint8Array([1, ...gzipSync(changed)]))
        if (operations.length > 0) await encodeBatch(operations)
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedBatch)
      }
    }),
    { numRuns: 500, seed },
  )
})

test('bytes that were never a batch are refused', async () => {
  for (const bytes of [[], [0], [1], [1, 2, 3]])
    await expect(decodeBatch(Uint8Array.from(bytes))).rejects.toThrow(MalformedBatch)
  const deep = new Uint8Array(UNPACKED_BYTES).fill(0x81)
  for (const inside of [deep, Buffer.from('no CBOR'), Buffer.from('f93c00', 'hex')])
    await expect(decodeBatch(new Uint8Array([1, ...gzipSync(inside)]))).rejects.toThrow(MalformedBatch)
})

test('a bomb is refused before it is in memory', async () => {
  const bomb = new Uint8Array([1, ...gzipSync(Buffer.alloc(2 ** 27))])
  const before = process.memoryUsage().rss
  await expect(decodeBatch(bomb)).rejects.toThrow('malformed: a batch that is too large')
  expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 26)
})

test('what is wrong is named', async () => {
  const time = new Uint8Array(Buffer.from(at(9), 'hex'))
  const object = new Uint8Array(Buffer.from(idOf(1), 'hex'))
  const later = new Uint8Array(Buffer.from(at(10), 'hex'))
  const good: Cbor = [object, null, null, 3]
  const cases: [groups: Cbor, message: string][] = [
    [{}, 'the structure of the batch'],
    [[[]], 'the structure of the batch'],
    [[['rating', time, [good]]], 'the structure of the batch'],
    [[[2, time, []]], 'group 0 (rating)'],
    [[[2, time.subarray(1), [good]]], 'group 0 (rating)'],
    [[[2, time, [good], 1]], 'group 0 (rating)'],
    [[[2, time, [good, [object, null, null]]]], 'operation 1 of group 0 (rating)'],
    [[[2, time, [[object, object, null, 3]]]], 'operation 0 of group 0 (rating)'],
    [[[14, time, [[object, null, null, 'V']]]], 'operation 0 of group 0 (album.member)'],
    [[[2, time, [[object, null, null, true]]]], 'operation 0 of group 0 (rating)'],
    [[[5, time, [[object, null, null, Uint8Array.of(0xff)]]]], 'operation 0 of group 0 (title)'],
    [
      [
        [2, time, [good]],
        [2, time, [[object, null, null, 6]]],
      ],
      'value of operation 0 of group 1 (rating)',
    ],
    [[[11, time, [[object, Uint8Array.of(32), null, 1]]]], 'element of operation 0 of group 0 (keyword)'],
    [[[2, time, [[object, null, later, 3]]]], 'base of operation 0 of group 0 (rating)'],
    [[[2, time, [[object, null, time, 3]]]], 'base of operation 0 of group 0 (rating)'],
    [[[2, time, Array.from({ length: BATCH_OPERATIONS + 1 }, () => good)]], 'the number of operations'],
  ]
  for (const [groups, message] of cases)
    await expect(decodeBatch(written(groups)), message).rejects.toThrow(new MalformedBatch(message))
})

test('fields of a newer program are kept aside, the rest is read', async () => {
  const [known] = decodeCbor(plaintextOf(await encodeBatch([rating]))) as Cbor[]
  const newer: Cbor = [200, 'of a shape', { that: [null, true, 'nobody here knows'] }]
  const { operations, unknown } = await decodeBatch(written([newer, known!]))
  expect(operations).toEqual([rating])
  expect(decodeCbor(plaintextOf(unknown!))).toEqual([newer])
  expect(await decodeBatch(unknown!)).toEqual({ operations: [], unknown })
})

test('a batch of a newer program is kept aside as it is', async () => {
  const newer = Uint8Array.of(2, 7, 7, 7)
  expect(await decodeBatch(newer)).toEqual({ operations: [], unknown: newer })
})

test('operations that cannot travel are not encoded', async () => {
  const cases: Partial<TravellingOperation>[] = [
    { object: 'a' },
    { element: 'x' },
    { value: 'five' },
    { field: 'title', value: '\uD800' },
    { base: at(9) },
  ]
  for (const wrong of cases)
    await expect(encodeBatch([{ ...rating, ...wrong }])).rejects.toThrow(MalformedBatch)
})
