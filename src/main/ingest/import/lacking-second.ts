import type { Catalog } from '../../catalog/catalog.ts'
import type { CardPhoto } from '../card/card-photo.ts'
import type { Destination } from './destinations.ts'

/**
 * Photos that the library has, but with a file that has no verified copy on the second place's volume. An import with
 * a second place makes up for it, so that a card can become safe to format later.
 */
export async function lackingSecond(
  known: readonly CardPhoto[],
  second: Destination | undefined,
  catalog: Pick<Catalog, 'detail'>,
): Promise<CardPhoto[]> {
  if (!second) return []
  const lacking: CardPhoto[] = []
  for (const photo of known) {
    if (photo.knownAs === null) continue
    const { files } = await catalog.detail(photo.knownAs)
    const covered = files.every((file) =>
      file.copies.some((copy) => copy.volumeId === second.volumeId && copy.verifiedAt !== null),
    )
    if (!covered) lacking.push(photo)
  }
  return lacking
}
