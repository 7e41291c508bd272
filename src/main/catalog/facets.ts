import { Kind, UNDATED } from '../../shared/columns.ts'
import { photoTypes } from '../../shared/query/term.ts'
import type { Facets } from '../../shared/view.ts'
import type { LibraryMemory } from './library-memory.ts'

const KINDS = 256
const DAY_MS = 86_400_000

/** What these photos are: one plain loop for each column, like the scans of masks.ts. @param slots rising */
export function countFacets({ columns, cameras, lenses }: LibraryMemory, slots: Uint32Array): Facets {
  const ofKind = countSmall(columns.kind, slots)
  return {
    cameras: namedCounts(cameras, countNumbers(columns.camera, slots, cameras.length)),
    lenses: namedCounts(lenses, countNumbers(columns.lens, slots, lenses.length)),
    types: photoTypes
      .map((name) => ({ name, count: sumWhere(ofKind, (bits) => (bits & Kind[name]) !== 0) }))
      .filter(({ count }) => count > 0),
    years: yearCounts(columns.day, slots),
  }
}

// Counts are signed, since counting up in unsigned numbers goes by way of floating point.
function countNumbers(column: Uint32Array, slots: Uint32Array, size: number): Int32Array {
  const counts = new Int32Array(size)
  for (let at = 0; at < slots.length; at++) counts[column[slots[at]!]!]!++
  return counts
}

function countSmall(column: Uint8Array, slots: Uint32Array): Int32Array {
  const counts = new Int32Array(KINDS)
  for (let at = 0; at < slots.length; at++) counts[column[slots[at]!]!]!++
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
function yearCounts(day: Int32Array, slots: Uint32Array): { year: number; count: number }[] {
  const counts = new Map<number, number>()
  for (let at = 0; at < slots.length;) {
    const taken = day[slots[at]!]!
    const end = endOfDay(day, slots, at)
    if (taken !== UNDATED) counts.set(yearOf(taken), (counts.get(yearOf(taken)) ?? 0) + end - at)
    at = end
  }
  return [...counts].map(([year, count]) => ({ year, count })).sort((a, b) => b.year - a.year)
}

function endOfDay(day: Int32Array, slots: Uint32Array, from: number): number {
  const first = day[slots[from]!]
  let at = from + 1
  while (at < slots.length && day[slots[at]!] === first) at++
  return at
}
