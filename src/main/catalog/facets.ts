import { Kind, UNDATED } from '../../shared/columns.ts'
import { photoTypes } from '../../shared/query/term.ts'
import type { Facets } from '../../shared/view.ts'
import type { LibraryMemory } from './library-memory.ts'
import type { Mask } from './masks.ts'

const KINDS = 256
const DAY_MS = 86_400_000

/** What the photos of a mask are, counted in one pass. */
export function countFacets({ columns, cameras, lenses }: LibraryMemory, mask: Mask): Facets {
  const { camera, lens, kind, day } = columns
  const ofCamera = new Uint32Array(cameras.length)
  const ofLens = new Uint32Array(lenses.length)
  const ofKind = new Uint32Array(KINDS)
  const days = dayRange(day, mask)
  const ofDay = new Uint32Array(days.length)
  for (let slot = 0; slot < mask.length; slot++) {
    if (mask[slot] === 0) continue
    ofCamera[camera[slot]!]!++
    ofLens[lens[slot]!]!++
    ofKind[kind[slot]!]!++
    if (day[slot] !== UNDATED) ofDay[day[slot]! - days.first]!++
  }
  return {
    cameras: namedCounts(cameras, ofCamera),
    lenses: namedCounts(lenses, ofLens),
    types: photoTypes
      .map((name) => ({ name, count: sumWhere(ofKind, (bits) => (bits & Kind[name]) !== 0) }))
      .filter(({ count }) => count > 0),
    years: yearCounts(days.first, ofDay),
  }
}

function dayRange(day: Int32Array, mask: Mask): { first: number; length: number } {
  let first = Infinity
  let last = -Infinity
  for (let slot = 0; slot < mask.length; slot++) {
    const value = day[slot]!
    if (mask[slot] === 0 || value === UNDATED) continue
    if (value < first) first = value
    if (value > last) last = value
  }
  return first === Infinity ? { first: 0, length: 0 } : { first, length: last - first + 1 }
}

/** Most photos first. */
function namedCounts(names: readonly string[], counts: Uint32Array): { name: string; count: number }[] {
  return names
    .map((name, number) => ({ name, count: counts[number]! }))
    .filter(({ name, count }) => name !== '' && count > 0)
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name))
}

function sumWhere(counts: Uint32Array, test: (index: number) => boolean): number {
  return counts.reduce((sum, count, index) => (test(index) ? sum + count : sum), 0)
}

/** Newest first. */
function yearCounts(firstDay: number, ofDay: Uint32Array): { year: number; count: number }[] {
  const years = new Map<number, number>()
  for (const [index, count] of ofDay.entries()) {
    if (count === 0) continue
    const year = new Date((firstDay + index) * DAY_MS).getUTCFullYear()
    years.set(year, (years.get(year) ?? 0) + count)
  }
  return [...years].map(([year, count]) => ({ year, count })).sort((a, b) => b.year - a.year)
}
