import { blobRoles } from '../../shared/crypto/sealed-blob.ts'
import { AppError } from '../../shared/errors.ts'
import type { PhotoId } from '../../shared/ids.ts'
import { contentIdOf } from '../../shared/sync/blob-place.ts'
import type { CatalogBlobs } from '../catalog/catalog-blobs.ts'
import type { CatalogFile } from '../catalog/catalog.ts'
import type { OriginalCache } from './original-cache.ts'
import type { SpaceLink } from './space-link.ts'
import type { Outcome } from './transfers.ts'

/** A preview that another computer made and the space keeps. */
export interface SpacePreview {
  mimeType: string
  width: number
  height: number
  /** 0xAARRGGBB */
  colour: number
  bytes: Uint8Array
}

/** What is not on this computer, from the space. */
export interface FromSpace {
  /** null: the space does not keep one that was made from this file, or cannot be reached. */
  preview(
    size: 'grid' | 'screen',
    photoId: PhotoId,
    face: Pick<CatalogFile, 'sha256'>,
  ): Promise<SpacePreview | null>
  /**
   * Where a file's content is on this computer once it was fetched.
   * @throws AppError not-stored, space-away, stored-damaged, disk-full, write-failed
   */
  original(file: CatalogFile): Promise<string>
  /** Fetches a file to a place that is not taken. @returns false when it is. @throws the same */
  fetch(file: CatalogFile, path: string): Promise<boolean>
}

export function createFromSpace(parts: {
  blobs: CatalogBlobs
  link: SpaceLink
  cache: OriginalCache
}): FromSpace {
  const { blobs, link, cache } = parts
  const fetching = new Map<string, Promise<string>>()

  async function fetch(file: CatalogFile, path: string): Promise<boolean> {
    const place = await blobs.filePlace(file.id)
    if (!place || file.sha256 === null) throw new AppError('not-stored', { name: file.name })
    const target = link.target
    if (!target) throw new AppError('space-away')
    const role = file.role === 'sidecar' ? blobRoles.sidecar : blobRoles.original
    return valueOf(await link.transfers.call('fetchFile', target, { place, role, sha256: file.sha256, path }))
  }

  async function fetchToCache(file: CatalogFile): Promise<string> {
    const path = cache.pathOf(file)
    if (path === null) throw new AppError('not-stored', { name: file.name })
    if (cache.find(file) === null) {
      await cache.prepare(path)
      await fetch(file, path)
    }
    await cache.used(path)
    return path
  }

  return {
    async preview(size, photoId, { sha256 }) {
      const place = await blobs.previewPlace(size, photoId)
      const target = link.target
      if (!place?.picture || !target) return null
      if (sha256 === null || place.content !== contentIdOf(sha256)) return null
      const fetched = await link.transfers.call('fetchPreview', target, size, place)
      return fetched.kind === 'done' ? { ...place.picture, bytes: fetched.value } : null
    },
    original(file) {
      const known = fetching.get(file.id)
      if (known) return known
      const fetched = fetchToCache(file).finally(() => fetching.delete(file.id))
      fetching.set(file.id, fetched)
      return fetched
    },
    fetch,
  }
}

function valueOf<Value>(outcome: Outcome<Value>): Value {
  if (outcome.kind === 'done') return outcome.value
  if (outcome.kind === 'refused') throw new AppError(outcome.why.code, outcome.why.params)
  throw new AppError('space-away')
}
