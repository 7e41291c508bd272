import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Catalog, NewFile, NewPhoto } from '../../../src/main/catalog/catalog.ts'
import { openCatalog } from '../../../src/main/catalog/open-catalog.ts'
import type { AlbumId, ContentHash, PhotoId, VolumeId } from '../../../src/shared/ids.ts'
import { emptyMetadata } from '../../../src/shared/metadata.ts'
import type { Metadata } from '../../../src/shared/metadata.ts'

export interface TemporaryLibrary {
  folder: string
  path: string
  backups: string
  catalog: Catalog
  volumeId: VolumeId
  /** Closes and opens again. */
  reopen(): Promise<void>
  /** Closes, puts a backup in its place, and opens that. */
  restore(backup: string): Promise<void>
  /** Closes, if it is open, and takes the folder away. */
  remove(): Promise<void>
}

/** A library in a temporary folder. */
export async function openTemporaryLibrary(): Promise<TemporaryLibrary> {
  const folder = mkdtempSync(join(tmpdir(), 'image-space-catalog-'))
  const files = { path: join(folder, 'catalog.db'), backups: join(folder, 'backups') }
  let { catalog } = await openCatalog(files)
  const volumeId = await catalog.volumeSeen({
    key: 'disk',
    name: 'Disk',
    mountPath: '/media/disk',
    fileSystem: 'ext4',
  })
  const library: TemporaryLibrary = {
    folder,
    ...files,
    catalog,
    volumeId,
    async reopen() {
      await catalog.close()
      library.catalog = catalog = (await openCatalog(files)).catalog
    },
    async restore(backup) {
      await catalog.close()
      copyFileSync(backup, files.path)
      for (const beside of ['-columns', '-wal', '-shm']) rmSync(`${files.path}${beside}`, { force: true })
      library.catalog = catalog = (await openCatalog(files)).catalog
    },
    async remove() {
      await catalog.close().catch(() => undefined) // It may be closed.
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return library
}

export function metadata(values: Partial<Metadata> = {}): Metadata {
  return { ...emptyMetadata, ...values }
}

export function newFile(volumeId: VolumeId, name: string, values: Partial<NewFile> = {}): NewFile {
  return {
    volumeId,
    folder: 'pictures',
    name,
    role: /\.(nef|arw|cr3)$/i.test(name) ? 'raw' : 'jpeg',
    bytes: 1000,
    mtime: Date.UTC(2024, 5, 1, 12),
    sha256: null,
    xxh128: null,
    metadata: metadata(),
    metadataComplete: true,
    embedded: null,
    ...values,
  }
}

export function newPhoto(files: NewFile[], values: Partial<NewPhoto['initial']> = {}): NewPhoto {
  return {
    importId: null,
    files,
    initial: { rating: null, flag: 'none', creator: '', copyright: '', keywords: [], ...values },
  }
}

/** Photos named DSC_0001.JPG and so on, a minute apart. */
export function addSomePhotos(library: TemporaryLibrary, count: number): Promise<PhotoId[]> {
  return library.catalog.addPhotos(
    Array.from({ length: count }, (_, index) => {
      const time = new Date(Date.UTC(2024, 0, 1, 0, index)).toISOString()
      const takenAt = `${time.slice(0, 10).replaceAll('-', ':')} ${time.slice(11, 19)}`
      const name = `DSC_${String(index + 1).padStart(4, '0')}.JPG`
      return newPhoto([newFile(library.volumeId, name, { metadata: metadata({ takenAt }) })])
    }),
  )
}

/** Ids of the photos a search finds, oldest first. */
export async function found(
  { catalog }: Pick<TemporaryLibrary, 'catalog'>,
  search: string,
): Promise<PhotoId[]> {
  const view = await catalog.view({
    source: { kind: 'all' },
    search,
    sort: { field: 'taken', descending: false },
  })
  return [...catalog.viewOrder(view.viewId)!].map((slot) => catalog.idOf(slot)!)
}

export function albumId(number: number): AlbumId {
  return number.toString(16).padStart(32, '0') as AlbumId // 32 hex digits.
}

export function contentHash(number: number): ContentHash {
  return number.toString(16).padStart(64, '0') as ContentHash // 64 hex digits.
}
