import { Kind } from '../../shared/columns.ts'
import { AppError, errorCodes } from '../../shared/errors.ts'
import type { PhotoId } from '../../shared/ids.ts'
import type { PreviewSize } from '../../shared/ipc/bulk.ts'
import { lacksPreview, PreviewBacklog } from './backlog.ts'
import { DecoderPool } from './decoding/decoder-pool.ts'
import { pictureOfFile } from './file-pictures.ts'
import { LibraryPictures } from './library-pictures.ts'
import { PictureFactsQueue } from './picture-facts.ts'
import { posterFrame } from './poster-frame.ts'
import { pictureFiles, sourceKey } from './photo-files.ts'
import type { PreviewService } from './preview-service.ts'
import { PreviewStore } from './store/preview-store.ts'
import { WantList } from './want-list.ts'
import type { PreviewCatalog, PreviewJobs, PreviewSpace, PreviewVolumes } from './neighbours.ts'

/** Decoder processes. Each decodes on one thread. */
const DECODERS = 2

export interface PreviewServiceDeps {
  catalog: PreviewCatalog
  volumes: PreviewVolumes
  space: PreviewSpace
  jobs: PreviewJobs
  /** The store's file; it and its journals are the only files written. */
  storePath: string
  /** Called with whatever is thrown in the background and is no AppError. */
  onBug: (error: unknown) => void
}

export function createPreviewService(deps: PreviewServiceDeps): PreviewService {
  const { catalog, onBug } = deps
  const store = new PreviewStore(deps.storePath)
  const pool = new DecoderPool(DECODERS)
  const facts = new PictureFactsQueue(catalog, onBug)
  const pictures = new LibraryPictures({
    ...deps,
    store,
    pool,
    facts,
    onDraft: () => {
      backlog.wake()
    },
  })
  const backlog: PreviewBacklog = new PreviewBacklog({ ...deps, pictures, store, facts })
  const wants = new WantList<{ size: PreviewSize; photoId: PhotoId }>(
    DECODERS,
    ({ size, photoId }) => pictures.picture(size, photoId, true, 'next'),
    onBug,
  )
  // A photo whose face changed loses its preview in the catalog.
  const forget = catalog.onChange(({ slots }) => {
    if (slots?.some((slot) => lacksPreview(catalog.columns, slot))) backlog.wake()
  })
  const photosAt = (slots: readonly number[]) => slots.map((slot) => catalog.idOf(slot))
  const want = (size: PreviewSize, photoIds: readonly (PhotoId | null)[]) => {
    wants.add(photoIds.flatMap((photoId) => (photoId ? [{ size, photoId }] : [])))
  }

  return {
    async grid(slots) {
      const photoIds = photosAt(slots)
      const found = await store.grids(photoIds.filter((photoId) => photoId !== null))
      const bySlot = new Map<number, Uint8Array>()
      for (const [i, slot] of slots.entries()) {
        const photoId = photoIds[i]
        const bytes = photoId && found.get(photoId)
        if (bytes) bySlot.set(slot, bytes)
      }
      return bySlot
    },
    async picture(size, slot) {
      const photoId = catalog.idOf(slot)
      if (!photoId) throw new AppError('not-found', { what: 'This photo' })
      const known = (catalog.columns.kind[slot] ?? 0) & Kind.undecodable
      if (known) throw await problemOf(catalog, photoId)
      return pictures.picture(size, photoId, true, 'now')
    },
    async whole(size, photoId) {
      const picture = await pictures.picture(size, photoId, false, 'idle')
      const { mimeType } = picture
      const isSmall = mimeType === 'image/webp' || mimeType === 'image/jpeg'
      if (!('bytes' in picture) || !isSmall) throw new AppError('cannot-decode')
      return { ...picture, mimeType }
    },
    want(size, slots) {
      want(size, photosAt(slots))
    },
    ofFile: (path, size) => pictureOfFile(pool, path, size),
    best: (photoId) => pictures.best(photoId),
    async setPosterFrame(slot, bytes) {
      const photoId = catalog.idOf(slot)
      const [face] = photoId ? await pictureFiles(catalog, photoId) : []
      if (!photoId || !face) throw new AppError('not-found', { what: 'This photo' })
      await pictures.keep(photoId, sourceKey(face), await posterFrame(pool, bytes), 'grid')
      await facts.flush()
    },
    async histogram(photoId) {
      const grid = await store.get('grid', photoId)
      return grid && pool.histogram(grid.bytes, 'now')
    },
    wake() {
      backlog.wake()
    },
    settled: () => backlog.settled(),
    async close() {
      forget()
      backlog.close()
      pool.close()
      await facts.flush()
      await store.close()
    },
  }
}

async function problemOf(catalog: PreviewCatalog, photoId: PhotoId): Promise<AppError> {
  const { previewProblem } = await catalog.detail(photoId)
  return new AppError(errorCodes.find((code) => code === previewProblem) ?? 'cannot-decode')
}
