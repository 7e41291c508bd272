import { AppError, type ErrorCode } from '../../shared/errors.ts'
import type { PhotoId } from '../../shared/ids.ts'
import type { PreviewSize } from '../../shared/ipc/bulk.ts'
import type { PhotoDetail } from '../../shared/photo.ts'
import type { CatalogFile } from '../catalog/catalog.ts'
import { fullSizeEmbedded } from './choose-source.ts'
import { decoderFor } from './decoder-kind.ts'
import type { DecoderPool, Urgency } from './decoding/decoder-pool.ts'
import { makePictures, type Made } from './make-pictures.ts'
import { pictureFiles, sourceKey } from './photo-files.ts'
import type { PictureFactsQueue } from './picture-facts.ts'
import type { Picture } from './preview-service.ts'
import { embeddedFile, wholeFile } from './ready-picture.ts'
import { openSource, type SourceFile } from './source-file.ts'
import type { StoredPreview } from './store/preview-database.ts'
import type { PreviewStore } from './store/preview-store.ts'
import type { PreviewCatalog, PreviewSpace, PreviewVolumes } from './neighbours.ts'

/** Failures that lie in the file, and stay until it changes. */
const LASTING: readonly ErrorCode[] = [
  'cannot-decode',
  'decode-too-large',
  'decode-timeout',
  'no-preview-yet',
]

export interface LibraryPicturesDeps {
  catalog: PreviewCatalog
  volumes: PreviewVolumes
  space: PreviewSpace
  store: PreviewStore
  pool: DecoderPool
  facts: PictureFactsQueue
  /** Something was made that has to be made again from more. */
  onDraft: () => void
}

/** Pictures of the library's photos: from the store, else made and kept. */
export class LibraryPictures {
  readonly #deps: LibraryPicturesDeps
  readonly #making = new Map<string, Promise<Picture>>()

  constructor(deps: LibraryPicturesDeps) {
    this.#deps = deps
  }

  /**
   * A picture of a photo. `quick`: a draft will do, from the embedded thumbnail.
   *
   * @throws AppError file-missing, cannot-decode, decode-too-large, decode-timeout, no-preview-yet, read-failed
   */
  picture(size: PreviewSize, photoId: PhotoId, quick: boolean, urgency: Urgency): Promise<Picture> {
    const key = `${size} ${photoId} ${quick} ${urgency}`
    const known = this.#making.get(key)
    if (known) return known
    const making = this.#find(size, photoId, quick, urgency).finally(() => this.#making.delete(key))
    this.#making.set(key, making)
    return making
  }

  /** What the loupe can show without enlarging, as far as that is certain without decoding. */
  async best(photoId: PhotoId): Promise<PhotoDetail['fullPreview']> {
    const [file] = await pictureFiles(this.#deps.catalog, photoId)
    const path = file && this.#pathOf(file)
    if (!path) return null
    try {
      return await this.#bestIn(path, photoId)
    } catch (error) {
      if (error instanceof AppError && error.code !== 'engine-stopped') return null
      throw error
    }
  }

  async #bestIn(path: string, photoId: PhotoId): Promise<PhotoDetail['fullPreview']> {
    const kept = await this.#deps.store.get('full', photoId)
    const source = await openSource(path)
    const kind = decoderFor(source.format)
    if (kind === 'sharp' && source.width > 0) return { ...(await sizeOf(source)), source: 'decoded' }
    const embedded = fullSizeEmbedded(source)
    if (!embedded && kept)
      return { width: kept.width, height: kept.height, source: kind === 'raw' ? 'raw' : 'decoded' }
    const best = embedded ?? source.embedded[0]
    if (!best) return null
    const { width, height } = await embeddedFile(source, best)
    return { width, height, source: 'embedded' }
  }

  async #find(size: PreviewSize, photoId: PhotoId, quick: boolean, urgency: Urgency): Promise<Picture> {
    const [kept, files] = await Promise.all([
      this.#deps.store.get(size, photoId),
      pictureFiles(this.#deps.catalog, photoId),
    ])
    const [face] = files
    const fresh = kept && face && kept.source === sourceKey(face) && (quick || !kept.draft)
    if (kept && fresh) return kept
    try {
      return await this.#make(size, photoId, files, quick, urgency)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const stored =
        error.code === 'file-missing' ? await this.#fromSpace(size, photoId, files, urgency) : null
      if (stored) return stored
      if (size === 'grid' && LASTING.includes(error.code) && !kept) this.#tellProblem(photoId, error)
      if (kept && error.code !== 'engine-stopped') return kept
      throw error
    }
  }

  /** By the first file that gives one. When none does, why the first did not. */
  async #make(
    size: PreviewSize,
    photoId: PhotoId,
    files: readonly CatalogFile[],
    quick: boolean,
    urgency: Urgency,
  ): Promise<Picture> {
    let failure: AppError | null = null
    for (const file of files) {
      try {
        const path = this.#pathOf(file)
        if (path === null) throw new AppError('file-missing', { path: file.name })
        const source = await openSource(path)
        const ready = size === 'full' ? ((await wholeFile(source)) ?? (await this.#cameraJpeg(source))) : null
        if (ready) return ready
        return await this.#decode(size, photoId, sourceKey(files[0] ?? file), source, quick, urgency)
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'engine-stopped') throw error
        const awaitsFrame = error.code === 'cannot-decode' && file.role === 'video'
        failure ??= awaitsFrame ? new AppError('no-preview-yet') : error
      }
    }
    throw failure ?? new AppError('not-found')
  }

  /** Of a photo whose files are not here: what another computer has stored. */
  async #fromSpace(
    size: PreviewSize,
    photoId: PhotoId,
    files: readonly CatalogFile[],
    urgency: Urgency,
  ): Promise<Picture | null> {
    const [face] = files
    if (!face) return null
    if (size === 'full') {
      const path = await this.#deps.space.original(face).catch(() => null)
      return path === null ? null : this.#make(size, photoId, [face], false, urgency)
    }
    const stored = await this.#deps.space.preview(size, photoId, face)
    if (!stored) return null
    const { colour, ...picture } = stored
    const { width, height } = picture
    const made = { pictures: [{ size, ...picture }], width, height, colour, draft: false }
    return this.keep(photoId, sourceKey(face), made, size)
  }

  async #cameraJpeg(source: SourceFile): Promise<Picture | null> {
    const embedded = fullSizeEmbedded(source)
    return embedded && embeddedFile(source, embedded)
  }

  async #decode(
    size: PreviewSize,
    photoId: PhotoId,
    key: string,
    source: SourceFile,
    quick: boolean,
    urgency: Urgency,
  ): Promise<Picture> {
    try {
      const made = await makePictures(this.#deps.pool, source, { size, quick }, urgency)
      return await this.keep(photoId, key, made, size)
    } catch (error) {
      const [largest] = source.embedded
      if (size !== 'full' || !largest || !(error instanceof AppError)) throw error
      return embeddedFile(source, largest)
    }
  }

  /** Puts made pictures into the store and tells the catalog. A full disk costs the copy, not the picture. */
  async keep(photoId: PhotoId, source: string, made: Made, size: PreviewSize): Promise<StoredPreview> {
    const grid = size === 'grid' ? null : await this.#deps.store.get('grid', photoId)
    const gridStays = grid !== null && !grid.draft && grid.source === source
    const kept = made.pictures
      .filter((picture) => picture.size !== 'grid' || !gridStays)
      .map((picture) => ({ ...picture, photoId, source, draft: made.draft }))
    try {
      await this.#deps.store.put(kept)
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'engine-stopped') throw error
    }
    if (!gridStays) this.#tellGrid(photoId, made)
    const wanted = kept.find((picture) => picture.size === size)
    if (!wanted) throw new AppError('cannot-decode')
    return wanted
  }

  #tellGrid(photoId: PhotoId, { width, height, colour, draft }: Made): void {
    if (draft) this.#deps.onDraft()
    this.#deps.facts.add({ photoId, width, height, colour, hasPreview: true, problem: null })
  }

  #tellProblem(photoId: PhotoId, { code }: AppError): void {
    this.#deps.facts.add({ photoId, width: 0, height: 0, colour: 0, hasPreview: false, problem: code })
  }

  #pathOf(file: CatalogFile): string | null {
    return this.#deps.volumes.resolve(file.volumeId, file.folder, file.name) ?? this.#deps.space.find(file)
  }
}

async function sizeOf(source: SourceFile): Promise<{ width: number; height: number }> {
  const whole = await wholeFile(source)
  return whole ?? { width: source.width, height: source.height }
}
