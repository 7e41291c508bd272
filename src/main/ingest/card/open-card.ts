import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { AppError, type ErrorNotice } from '../../../shared/errors.ts'
import type { ImportId, VolumeId } from '../../../shared/ids.ts'
import type { Card, CardItem } from '../../../shared/import.ts'
import type { Flag } from '../../../shared/photo.ts'
import { isMedia, fileKindOf } from '../../grouping/file-kind.ts'
import { groupFiles } from '../../grouping/group-files.ts'
import { cameraOf, cardItem, type CardPhoto, isSelected, newCardPhoto, sourcePath } from './card-photo.ts'
import type { CardListing, Skipped } from './walk-card.ts'

/** A card as it is looked at: what is on it and what was chosen. Nothing here touches the card. */
export class OpenCard {
  readonly cardId: string
  readonly root: string
  readonly name: string
  readonly photos: CardPhoto[]
  readonly skipped: Skipped[]
  /** Names this listing: the same card unchanged has the same fingerprint. */
  readonly fingerprint: string
  readonly volumeId: VolumeId | null
  state: Card['state'] = 'reading'
  importId: ImportId | null = null
  jobId: string | null = null
  error: ErrorNotice | null = null

  constructor(card: {
    cardId: string
    root: string
    name: string
    volumeId: VolumeId | null
    listing: CardListing
  }) {
    this.cardId = card.cardId
    this.root = card.root
    this.name = card.name
    this.volumeId = card.volumeId
    const { groups, orphans } = groupFiles(card.listing.files)
    this.photos = groups.map((group, index) => newCardPhoto(index, group))
    // A stray thumbnail or sidecar is nobody's photo; anything else may be somebody's work, and is named.
    this.skipped = [
      ...card.listing.skipped,
      ...orphans
        .filter((file) => !['other', 'sidecar'].includes(fileKindOf(file.name)))
        .map((file) => ({
          path: sourcePath(file),
          error: { code: 'not-a-photo' as const, params: { path: sourcePath(file) } },
        })),
    ]
    this.fingerprint = fingerprintOf(card.listing)
  }

  photo(index: number): CardPhoto {
    const photo = this.photos[index]
    if (!photo) throw new AppError('not-found', { what: 'This photo' })
    return photo
  }

  items(from: number, to: number): CardItem[] {
    return this.photos.slice(from, to).map(cardItem)
  }

  /** The camera's JPEG where there is one, else the file that leads. */
  pictureFile(index: number): string {
    const { files } = this.photo(index)
    const picture =
      files.find((member) => member.role === 'jpeg') ??
      files.find((member) => isMedia(fileKindOf(member.file.name)))
    const { file } = picture ?? files[0]!
    return join(this.root, file.folder, file.name)
  }

  mark(indexes: readonly number[], change: { flag?: Flag; rating?: number; selected?: boolean }): void {
    const photos = indexes.map((index) => this.photo(index))
    for (const photo of photos) {
      if (change.flag !== undefined) photo.flag = change.flag
      if (change.rating !== undefined) photo.rating = change.rating
      if (change.selected !== undefined) photo.takenOut = !change.selected
      // Choosing a rejected photo takes the rejection back: it cannot be both.
      if (change.selected && photo.flag === 'reject') photo.flag = 'none'
    }
  }

  describe(): Card {
    const count = (test: (photo: CardPhoto) => boolean) => this.photos.filter(test).length
    return {
      cardId: this.cardId,
      path: this.root,
      name: this.name,
      camera: this.#camera(),
      volumeId: this.volumeId,
      state: this.state,
      photos: this.photos.length,
      files: this.photos.reduce((sum, photo) => sum + photo.files.length, 0),
      bytes: this.photos.reduce((sum, photo) => sum + photo.bytes, 0),
      newPhotos: count(isSelected),
      alreadyImported: count((photo) => photo.knownAs !== null && photo.state === 'seen'),
      rejected: count((photo) => photo.flag === 'reject' && photo.knownAs === null),
      picked: count((photo) => photo.flag === 'pick'),
      sameNameOtherContent: count((photo) => photo.sameNameOtherContent),
      skipped: this.skipped,
      importId: this.importId,
      jobId: this.jobId,
      error: this.error,
    }
  }

  #camera(): string {
    const counts = new Map<string, number>()
    for (const photo of this.photos) {
      const camera = cameraOf(photo)
      if (camera !== '') counts.set(camera, (counts.get(camera) ?? 0) + 1)
    }
    return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
  }
}

function fingerprintOf(listing: CardListing): string {
  const lines = listing.files.map((file) => `${sourcePath(file)}\0${file.bytes}\0${file.mtime}`)
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex')
}
