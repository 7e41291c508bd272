import { FLAG_CODES, State } from '../../shared/columns.ts'
import type { VolumeId } from '../../shared/ids.ts'
import type { ViewSource } from '../../shared/view.ts'
import type { LibraryMemory } from './library-memory.ts'
import { keepAllowed, keepMarked, mark, tableOf } from './masks.ts'
import type { Mask } from './masks.ts'

const inTrash = tableOf(256, (bits) => (bits & State.trashed) !== 0 && (bits & State.vacant) === 0)
const picked = tableOf(256, (code) => FLAG_CODES[code] === 'pick')

/**
 * Fills the mask with the photos of a source.
 * @param album slots of the album, where the source is one
 */
export function maskSource(
  memory: LibraryMemory,
  source: ViewSource,
  album: Uint32Array | null,
  mask: Mask,
): void {
  const { columns } = memory
  const count = columns.length
  switch (source.kind) {
    case 'trash':
      mask.fill(1, 0, count)
      keepAllowed(mask, columns.state, inTrash, count)
      return
    case 'album':
      mask.fill(0, 0, count)
      mark(mask, album ?? new Uint32Array(0), count)
      keepMarked(mask, columns.shown, false, count)
      return
  }
  mask.set(columns.shown.subarray(0, count))
  switch (source.kind) {
    case 'picks':
      keepAllowed(mask, columns.flag, picked, count)
      break
    case 'import':
      keepImport(memory, mask, memory.imports.get(source.id) ?? -1)
      break
    case 'last-import':
      keepImport(memory, mask, lastImport(columns.importNumber, mask, count))
      break
    case 'folder':
      keepAllowed(mask, columns.folder, foldersBelow(memory, source.volumeId, source.path), count)
      break
  }
}

function keepImport({ columns, imports }: LibraryMemory, mask: Mask, number: number): void {
  const largest = Math.max(0, ...imports.values())
  const wanted = tableOf(largest + 1, (found) => found === number)
  keepAllowed(mask, columns.importNumber, wanted, columns.length)
}

/** The newest import that has photos in the library; -1 without one. Photos of an import are neighbours, newest last. */
function lastImport(importNumber: Uint32Array, mask: Mask, count: number): number {
  let last = 0
  for (let slot = count - 1; slot >= 0; slot--) {
    if (importNumber[slot]! > last && mask[slot] === 1) last = importNumber[slot]!
  }
  return last === 0 ? -1 : last
}

function foldersBelow({ folders }: LibraryMemory, volumeId: VolumeId, path: string): Uint8Array {
  const below = new Uint8Array(folders.length)
  // A folder comes after the one above it.
  for (const folder of folders) {
    if (!folder || folder.volumeId !== volumeId) continue
    const above = folder.parent !== null && below[folder.parent] === 1
    below[folder.number] = above || folder.path === path ? 1 : 0
  }
  return below
}
