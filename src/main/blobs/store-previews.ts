import { AppError } from '../../shared/errors.ts'
import { contentIdOf } from '../../shared/sync/blob-place.ts'
import type { CatalogBlobs, PreviewToStore, Stored } from '../catalog/catalog-blobs.ts'
import type { PreviewService, WholePicture } from '../previews/preview-service.ts'
import { base64 } from './store-files.ts'
import type { StoreEnd } from './store-files.ts'
import type { TransferTarget } from './transfer-target.ts'
import type { TransferThread } from './transfer-thread.ts'

/** Bytes of previews that are uploaded as one blob. */
const PACK = 4 * 2 ** 20
/** Packs on their way at once. */
const AT_ONCE = 3
const LISTED = 2_000

export interface StorePreviewsParts {
  blobs: CatalogBlobs
  previews: Pick<PreviewService, 'whole'>
  transfers: TransferThread
}

interface Ready {
  photo: PreviewToStore
  picture: WholePicture
}

/** Stores previews of a size that are here and not in the space, those of the newest photos first, many in one blob. */
export async function storePreviews(
  { blobs, previews, transfers }: StorePreviewsParts,
  target: TransferTarget,
  size: 'grid' | 'screen',
  isWanted: () => boolean,
  onStored: () => void,
): Promise<StoreEnd> {
  for (;;) {
    const photos = await blobs.nextPreviews(size, LISTED)
    if (photos.length === 0) return null
    const packs = packsOf(photos)
    const ends: StoreEnd[] = []
    const work = async () => {
      for await (const ready of packs) {
        const end = await send(ready)
        ends.push(end)
        if (end) return
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    const end = ends.find((each) => each !== null)
    if (end) return end
    if (!isWanted()) return { kind: 'stopped' }
  }

  async function* packsOf(photos: readonly PreviewToStore[]): AsyncGenerator<Ready[]> {
    let ready: Ready[] = []
    let bytes = 0
    for (const photo of photos) {
      if (!isWanted()) return
      const picture = await pictureOf(photo)
      if (!picture) continue
      ready.push({ photo, picture })
      bytes += picture.bytes.length
      if (bytes < PACK) continue
      yield ready
      ready = []
      bytes = 0
    }
    if (ready.length > 0) yield ready
  }

  async function pictureOf(photo: PreviewToStore): Promise<WholePicture | null> {
    try {
      return await previews.whole(size, photo.photoId)
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'engine-stopped') throw error
      const { code, params } = error
      await blobs.park(
        { kind: size, object: photo.slot, content: contentIdOf(photo.sha256) },
        { code, params },
      )
      return null
    }
  }

  async function send(ready: readonly Ready[]): Promise<StoreEnd> {
    const pieces = ready.map(({ picture }) => picture.bytes)
    const sent = await transfers.call('sendPack', target, size, pieces)
    if (sent.kind === 'refused') throw new Error(`a pack was refused: ${sent.why.code}`)
    if (sent.kind !== 'done') return sent
    const { blob, key, keptAt, at, bytes: of } = sent.value
    const stored = ready.map(({ photo, picture }, i): Stored => {
      const { mimeType, width, height, bytes } = picture
      const place = {
        ...{ blob: base64(blob), key: base64(key), bytes: bytes.length, kept: keptAt },
        packed: { at: at[i]!, of }, // One for each piece.
        ...{ content: contentIdOf(photo.sha256), picture: { mimeType, width, height, colour: photo.colour } },
      }
      return { kind: size, object: photo.slot, place }
    })
    await blobs.stored(stored)
    onStored()
    return null
  }
}
