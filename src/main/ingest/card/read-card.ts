import { join } from 'node:path'
import type { Catalog } from '../../catalog/catalog.ts'
import type { MetadataReader } from '../../metadata/metadata-reader.ts'
import type { CopyPool } from '../copy/copy-pool.ts'
import { type CardPhoto, takenAtOf } from './card-photo.ts'
import type { OpenCard } from './open-card.ts'
import { recognise } from './recognise.ts'

/** Photos whose metadata is read at a time: a screenful shows within a blink. */
const FIRST_BATCH = 48
const BATCH = 200
/** ExifTool answers one file at a time; a few in its queue keep it busy. */
const SLOW_AT_ONCE = 4

export interface ReadCardDeps {
  catalog: Pick<Catalog, 'findNames' | 'findContents'>
  metadata: Pick<MetadataReader, 'readFast' | 'readFull'>
  pool: CopyPool
}

/**
 * Reads what the photos of a card say of themselves, then finds those the library has already.
 * @param onItems photos from, to (exclusive) changed
 */
export async function readCard(
  card: OpenCard,
  deps: ReadCardDeps,
  signal: AbortSignal,
  onItems: (from: number, to: number) => void,
): Promise<void> {
  for (let from = 0; from < card.photos.length && !signal.aborted;) {
    const to = Math.min(card.photos.length, from + (from === 0 ? FIRST_BATCH : BATCH))
    await readFast(card, card.photos.slice(from, to), deps)
    onItems(from, to)
    from = to
  }
  await Promise.all([readSlow(card, deps, signal, onItems), findKnown(card, deps, signal, onItems)])
}

async function readFast(card: OpenCard, photos: readonly CardPhoto[], deps: ReadCardDeps): Promise<void> {
  const places = photos.flatMap((photo) => photo.files.map(({ file }, member) => ({ photo, member, file })))
  const found = await deps.metadata.readFast(
    places.map(({ file }) => join(card.root, file.folder, file.name)),
  )
  for (const [index, { photo, member }] of places.entries()) photo.metadata[member] = found[index] ?? null
}

/** Names and folders need a capture time; where the fast reader found none, the slow one may. */
async function readSlow(
  card: OpenCard,
  deps: ReadCardDeps,
  signal: AbortSignal,
  onItems: (from: number, to: number) => void,
): Promise<void> {
  const undated = card.photos.filter((photo) => takenAtOf(photo) === null)
  let next = 0
  const lane = async (): Promise<void> => {
    for (let photo = undated[next++]; photo && !signal.aborted; photo = undated[next++]) {
      for (const [member, found] of photo.metadata.entries()) {
        if (!found || found.complete) continue
        const { file } = photo.files[member]!
        const metadata = await deps.metadata.readFull(join(card.root, file.folder, file.name))
        photo.metadata[member] = { ...found, metadata, complete: true }
      }
      onItems(photo.index, photo.index + 1)
    }
  }
  await Promise.all(Array.from({ length: SLOW_AT_ONCE }, lane))
}

async function findKnown(
  card: OpenCard,
  deps: ReadCardDeps,
  signal: AbortSignal,
  onItems: (from: number, to: number) => void,
): Promise<void> {
  if (signal.aborted) return
  await recognise(card.root, card.photos, deps.catalog, deps.pool, ({ index }) => onItems(index, index + 1))
}
