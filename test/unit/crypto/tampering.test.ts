import { describe, expect, test } from 'vitest'
import type { RecordPlace } from '../../../src/shared/crypto/sealed-record.ts'
import {
  openRecord,
  RECORD_OVERHEAD,
  recordTypes,
  sealRecord,
} from '../../../src/shared/crypto/sealed-record.ts'
import type { BlobPlace } from '../../../src/shared/crypto/sealed-blob.ts'
import {
  BLOB_CHUNK,
  BLOB_HEADER,
  blobRoles,
  chunkCount,
  chunkRange,
  SealedBlob,
  sealedLength,
} from '../../../src/shared/crypto/sealed-blob.ts'
import { unwrapKey, wrapKey } from '../../../src/shared/crypto/root-wraps.ts'
import { seededRandom } from '../../fixtures/seeded-random.ts'
import { refused } from './refused.ts'

const random = seededRandom('tampering')
const place = (changes: Partial<RecordPlace> = {}): RecordPlace => ({
  type: recordTypes.batch,
  owner: filled(32, 1),
  space: filled(16, 2),
  epoch: 3,
  object: filled(20, 4),
  version: 5,
  author: filled(32, 6),
  ...changes,
})
const key = filled(32, 9)

function filled(length: number, value: number): Uint8Array {
  return new Uint8Array(length).fill(value)
}

describe('a sealed record', () => {
  test('adds 86 bytes, and never seals the same text twice alike', async () => {
    const text = random.bytes(100)
    const [one, other] = [
      await sealRecord(key, place(), text, random),
      await sealRecord(key, place(), text, random),
    ]
    expect(one.length).toBe(100 + RECORD_OVERHEAD)
    expect(Buffer.compare(one, other)).not.toBe(0)
  })

  test('is refused after a change of any one byte, and cut at any place', async () => {
    const sealed = await sealRecord(key, place(), random.bytes(40), random)
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice()
      changed[at]! ^= 1 << (at % 8)
      expect(await refused(openRecord(key, place(), changed)), `byte ${at}`).toBe(true)
      expect(await refused(openRecord(key, place(), sealed.slice(0, at))), `cut at ${at}`).toBe(true)
    }
    expect(await refused(openRecord(key, place(), Buffer.concat([sealed, filled(1, 0)])))).toBe(true)
  })

  test('is refused after any of 10,000 random changes', async () => {
    const sealed = await sealRecord(key, place(), random.bytes(200), random)
    let accepted = 0
    for (let round = 0; round < 10_000; round++) {
      const changed = sealed.slice()
      const changes = random.bytes(1 + (round % 6) * 2)
      for (const [index, value] of changes.entries())
        changed[(round * 7_919 + index * 104_729) % changed.length]! ^= value
      if (Buffer.compare(changed, sealed) !== 0 && !(await refused(openRecord(key, place(), changed))))
        accepted++
    }
    expect(accepted).toBe(0)
  })

  test.each([
    ['another type', { type: recordTypes.segment }],
    ['another owner', { owner: filled(32, 7) }],
    ['another space', { space: filled(16, 7) }],
    ['another epoch', { epoch: 4 }],
    ['another object', { object: filled(20, 7) }],
    ['an object longer by a byte', { object: filled(21, 4) }],
    ['another version', { version: 4 }],
    ['another author', { author: filled(32, 7) }],
  ])('is refused as %s', async (_what, changes) => {
    const sealed = await sealRecord(key, place(), random.bytes(40), random)
    expect(await refused(openRecord(key, place(changes), sealed))).toBe(true)
  })

  test('is refused with another key', async () => {
    const sealed = await sealRecord(key, place(), random.bytes(40), random)
    expect(await refused(openRecord(filled(32, 8), place(), sealed))).toBe(true)
  })

  test.each([
    ['a short owner', { owner: filled(16, 1) }],
    ['a short object', { object: filled(15, 1) }],
    ['a long object', { object: filled(41, 1) }],
    ['half an epoch', { epoch: 0.5 }],
    ['an epoch too large', { epoch: 2 ** 32 }],
    ['a version below zero', { version: -1 }],
  ])('is not made for %s', async (_what, changes) => {
    await expect(sealRecord(key, place(changes), filled(1, 0), random)).rejects.toThrow(RangeError)
  })
})

describe('a sealed blob', () => {
  const salt = filled(32, 3)
  const blobPlace = (changes: Partial<BlobPlace> = {}): BlobPlace => ({
    owner: filled(32, 1),
    asset: filled(16, 2),
    role: blobRoles.original,
    plainLength: 2 * BLOB_CHUNK + 5,
    ...changes,
  })

  async function sealed(of = blobPlace(), with_ = key): Promise<Uint8Array> {
    const blob = await SealedBlob.create(with_, salt, of)
    const parts: Uint8Array[] = [blob.header]
    for (let index = 0; index < chunkCount(of.plainLength); index++) {
      const length = chunkRange(of.plainLength, index).length - 16
      parts.push(await blob.seal(index, filled(length, index + 1)))
    }
    return Buffer.concat(parts)
  }

  const chunk = (whole: Uint8Array, index: number) => {
    const { offset, length } = chunkRange(blobPlace().plainLength, index)
    return whole.subarray(offset, offset + length)
  }

  test('has the length it is said to have, and opens chunk by chunk in any order', async () => {
    const whole = await sealed()
    expect(whole.length).toBe(sealedLength(blobPlace().plainLength))
    const blob = await SealedBlob.of(key, whole.subarray(0, BLOB_HEADER), blobPlace())
    for (const index of [2, 0, 1]) expect((await blob.open(index, chunk(whole, index)))[0]).toBe(index + 1)
  })

  test('is refused after a change of any byte of its header', async () => {
    const header = (await sealed()).subarray(0, BLOB_HEADER)
    for (let at = 0; at < BLOB_HEADER; at++) {
      const changed = Uint8Array.from(header)
      changed[at]! ^= 1
      expect(await refused(SealedBlob.of(key, changed, blobPlace())), `byte ${at}`).toBe(true)
    }
    expect(await refused(SealedBlob.of(key, header.subarray(1), blobPlace()))).toBe(true)
  })

  test.each([
    ['another owner', { owner: filled(32, 7) }],
    ['another asset', { asset: filled(16, 7) }],
    ['another role', { role: blobRoles.screen }],
    ['a byte more', { plainLength: 2 * BLOB_CHUNK + 6 }],
    ['a chunk less', { plainLength: BLOB_CHUNK + 5 }],
  ])('is refused as of %s', async (_what, changes) => {
    const whole = await sealed()
    expect(await refused(SealedBlob.of(key, whole.subarray(0, BLOB_HEADER), blobPlace(changes)))).toBe(true)
  })

  test('gives no chunk in the place of another, cut, changed, or from another blob', async () => {
    const whole = await sealed()
    const foreign = await sealed(blobPlace(), filled(32, 8))
    const blob = await SealedBlob.of(key, whole.subarray(0, BLOB_HEADER), blobPlace())
    expect(await refused(blob.open(0, chunk(whole, 1)))).toBe(true)
    expect(await refused(blob.open(1, chunk(whole, 0)))).toBe(true)
    expect(await refused(blob.open(2, chunk(whole, 1)))).toBe(true)
    expect(await refused(blob.open(1, chunk(foreign, 1)))).toBe(true)
    for (const less of [1, 16, 17])
      expect(await refused(blob.open(2, chunk(whole, 2).subarray(less)))).toBe(true)
    for (const at of [0, 4, 5, 20]) {
      const changed = Uint8Array.from(chunk(whole, 2))
      changed[at]! ^= 0x80
      expect(await refused(blob.open(2, changed)), `byte ${at}`).toBe(true)
    }
    await expect(blob.open(3, chunk(whole, 1))).rejects.toThrow()
  })

  test('that ends with a whole chunk does not open as the beginning of a longer one', async () => {
    const short = blobPlace({ plainLength: BLOB_CHUNK })
    const whole = await sealed(short)
    const blob = await SealedBlob.of(key, whole.subarray(0, BLOB_HEADER), short)
    expect(await blob.open(0, whole.subarray(BLOB_HEADER))).toHaveLength(BLOB_CHUNK)
    expect(await refused(SealedBlob.of(key, whole.subarray(0, BLOB_HEADER), blobPlace()))).toBe(true)
  })
})

test('of 200 accounts, none opens the wrapped root key of another: 10,000 swaps', async () => {
  const accounts = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const [id, by, root] = [random.bytes(32), random.bytes(32), random.bytes(32)]
      return { id, by, wrap: await wrapKey('password', by, id, 1, root, random) }
    }),
  )
  let opened = 0
  for (let round = 0; round < 10_000; round++) {
    const mine = accounts[round % 200]!
    const theirs = accounts[(round % 200) + 1 + (Math.floor(round / 200) % 199)] ?? accounts[round % 199]!
    if (mine === theirs) continue
    // Even whoever knows the other's key does not open their wrap as their own.
    const by = round % 2 === 0 ? mine.by : theirs.by
    if (!(await refused(unwrapKey('password', by, mine.id, 1, theirs.wrap)))) opened++
  }
  expect(opened).toBe(0)
})

test('a wrap opens for its own purpose and version only', async () => {
  const account = random.bytes(32)
  const wrap = await wrapKey('password', key, account, 2, random.bytes(32), random)
  expect(await refused(unwrapKey('recovery', key, account, 2, wrap))).toBe(true)
  expect(await refused(unwrapKey('kit', key, account, 2, wrap))).toBe(true)
  expect(await refused(unwrapKey('password', key, account, 1, wrap))).toBe(true)
  expect(await unwrapKey('password', key, account, 2, wrap)).toHaveLength(32)
})
