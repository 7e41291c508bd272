import { compareHybridTimes } from '../hybrid-clock.ts'
import type { HybridTime } from '../hybrid-clock.ts'
import { RegisterSource } from '../registers.ts'
import type { RegisterValue } from '../registers.ts'
import type { TravellingOperation } from './operation.ts'
import { travellingFields } from './travelling-fields.ts'

/** What a register holds. */
export interface HeldValue {
  value: RegisterValue
  time: HybridTime
  /** See RegisterSource. What an operation brought is the user's, also where it put back what a file says. */
  source: number
}

/** A value that a text has had, or that is named by a later one and has not arrived yet. A register has one of a time. */
export interface TextVersion {
  time: HybridTime
  /** Null: it has not arrived. */
  value: string | null
  /** An operation named it as its base: whoever wrote over it had it before their eyes. */
  seen: boolean
}

export interface Merged {
  /** `applied`: the register now holds what the operation says. `ignored`: it holds what it held. */
  kind: 'applied' | 'ignored'
  /** Versions to keep from now on, each in the place of the one of its time. Always none for fields that are no texts. */
  versions: TextVersion[]
}

/** A text that somebody wrote and nobody chose to give up. */
export interface Loser {
  value: string
  /** Of the latest operation that wrote it. */
  time: HybridTime
}

/**
 * What an operation, received or made here, does to its register.
 *
 * Of a register's operations the one with the latest time holds, and the same time is the same operation. What a file
 * says gives way to all of them. For texts the versions are kept that the latest was written over: all operations that
 * have arrived, and all bases they name. Those are two sets and a latest, so it does not matter in which order the
 * operations come, how often, or in what portions: all who have them hold the same and keep the same.
 *
 * Versions that were seen are kept as well: without them nobody could tell an operation that comes again, or after the
 * one it is the base of, from one that nobody has seen.
 *
 * @param current what the register holds; null: nothing yet
 * @param kept versions kept of it so far; none for fields that are no texts
 */
export function merge(
  current: HeldValue | null,
  kept: readonly TextVersion[],
  operation: TravellingOperation,
): Merged {
  const held = current !== null && current.source !== RegisterSource.file ? current : null
  const kind = held === null || operation.time > held.time ? 'applied' : 'ignored'
  const isText = travellingFields[operation.field].merge === 'text'
  return { kind, versions: isText ? versionsToKeep(held, kept, operation) : [] }
}

/**
 * The texts that the user should be shown beside the one that holds, earliest first. None is shown that is empty, that
 * holds, or that somebody had before their eyes when they wrote over it, be it as another operation's.
 *
 * @param kept all versions kept of the register
 */
export function losersOf(current: HeldValue, kept: readonly TextVersion[]): Loser[] {
  const settled = new Set<RegisterValue>(kept.filter(({ seen }) => seen).map(({ value }) => value))
  settled.add(current.value).add('').add(null)
  const losers = new Map<string, HybridTime>()
  for (const { time, value } of kept.toSorted(byTime)) {
    if (value !== null && !settled.has(value)) losers.set(value, time)
  }
  return [...losers].map(([value, time]) => ({ value, time })).toSorted(byTime)
}

function versionsToKeep(
  held: HeldValue | null,
  kept: readonly TextVersion[],
  { time, base, value }: TravellingOperation,
): TextVersion[] {
  const versions: TextVersion[] = []
  const known = (at: HybridTime) => kept.find((version) => version.time === at)
  if (base !== null && !known(base)?.seen) {
    const seen = base === held?.time ? textOf(held.value) : (known(base)?.value ?? null)
    versions.push({ time: base, value: seen, seen: true })
  }
  if (held === null || time === held.time) return versions
  if (time > held.time && held.time !== base) {
    versions.push({ time: held.time, value: textOf(held.value), seen: false })
  }
  if (time < held.time && (known(time)?.value ?? null) === null) {
    versions.push({ time, value: textOf(value), seen: known(time)?.seen ?? false })
  }
  return versions
}

function textOf(value: RegisterValue): string {
  return value as string // The table has no other values for texts.
}

function byTime(a: { time: HybridTime }, b: { time: HybridTime }): number {
  return compareHybridTimes(a.time, b.time)
}
