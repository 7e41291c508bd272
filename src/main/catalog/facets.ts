import { Kind, UNDATED } from '../../shared/columns.ts'
import { photoTypes } from '../../shared/query/term.ts'
import type { Facets } from '../../shared/view.ts'
import type { LibraryMemory } from './library-memory.ts'
import type { Mask } from './masks.ts'

const KINDS = 256
const DAY_MS = 86_400_000

/** What the photos of a mask are: one plain loop for each column, like the scans of masks.ts. */
export function countFacets({ columns, cameras, lenses }: LibraryMemory, mask: Mask): Facets {
  const { length } = columns
  const ofKind = countSmall(columns.kind, mask, length)
  return {
    cameras: namedCounts(cameras, countNumbers(columns.camera, mask, length, cameras.length)),
    lenses: namedCounts(lenses, countNumbers(columns.lens, mask, length, lenses.length)),
    types: photoTypes
      .map((name) => ({ name, count: sumWhere(ofKind, (bits) => (bits & Kind[name]) !== 0) }))
      .filter(({ count }) => count > 0),
    years: yearCounts(columns.day, mask, length),
  }
}

// Counts are signed, since counting up in unsigned numbers goes by way of floating point.
function countNumbers(column: Uint32Array, mask: Mask, length: number, size: number): Int32Array {
  const counts = new Int32Array(size)
  for (let slot = 0; slot < length; slot++) counts[column[slot]!]! += mask[slot]!
  return counts
}

function countSmall(column: Uint8Array, mask: Mask, length: number): Int32Array {
  const counts = new Int32Array(KINDS)
  for (let slot = 0; slot < length; slot++) counts[column[slot]!]! += mask[slot]!
  return counts
}

function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear()
}

/** Most photos first. */
function namedCounts(names: readonly string[], counts: Int32Array): { name: string; count: number }[] {
  return names
    .map((name, number) => ({ name, count: counts[number]! }))
    .filter(({ name, count }) => name !== '' && count > 0)
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name))
}

function sumWhere(counts: Int32Array, test: (index: number) => boolean): number {
  return counts.reduce((sum, count, index) => (test(index) ? sum + count : sum), 0)
}

/** Newest first. Photos of one day come together, so that a year is looked up once for all of them. */
function yearCounts(day: Int32Array, mask: Mask, length: number): { year: number; count: number }[] {
  const counts = new Map<number, number>()
  const countDay = (taken: number, photos: number) => {
    if (taken === UNDATED || photos === 0) return
    const year = yearOf(taken)
    counts.set(year, (counts.get(year) ?? 0) + photos)
  }
  let lastDay = UNDATED
  let sameDay = 0
  for (let slot = 0; slot < length; slot++) {
    if (day[slot] !== lastDay) {
      countDay(lastDay, sameDay)
      lastDay = day[slot]!
      sameDay = 0
    }
    sameDay += mask[slot]!
  }
  countDay(lastDay, sameDay)
  return [...counts].map(([year, count]) => ({ year, count })).sort((a, b) => b.year - a.year)
}
