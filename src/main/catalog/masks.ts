import { State } from '../../shared/columns.ts'
import type { Range } from '../../shared/query/term.ts'

/**
 * A mask has a byte per slot: 1 while the photo may be part of the answer. Each function here is one plain loop over
 * typed arrays, which is what makes a million photos take about a millisecond.
 */
export type Mask = Uint8Array

/** Keeps photos whose small value is allowed. `allowed` has an entry per value: 1 or 0. */
export function keepAllowed(
  mask: Mask,
  column: Uint8Array | Uint32Array,
  allowed: Uint8Array,
  count: number,
): void {
  if (column instanceof Uint8Array) keepAllowed8(mask, column, allowed, count)
  else keepAllowed32(mask, column, allowed, count)
}

function keepAllowed8(mask: Mask, column: Uint8Array, allowed: Uint8Array, count: number): void {
  for (let slot = 0; slot < count; slot++) mask[slot] = mask[slot]! & allowed[column[slot]!]!
}

function keepAllowed32(mask: Mask, column: Uint32Array, allowed: Uint8Array, count: number): void {
  for (let slot = 0; slot < count; slot++) mask[slot] = mask[slot]! & allowed[column[slot]!]!
}

/** Marks photos whose number is allowed. */
export function markAllowed(mask: Mask, column: Uint32Array, allowed: Uint8Array, count: number): void {
  for (let slot = 0; slot < count; slot++) mask[slot] = mask[slot]! | allowed[column[slot]!]!
}

/**
 * Keeps photos whose number lies in one of the ranges, or in none of them when negated.
 * @param unknown the value that stands for "not known" and lies in no range
 */
export function keepRanges(
  mask: Mask,
  column: Uint8Array | Uint16Array | Uint32Array | Int32Array,
  ranges: readonly Range[],
  unknown: number,
  negated: boolean,
  count: number,
): void {
  const hit = negated ? 0 : 1
  if (ranges.length === 1) {
    const from = Math.max(-0x80000000, Math.ceil(ranges[0]!.from))
    const to = Math.min(0xffffffff, Math.floor(ranges[0]!.to))
    for (let slot = 0; slot < count; slot++) {
      const value = column[slot]!
      mask[slot] = mask[slot]! & (value >= from && value <= to && value !== unknown ? hit : 1 - hit)
    }
    return
  }
  for (let slot = 0; slot < count; slot++) {
    const value = column[slot]!
    const inside = value !== unknown && ranges.some((range) => value >= range.from && value <= range.to)
    mask[slot] = mask[slot]! & (inside ? hit : 1 - hit)
  }
}

export function keepMarked(mask: Mask, other: Mask, negated: boolean, count: number): void {
  const flip = negated ? 1 : 0
  for (let slot = 0; slot < count; slot++) mask[slot] = mask[slot]! & (other[slot]! ^ flip)
}

export function mark(mask: Mask, slots: Uint32Array, count: number): void {
  for (const slot of slots) if (slot < count) mask[slot] = 1
}

/** How many are left, and what they weigh. */
export function weigh(mask: Mask, bytes: Float64Array, count: number): { count: number; bytes: number } {
  let photos = 0
  let sum = 0
  for (let slot = 0; slot < count; slot++) {
    if (mask[slot] === 1) {
      photos++
      sum += bytes[slot]!
    }
  }
  return { count: photos, bytes: sum }
}

export function countOf(mask: Mask, count: number): number {
  let photos = 0
  for (let slot = 0; slot < count; slot++) photos += mask[slot]!
  return photos
}

/** A table of that many entries with 1 where the test holds; the other way round when negated. */
export function tableOf(size: number, test: (value: number) => boolean, negated = false): Uint8Array {
  const table = new Uint8Array(size)
  for (let value = 0; value < size; value++) table[value] = test(value) === negated ? 0 : 1
  return table
}

/** By state: photos that are neither in the trash nor gone. */
export const inLibrary = tableOf(256, (bits) => (bits & (State.trashed | State.vacant)) === 0)
