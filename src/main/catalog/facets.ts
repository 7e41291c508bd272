import { Kind, UNDATED } from '../../shared/columns.ts'
import { photoTypes } from '../../shared/query/term.ts'
import type { Facets } from '../../shared/view.ts'
import type { LibraryMemory } from './library-memory.ts'
import type { Mask } from './masks.ts'

const KINDS = 256
const YEARS = 10_000
const DAY_MS = 86_400_000
/** Days of the years 1970 to 2099, whose year is looked up. */
const yearOfDay = Uint16Array.from({ length: 47_482 }, (_, day) => yearOf(day))

/** What the photos of a mask are, counted in one pass. */
export function countFacets({ columns, cameras, lenses }: LibraryMemory, mask: Mask): Facets {
  const { camera, lens, kind, day, length } = columns
  const ofCamera = new Uint32Array(cameras.length)
  const ofLens = new Uint32Array(lenses.length)
  const ofKind = new Uint32Array(KINDS)
  const ofYear = new Uint32Array(YEARS)
  for (let slot = 0; slot < length; slot++) {
    const one = mask[slot]!
    ofCamera[camera[slot]!]! += one
    ofLens[lens[slot]!]! += one
    ofKind[kind[slot]!]! += one
    const taken = day[slot]!
    if (taken !== UNDATED) ofYear[yearOfDay[taken] ?? yearOf(taken)]! += one
  }
  return {
    cameras: namedCounts(cameras, ofCamera),
    lenses: namedCounts(lenses, ofLens),
    types: photoTypes
      .map((name) => ({ name, count: sumWhere(ofKind, (bits) => (bits & Kind[name]) !== 0) }))
      .filter(({ count }) => count > 0),
    years: yearCounts(ofYear),
  }
}

function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear()
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
function yearCounts(counts: Uint32Array): { year: number; count: number }[] {
  return [...counts.entries()]
    .filter(([, count]) => count > 0)
    .map(([year, count]) => ({ year, count }))
    .reverse()
}
