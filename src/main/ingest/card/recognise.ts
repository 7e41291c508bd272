import { join } from 'node:path'
import type { ContentHash } from '../../../shared/ids.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import type { CopyPool } from '../copy/copy-pool.ts'
import type { CardPhoto } from './card-photo.ts'

/**
 * Finds photos whose every file is in the library already, by content: a file of the same name and size is only a
 * reason to read the card's file and compare SHA-256. Photos whose name the library has with other content are
 * marked.
 * @param onFound called for each photo that was decided
 */
export async function recognise(
  root: string,
  photos: readonly CardPhoto[],
  catalog: Pick<Catalog, 'findNames' | 'findContents'>,
  pool: CopyPool,
  onFound: (photo: CardPhoto) => void,
): Promise<void> {
  const files = photos.flatMap((photo) => photo.files.map((member) => member.file))
  const matches = await catalog.findNames(files.map(({ name, bytes }) => ({ name, bytes })))
  let at = 0
  const candidates: CardPhoto[] = []
  for (const photo of photos) {
    const ofPhoto = matches.slice(at, (at += photo.files.length))
    const lead = photo.files[0]!.file
    const sameSize = ofPhoto.every((found, index) =>
      found.some((match) => match.bytes === photo.files[index]!.file.bytes),
    )
    if (sameSize) candidates.push(photo)
    else if (ofPhoto[0]!.length > 0) {
      photo.sameNameOtherContent = ofPhoto[0]!.some((match) => match.bytes !== lead.bytes)
      if (photo.sameNameOtherContent) onFound(photo)
    }
  }
  await Promise.all(
    candidates.map(async (photo) => {
      const hashes = await hashAll(root, photo, pool)
      if (!hashes) return
      const known = await catalog.findContents(hashes)
      const lead = known.get(hashes[0]!)
      if (lead && hashes.every((hash) => known.has(hash))) photo.knownAs = lead.photoId
      else photo.sameNameOtherContent = !lead
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
