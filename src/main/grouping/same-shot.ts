import type { Metadata } from '../../shared/metadata.ts'

/** What grouping wants to know of a file's metadata. */
export type ShotFacts = Pick<
  Metadata,
  'takenAt' | 'takenAtIsUtc' | 'subsec' | 'model' | 'documentId' | 'originalDocumentId' | 'contentIdentifier'
>

const twoSeconds = 2_000
/** A clip's time may be UTC and a still's local: no two zones are further apart. */
const widestZones = 26 * 3_600_000

/**
 * True when both files say enough to exclude that they are one exposure. A counter that rolled over gives strangers
 * the same name.
 */
export function areStrangers(a: ShotFacts | null, b: ShotFacts | null): boolean {
  if (!a || !b) return false
  if (a.contentIdentifier && b.contentIdentifier) return a.contentIdentifier !== b.contentIdentifier
  if (a.model && b.model && a.model !== b.model) return true
  const times = [wallClock(a.takenAt), wallClock(b.takenAt)] as const
  if (times[0] === null || times[1] === null) return false
  const tolerance = a.takenAtIsUtc === b.takenAtIsUtc ? twoSeconds : widestZones
  return Math.abs(times[0] - times[1]) > tolerance
}

/** True when both files say that they are the same exposure, to the second and, where both know it, below. */
export function sameMoment(a: ShotFacts | null, b: ShotFacts | null, needsSubsecond = false): boolean {
  if (!a?.takenAt || a.takenAt !== b?.takenAt) return false
  if (a.model && b.model && a.model !== b.model) return false
  if (!a.subsec || !b.subsec) return !needsSubsecond
  const digits = Math.min(a.subsec.length, b.subsec.length)
  return a.subsec.slice(0, digits) === b.subsec.slice(0, digits)
}

/** Milliseconds on the wall clock's own scale; only differences mean anything. */
function wallClock(takenAt: string | null): number | null {
  const match = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/.exec(takenAt ?? '')
  if (!match) return null
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second)
}
