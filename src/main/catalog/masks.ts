import type { Range } from '../../shared/query/term.ts'

/**
 * A mask has a byte per slot: 1 while the photo may be part of the answer. Each function here is one plain loop over
 * typed arrays of one kind, which is what makes a million photos take about a millisecond: a loop that sees several
 * kinds of arrays takes five times as long. None branches on what it finds: a processor cannot guess the ratings of
 * photos, and guessing wrong costs more than the work.
 */
export type Mask = Uint8Array

/** Largest number in a column; differences of such numbers still have their sign. */
const MOST = 0x3fffffff

/** Keeps photos whose value is allowed. `allowed` has an entry per value: 1 or 0. */
export function keepAllowed(
  mask: Mask,
  column: Uint8Array | Uint16Array | Uint32Array,
  allowed: Uint8Array,
  count: number,
): void {
  if (column instanceof Uint8Array) keepAllowed8(mask, column, allowed, count)
  else if (column instanceof Uint16Array) keepAllowed16(mask, column, allowed, count)
  else keepAllowed32(mask, column, allowed, count)
}

/**
 * The mask four photos at a time, the first in the lowest byte as on every machine this runs on. Once a term has left
 * few, most fours are empty and are passed over.
 */
function foursOf(mask: Mask, count: number): Int32Array {
  return new Int32Array(mask.buffer, mask.byteOffset, count >> 2)
}

function keepAllowed8(mask: Mask, column: Uint8Array, allowed: Uint8Array, count: number): void {
  const fours = foursOf(mask, count)
  for (let four = 0; four < fours.length; four++) {
    if (fours[four] === 0) continue
    const slot = four * 4
    fours[four]! &=
      allowed[column[slot]!]! |
      (allowed[column[slot + 1]!]! << 8) |
      (allowed[column[slot + 2]!]! << 16) |
      (allowed[column[slot + 3]!]! << 24)
  }
  for (let slot = fours.length * 4; slot < count; slot++) mask[slot] = mask[slot]! & allowed[column[slot]!]!
}

function keepAllowed16(mask: Mask, column: Uint16Array, allowed: Uint8Array, count: number): void {
  const fours = foursOf(mask, count)
  for (let four = 0; four < fours.length; four++) {
    if (fours[four] === 0) continue
    const slot = four * 4
    fours[four]! &=
      allowed[column[slot]!]! |
      (allowed[column[slot + 1]!]! << 8) |
      (allowed[column[slot + 2]!]! << 16) |
      (allowed[column[slot + 3]!]! << 24)
  }
  for (let slot = fours.length * 4; slot < count; slot++) mask[slot] = mask[slot]! & allowed[column[slot]!]!
}

function keepAllowed32(mask: Mask, column: Uint32Array, allowed: Uint8Array, count: number): void {
  const fours = foursOf(mask, count)
  for (let four = 0; four < fours.length; four++) {
    if (fours[four] === 0) continue
    const slot = four * 4
    fours[four]! &=
      allowed[column[slot]!]! |
      (allowed[column[slot + 1]!]! << 8) |
      (allowed[column[slot + 2]!]! << 16) |
      (allowed[column[slot + 3]!]! << 24)
  }
  for (let slot = fours.length * 4; slot < count; slot++) mask[slot] = mask[slot]! & allowed[column[slot]!]!
}

/** Marks photos whose number is allowed. */
export function markAllowed(mask: Mask, column: Uint32Array, allowed: Uint8Array, count: number): void {
  const fours = foursOf(mask, count)
  for (let four = 0; four < fours.length; four++) {
    const slot = four * 4
    fours[four]! |=
      allowed[column[slot]!]! |
      (allowed[column[slot + 1]!]! << 8) |
      (allowed[column[slot + 2]!]! << 16) |
      (allowed[column[slot + 3]!]! << 24)
  }
  for (let slot = fours.length * 4; slot < count; slot++) mask[slot] = mask[slot]! | allowed[column[slot]!]!
}

/**
 * Keeps photos whose number lies in one of the ranges, or in none of them when negated.
 * @param least numbers below stand for "not known" and lie in no range
 */
export function keepRanges(
  mask: Mask,
  column: Int32Array,
  ranges: readonly Range[],
  least: number,
  negated: boolean,
  scratch: Mask,
  count: number,
): void {
  const whole = ranges.map(({ from, to }) => ({
    from: Math.max(least, Math.ceil(from)),
    to: Math.min(MOST, Math.floor(to)),
  }))
  if (whole.length === 1) {
    keepRange(mask, column, whole[0]!, negated ? 1 : 0, count)
    return
  }
  scratch.fill(0, 0, count)
  for (const range of whole) markRange(scratch, column, range, count)
  keepMarked(mask, scratch, negated, count)
}

/** The sign bit of a difference tells on which side of a bound a value lies. */
function keepRange(mask: Mask, column: Int32Array, { from, to }: Range, flip: number, count: number): void {
  const inside = 1 ^ flip
  const fours = foursOf(mask, count)
  for (let four = 0; four < fours.length; four++) {
    if (fours[four] === 0) continue
    const a = column[four * 4]!
    const b = column[four * 4 + 1]!
    const c = column[four * 4 + 2]!
    const d = column[four * 4 + 3]!
    fours[four]! &=
      (inside ^ (((a - from) | (to - a)) >>> 31)) |
      ((inside ^ (((b - from) | (to - b)) >>> 31)) << 8) |
      ((inside ^ (((c - from) | (to - c)) >>> 31)) << 16) |
      ((inside ^ (((d - from) | (to - d)) >>> 31)) << 24)
  }
  for (let slot = fours.length * 4; slot < count; slot++) {
    const value = column[slot]!
    mask[slot] = mask[slot]! & (inside ^ (((value - from) | (to - value)) >>> 31))
  }
}

function markRange(mask: Mask, column: Int32Array, { from, to }: Range, count: number): void {
  for (let slot = 0; slot < count; slot++) {
    const value = column[slot]!
    mask[slot] = mask[slot]! | (1 ^ (((value - from) | (to - value)) >>> 31))
  }
}

export function keepMarked(mask: Mask, other: Mask, negated: boolean, count: number): void {
  const fours = foursOf(mask, count)
  const others = foursOf(other, count)
  const flip = negated ? 0x01010101 : 0
  for (let four = 0; four < fours.length; four++) fours[four]! &= others[four]! ^ flip
  for (let slot = fours.length * 4; slot < count; slot++)
    mask[slot] = mask[slot]! & (other[slot]! ^ (flip & 1))
}

export function mark(mask: Mask, slots: Uint32Array, count: number): void {
  for (let index = 0; index < slots.length; index++) {
    const slot = slots[index]!
    if (slot < count) mask[slot] = 1
  }
}

/** How many are left. */
export function countOf(mask: Mask, count: number): number {
  const fours = foursOf(mask, count)
  let photos = 0
  for (let four = 0; four < fours.length;) {
    // Each byte of the sum counts one photo of the four; it holds 255.
    const end = Math.min(fours.length, four + 255)
    let even = 0
    let odd = 0
    for (; four < end; four++) {
      even += fours[four]! & 0x00ff00ff
      odd += (fours[four]! >>> 8) & 0x00ff00ff
    }
    const both = even + odd
    photos += (both & 0xffff) + (both >>> 16)
  }
  for (let slot = fours.length * 4; slot < count; slot++) photos += mask[slot]!
  return photos
}

/** A table of that many entries with 1 where the test holds; the other way round when negated. */
export function tableOf(size: number, test: (value: number) => boolean, negated = false): Uint8Array {
  const table = new Uint8Array(size)
  for (let value = 0; value < size; value++) table[value] = test(value) === negated ? 0 : 1
  return table
}

/**
 * A table of that many whole values with 1 for those in a range; the other way round when negated.
 * @param scale the column holds this many times the number
 * @param least values below stand for "not known" and lie in no range
 */
export function rangeTable(
  size: number,
  ranges: readonly Range[],
  scale: number,
  least: number,
  negated: boolean,
): Uint8Array {
  const table = new Uint8Array(size).fill(negated ? 1 : 0)
  for (const { from, to } of ranges) {
    const first = Math.max(least, Math.ceil(from * scale - 1e-6))
    const last = Math.min(size - 1, Math.floor(to * scale + 1e-6))
    if (last >= first) table.fill(negated ? 0 : 1, first, last + 1)
  }
  return table
}
