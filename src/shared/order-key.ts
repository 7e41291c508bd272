import type { RandomSource } from './random.ts'

/**
 * Keys that order the photos of an album: text compared character by character, with room between any two. Two
 * devices that insert at the same place make different keys, since each has at least 24 random bits.
 *
 * A key is a number between 0 and 1 in base 62, digits in the order of their character codes, without a last 0.
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const BASE = 62n
/** Digits of a key made at either end of an album. */
const WIDTH = 10
/** Room each key gets: 24 random bits. */
const ROOM = 1n << 24n

/** Above this length of a key, the album should be given new keys. */
export const LONG_ORDER_KEY = 64

/**
 * That many rising keys between two neighbours; null is the beginning or the end of the album.
 * @throws RangeError when `after` is not before `before`
 */
export function orderKeysBetween(
  after: string | null,
  before: string | null,
  count: number,
  random: RandomSource,
): string[] {
  if (after !== null && before !== null && after >= before) throw new RangeError('the keys are out of order')
  const needed = BigInt(count + 1) * ROOM
  let width = Math.max(WIDTH, after?.length ?? 0, before?.length ?? 0)
  let gap = gapAt(after, before, width)
  while (gap.to - gap.from < needed) gap = gapAt(after, before, ++width)
  // At an open end only as much is used as is needed, so that appending goes on for ever without longer keys.
  const [from, to] = atOpenEnd(gap, after, before, needed)
  const step = (to - from) / BigInt(count + 1)
  return Array.from({ length: count }, (_, index) =>
    encode(from + step * BigInt(index) + step / 2n + jitter(random, step / 2n), width),
  )
}

interface Gap {
  from: bigint
  to: bigint
}

function gapAt(after: string | null, before: string | null, width: number): Gap {
  const end = BASE ** BigInt(width)
  return {
    from: after === null ? 0n : decode(after, width),
    to: before === null ? end : decode(before, width),
  }
}

function atOpenEnd(
  gap: Gap,
  after: string | null,
  before: string | null,
  needed: bigint,
): [from: bigint, to: bigint] {
  const middle = gap.from + (gap.to - gap.from) / 2n
  if (after === null && before === null) return [middle, min(gap.to, middle + needed * 2n)]
  if (before === null) return [gap.from, min(gap.to, gap.from + needed * 2n)]
  if (after === null) return [max(gap.from, gap.to - needed * 2n), gap.to]
  return [gap.from, gap.to]
}

/** Between 1 and `below`. */
function jitter(random: RandomSource, below: bigint): bigint {
  let value = 0n
  for (const byte of random.bytes(6)) value = (value << 8n) | BigInt(byte)
  return 1n + (value * (below - 1n)) / (1n << 48n)
}

function decode(key: string, width: number): bigint {
  let value = 0n
  for (let at = 0; at < width; at++)
    value = value * BASE + BigInt(Math.max(0, DIGITS.indexOf(key[at] ?? '0')))
  return value
}

function encode(value: bigint, width: number): string {
  let key = ''
  for (let at = 0; at < width; at++) {
    key = DIGITS[Number(value % BASE)]! + key
    value /= BASE
  }
  return key.replace(/0+$/, '')
}

const min = (a: bigint, b: bigint) => (a < b ? a : b)
const max = (a: bigint, b: bigint) => (a > b ? a : b)
