import { UNDATED } from '../../shared/columns.ts'
import type { CatalogFiles } from './catalog-files.ts'
import { LibraryMemory } from './library-memory.ts'
import { readSidecar } from './sidecar.ts'
import type { SidecarHeader } from './sidecar.ts'
import type { WorkerThread } from './worker-calls.ts'
import type { OpenedCatalog } from './writer.ts'

/** Rows read from the catalog in one request. */
const ROWS = 20_000

/** Brings all photos into memory: from what was written beside the catalog if that fits it, else from the catalog. */
export async function loadMemory(
  files: CatalogFiles,
  opened: OpenedCatalog,
  header: SidecarHeader | null,
  writer: WorkerThread<'writer'>,
  reader: WorkerThread<'reader'>,
): Promise<LibraryMemory> {
  const memory = (await fromSidecar(files, opened, header, reader)) ?? (await fromRows(opened, writer))
  memory.learn(opened.dictionaries)
  memory.startAt(opened.version)
  return memory
}

async function fromSidecar(
  files: CatalogFiles,
  opened: OpenedCatalog,
  header: SidecarHeader | null,
  reader: WorkerThread<'reader'>,
): Promise<LibraryMemory | null> {
  if (!header || header.closedAs !== opened.closedAs || header.photos !== opened.slots) return null
  const memory = new LibraryMemory()
  if (!readSidecar(files.path, header, memory)) return null
  return daysAgree(memory, await reader.call('dayCounts')) ? memory : null
}

/** The catalog counts the photos of each day by itself: columns that count otherwise are not of this catalog. */
function daysAgree({ columns }: LibraryMemory, days: readonly (readonly [number, number])[]): boolean {
  const counts = new Map(days)
  const last = days.at(-1)?.[0] ?? 0
  const first = days[0]?.[0] ?? 0
  const found = new Uint32Array(last - first + 1)
  const { day, shown, length } = columns
  for (let slot = 0; slot < length; slot++) {
    if (shown[slot] === 0 || day[slot] === UNDATED) continue
    if (day[slot]! < first || day[slot]! > last) return false
    found[day[slot]! - first]!++
  }
  return found.every((count, index) => count === (counts.get(first + index) ?? 0))
}

async function fromRows(opened: OpenedCatalog, writer: WorkerThread<'writer'>): Promise<LibraryMemory> {
  const memory = new LibraryMemory()
  let next = 0
  while (next < opened.slots) {
    const patch = await writer.call('rowsFrom', next, ROWS)
    if (patch.slots.length === 0) break
    memory.put(patch)
    next = patch.slots.at(-1)! + 1
  }
  return memory
}
