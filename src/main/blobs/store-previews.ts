import { blobRoles } from '../../shared/crypto/sealed-blob.ts'
import { AppError } from '../../shared/errors.ts'
import { contentIdOf } from '../../shared/sync/blob-place.ts'
import type { CatalogBlobs, PreviewToStore, Stored } from '../catalog/catalog-blobs.ts'
import type { PreviewService, WholePicture } from '../previews/preview-service.ts'
import { base64 } from './store-files.ts'
import type { StoreEnd } from './store-files.ts'
import type { Piece } from './pack.ts'
import type { TransferTarget } from './transfer-target.ts'
import type { TransferThread } from './transfer-thread.ts'

/** Bytes of previews that are uploaded as one object. */
const PACK = 4 * 2 ** 20
const LOOKED_AT = 256

export interface StorePreviewsParts {
  blobs: CatalogBlobs
  previews: Pick<PreviewService, 'whole'>
  transfers: TransferThread
}

interface Ready {
  photo: PreviewToStore
  picture: WholePicture
}

/** Stores previews of a size that are here and not in the space, those of the newest photos first, many in one object. */
export async function storePreviews(
  { blobs, previews, transfers }: StorePreviewsParts,
  target: TransferTarget,
  size: 'grid' | 'screen',
  isWanted: () => boolean,
  onStored: () => void,
): Promise<StoreEnd> {
  for (;;) {
    const photos = await blobs.nextPreviews(size, LOOKED_AT)
    if (photos.length === 0) return null
    let ready: Ready[] = []
    let bytes = 0
    for (const [i, photo] of photos.entries()) {
      if (!isWanted()) return { kind: 'stopped' }
      const picture = await pictureOf(photo)
      if (picture) {
        ready.push({ photo, picture })
        bytes += picture.bytes.length
      }
      if (bytes < PACK && i < photos.length - 1) continue
      const end = await send(ready)
      if (end) return end
      ready = []
      bytes = 0
    }
  }

  async function pictureOf(photo: PreviewToStore): Promise<WholePicture | null> {
    try {
      return await previews.whole(size, photo.photoId)
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'engine-stopped') throw error
      const { code, params } = error
      await blobs.park({ kind: size, object: photo.slot }, { code, params })
      return null
    }
  }

  async function send(ready: readonly Ready[]): Promise<StoreEnd> {
    if (ready.length === 0) return null
    const pieces = ready.map(({ photo, picture }): Piece => ({
      role: blobRoles[size],
      content: contentIdOf(photo.sha256),
      bytes: picture.bytes,
    }))
    const sent = await transfers.call('sendPack', target, pieces)
    if (sent.kind === 'refused') throw new Error(`a pack was refused: ${sent.why.code}`)
    if (sent.kind !== 'done') return sent
    const { blob, keptAt, places } = sent.value
    const stored = ready.map(({ photo, picture }, i): Stored => {
      const { mimeType, width, height } = picture
      const { at, key } = places[i]! // One for each piece.
      const place = {
        ...{ blob: base64(blob), at, key: base64(key), bytes: picture.bytes.length, kept: keptAt },
        ...{ content: contentIdOf(photo.sha256), picture: { mimeType, width, height, colour: photo.colour } },
      }
      return { kind: size, object: photo.slot, place }
    })
    await blobs.stored(stored)
    onStored()
    return null
  }
}
