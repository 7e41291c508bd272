import type { VolumeId } from '../../../shared/ids.ts'
import type { Verdict, VerdictReason } from '../../../shared/import.ts'

export interface VerdictFacts {
  /** Volume of the card itself: a copy on it goes with it. */
  cardVolumeId: VolumeId | null
  destinations: readonly { volumeId: VolumeId; volumeName: string }[]
  /** Per file of each photo copied now: the volumes that hold a verified copy. */
  copied: readonly (readonly VolumeId[])[]
  /** The same for photos that were in the library before, photo by photo. */
  known: readonly (readonly (readonly VolumeId[])[])[]
  /** Photos with a file that could not be copied to every destination, or differs. */
  failedPhotos: number
  leftOut: number
  /** Entries that may be photos and could not be taken. */
  skipped: number
  /** Set when the import was cancelled. */
  cancelled: { done: number; total: number } | null
}

export interface VerdictReached {
  verdict: Verdict
  reasons: { key: VerdictReason; params: Record<string, string | number> }[]
}

/**
 * Green only if every file of every photo on the card that was not rejected has two verified copies on different
 * volumes, neither of them the card. Red when a file failed or the import was cancelled. Amber otherwise: also for
 * photos left out by hand and for entries that could not be read, since formatting would lose them.
 */
export function reachVerdict(facts: VerdictFacts): VerdictReached {
  const reasons: VerdictReached['reasons'] = []
  const say = (key: VerdictReason, params: Record<string, string | number> = {}) =>
    reasons.push({ key, params })
  const safe = (volumes: readonly VolumeId[]) => independent(volumes, facts.cardVolumeId) >= 2

  if (facts.failedPhotos > 0) say('files-failed', { count: facts.failedPhotos })
  if (facts.cancelled) say('cancelled', facts.cancelled)
  if (!facts.copied.every(safe)) sayWhyOneCopy(facts, say)
  const knownUnsafe = facts.known.filter((files) => !files.every(safe)).length
  if (knownUnsafe > 0) say('known-one-copy', { count: knownUnsafe })
  if (facts.leftOut > 0) say('left-out', { count: facts.leftOut })
  if (facts.skipped > 0) say('skipped', { count: facts.skipped })

  const failed = facts.failedPhotos > 0 || facts.cancelled !== null
  return { verdict: failed ? 'not safe' : reasons.length === 0 ? 'safe to format' : 'one copy', reasons }
}

function independent(volumes: readonly VolumeId[], card: VolumeId | null): number {
  return new Set(volumes.filter((volume) => volume !== card)).size
}

function sayWhyOneCopy(
  { destinations, cardVolumeId }: VerdictFacts,
  say: (key: VerdictReason, params?: Record<string, string | number>) => void,
): void {
  const [first, second] = destinations
  const onCard = destinations.find((destination) => destination.volumeId === cardVolumeId)
  if (!second) say('second-place-missing')
  else if (first?.volumeId === second.volumeId) say('same-volume', { volume: second.volumeName })
  else if (onCard) say('same-volume-as-card', { volume: onCard.volumeName })
}
