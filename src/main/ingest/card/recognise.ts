import { join } from 'node:path'
import type { ContentHash } from '../../../shared/ids.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import type { CopyPool } from '../copy/copy-pool.ts'
import { type CardPhoto, takenAtOf } from './card-photo.ts'

/**
 * Finds photos whose every file is in the library already, by content: a file of the same size and name, or moment of
 * capture, is only a reason to read the card's file and compare SHA-256.
 * @param onFound called for each photo that the library has
 */
export async function recognise(
  root: string,
  photos: readonly CardPhoto[],
  catalog: Pick<Catalog, 'findNames' | 'findContents'>,
  pool: CopyPool,
  onFound: (photo: CardPhoto) => void,
): Promise<void> {
  const files = photos.flatMap((photo) =>
    photo.files.map(({ file: { name, bytes } }) => ({ name, bytes, takenAt: takenAtOf(photo) })),
  )
  const matches = await catalog.findNames(files)
  let at = 0
  const candidates = photos.filter((photo) =>
    matches.slice(at, (at += photo.files.length)).every((found) => found.length > 0),
  )
  await Promise.all(
    candidates.map(async (photo) => {
      const hashes = await hashAll(root, photo, pool)
      if (!hashes) return
      const known = await catalog.findContents(hashes)
      const lead = known.get(hashes[0]!)
      if (!lead || !hashes.every((hash) => known.has(hash))) return
      photo.knownAs = lead.photoId
      onFound(photo)
    }),
  )
}

/** Null when a file cannot be read; the copy will say why. */
async function hashAll(root: string, photo: CardPhoto, pool: CopyPool): Promise<ContentHash[] | null> {
  const outcomes = await Promise.all(
    photo.files.map(({ file }) => pool.run({ kind: 'hash', path: join(root, file.folder, file.name) })),
  )
  const hashes = outcomes.flatMap((outcome) => (outcome.kind === 'hashed' ? [outcome.digests.sha256] : []))
  return hashes.length === outcomes.length ? hashes : null
}
