import type { VolumeId } from '../../shared/ids.ts'
import type { LibraryMemory } from './library-memory.ts'
import { inLibrary } from './masks.ts'

/** Folders that hold photos in them or below, without the trash, each after the one above it. */
export function folderTree({
  columns,
  folders,
}: LibraryMemory): { volumeId: VolumeId; path: string; name: string; count: number }[] {
  const counts = new Uint32Array(folders.length)
  const { folder, state, length } = columns
  for (let slot = 0; slot < length; slot++) {
    if (inLibrary[state[slot]!] === 1) counts[folder[slot]!]!++
  }
  // A folder comes after the one above it, so that from behind each is complete when it is added to its parent.
  for (const entry of folders.toReversed()) {
    if (entry?.parent) counts[entry.parent]! += counts[entry.number]!
  }
  return folders
    .flatMap((entry) => (entry && counts[entry.number]! > 0 ? [entry] : []))
    .map(({ number, volumeId, path }) => ({
      volumeId,
      path,
      name: path.split('/').at(-1) ?? '',
      count: counts[number]!,
    }))
    .sort((a, b) => a.volumeId.localeCompare(b.volumeId) || comparePaths(a.path, b.path))
}

function comparePaths(a: string, b: string): number {
  const partsA = a.split('/')
  const partsB = b.split('/')
  for (let at = 0; at < Math.min(partsA.length, partsB.length); at++) {
    const difference = collator.compare(partsA[at]!, partsB[at]!)
    if (difference !== 0) return difference
  }
  return partsA.length - partsB.length
}

const collator = new Intl.Collator('en', { numeric: true })
