import type { OverwrittenText } from '../../shared/sync-status.ts'

/** Names one text among all. */
export function conflictKey({ photoId, albumId, field }: OverwrittenText): string {
  return `${photoId ?? albumId} ${field}`
}

/** What holds, then the others, the latest first; each of them is chosen by its place. */
export function versionsOf({ holds, others }: OverwrittenText): string[] {
  return [holds, ...others.toReversed()]
}

/** All versions one below the other, the earliest first, to be made into one. */
export function mergedText({ holds, others }: OverwrittenText): string {
  return [...others, holds].filter((text) => text !== '').join('\n')
}
