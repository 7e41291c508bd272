import type { VolumeId } from '../../shared/ids.ts'
import type { FolderEntry } from './commit.ts'
import type { LibraryMemory } from './library-memory.ts'

const collator = new Intl.Collator('en', { numeric: true })

/** Folders that hold photos in them or below, without the trash: each behind the one above it, neighbours by name. */
export function folderTree(
  memory: LibraryMemory,
): { volumeId: VolumeId; path: string; name: string; count: number }[] {
  const counts = countsWithBelow(memory)
  const below = Map.groupBy(
    memory.folders.filter((folder) => folder !== undefined && counts[folder.number]! > 0),
    (folder) => folder!.parent,
  )
  const tree: ReturnType<typeof folderTree> = []
  const add = (parent: number | null) => {
    const named = (below.get(parent) ?? []).map((folder) => ({ folder: folder!, name: nameOf(folder!) }))
    for (const { folder, name } of named.sort((a, b) => collator.compare(a.name, b.name))) {
      tree.push({ volumeId: folder.volumeId, path: folder.path, name, count: counts[folder.number]! })
      add(folder.number)
    }
  }
  add(null)
  return tree
}

function countsWithBelow({ columns, folders }: LibraryMemory): Int32Array {
  const counts = new Int32Array(folders.length)
  const { folder, shown, length } = columns
  for (let slot = 0; slot < length; slot++) counts[folder[slot]!]! += shown[slot]!
  // A folder comes after the one above it, so that from behind each is complete when it is added to its parent.
  for (const entry of folders.toReversed()) {
    if (entry?.parent) counts[entry.parent]! += counts[entry.number]!
  }
  return counts
}

function nameOf(folder: FolderEntry): string {
  return folder.path.slice(folder.path.lastIndexOf('/') + 1)
}
