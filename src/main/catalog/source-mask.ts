import { FLAG_CODES, State } from '../../shared/columns.ts'
import type { VolumeId } from '../../shared/ids.ts'
import type { ViewSource } from '../../shared/view.ts'
import type { LibraryMemory } from './library-memory.ts'
import { inLibrary, keepAllowed, mark, tableOf } from './masks.ts'
import type { Mask } from './masks.ts'

const inTrash = tableOf(256, (bits) => (bits & State.trashed) !== 0 && (bits & State.vacant) === 0)
const picked = tableOf(256, (code) => FLAG_CODES[code] === 'pick')

/**
 * Photos of a source.
 * @param album slots of the album, where the source is one
 */
export function sourceMask(memory: LibraryMemory, source: ViewSource, album: Uint32Array | null): Mask {
  const { columns } = memory
  const count = columns.length
  const mask = new Uint8Array(count)
  if (album) mark(mask, album, count)
  else mask.fill(1)
  keepAllowed(mask, columns.state, source.kind === 'trash' ? inTrash : inLibrary, count)
  switch (source.kind) {
    case 'picks':
      keepAllowed(mask, columns.flag, picked, count)
      break
    case 'import':
      keepImport(memory, mask, memory.imports.get(source.id) ?? -1)
      break
    case 'last-import':
      keepImport(memory, mask, lastImport(memory, mask))
      break
    case 'folder':
      keepAllowed(mask, columns.folder, foldersBelow(memory, source.volumeId, source.path), count)
      break
  }
  return mask
}

function keepImport({ columns }: LibraryMemory, mask: Mask, number: number): void {
  for (let slot = 0; slot < mask.length; slot++) {
    mask[slot] = mask[slot]! & (columns.importNumber[slot] === number ? 1 : 0)
  }
}

/** The newest import that has photos in the library. */
function lastImport({ columns }: LibraryMemory, mask: Mask): number {
  let last = 0
  for (let slot = 0; slot < mask.length; slot++) {
    if (mask[slot] === 1 && columns.importNumber[slot]! > last) last = columns.importNumber[slot]!
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
