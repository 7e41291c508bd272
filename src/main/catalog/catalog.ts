import type { Columns } from '../../shared/columns.ts'
import type { CatalogBlobs } from './catalog-blobs.ts'
import type { CatalogSync } from './catalog-sync.ts'
import type { Edit, EditResult } from '../../shared/edits.ts'
import type { EmbeddedPicture } from '../../shared/embedded.ts'
import type { AlbumId, ContentHash, FileId, ImportId, PhotoId, VolumeId } from '../../shared/ids.ts'
import type { ImportReport, ImportSummary } from '../../shared/import.ts'
import type { Metadata } from '../../shared/metadata.ts'
import type { FileRole, PhotoCell, PhotoDetail } from '../../shared/photo.ts'
import type { Facets, View, ViewQuery, ViewSource } from '../../shared/view.ts'

/**
 * The catalog as the engine's other parts see it. Writing calls go to the writer worker and are carried out in order;
 * each is one durable transaction. Reading calls are answered by another worker, or from memory for columns and views, and
 * see every writing call that was answered before.
 */
export interface Catalog {
  readonly path: string
  /** Columns of all photos, kept in step with every commit. Read only. */
  readonly columns: Columns
  /** Rises with every commit that changes columns. */
  readonly version: number
  onChange(listener: (change: CatalogChange) => void): () => void

  // Volumes and files
  /** Remembers a volume by what identifies it on every system it is plugged into; gives the id it has or gets. */
  volumeSeen(volume: SeenVolume): Promise<VolumeId>
  volumes(): Promise<KnownVolume[]>
  /** Which of these contents are in the library or its trash, with the first file that has each. */
  findContents(hashes: ContentHash[]): Promise<Map<ContentHash, { photoId: PhotoId; name: string }>>
  /**
   * Files of this size that have the name, or whose photo was taken at that moment (they may have been renamed): a
   * first guess before a card's bytes are hashed.
   */
  findNames(files: { name: string; bytes: number; takenAt?: string | null }[]): Promise<NameMatch[][]>
  filesIn(volumeId: VolumeId, folder: string): Promise<CatalogFile[]>
  file(fileId: FileId): Promise<CatalogFile | null>
  filesOf(photoId: PhotoId): Promise<CatalogFile[]>

  // The one write path for new photos and for what is found out about files
  addPhotos(photos: NewPhoto[]): Promise<PhotoId[]>
  /** Adds files to a photo that exists: a version that came home, a sidecar that appeared. */
  addFiles(photoId: PhotoId, files: NewFile[]): Promise<void>
  updateFiles(updates: FileUpdate[]): Promise<void>
  addCopies(copies: NewCopy[]): Promise<void>
  /** Photos whose files still lack something, in the order of their slots, those after a slot where one is given. */
  backlog(what: 'metadata' | 'hash' | 'preview', limit: number, afterSlot?: number): Promise<BacklogItem[]>
  setPictures(pictures: PictureFacts[]): Promise<void>

  // Edits
  apply(edit: Edit): Promise<EditResult>
  undo(): Promise<EditResult>
  redo(): Promise<EditResult>
  undoState(): Promise<{ canUndo: boolean; canRedo: boolean }>

  // Reading
  view(query: ViewQuery): Promise<View>
  /** Slots of a view in order, or null when it has been dropped. */
  viewOrder(viewId: string): Uint32Array | null
  /** Slots whose columns changed after that version, or null when that is too long ago. */
  changedSince(version: number): Uint32Array | null
  slotOf(photoId: PhotoId): number | null
  idOf(slot: number): PhotoId | null
  cells(slots: number[]): Promise<PhotoCell[]>
  detail(photoId: PhotoId): Promise<PhotoDetail>
  facets(source: ViewSource): Promise<Facets>
  albums(): Promise<{ id: AlbumId; title: string; count: number; coverSlot: number | null }[]>
  albumPhotos(id: AlbumId): Promise<PhotoId[]>
  suggestKeywords(text: string, limit: number): Promise<{ keyword: string; count: number }[]>
  folders(): Promise<{ volumeId: VolumeId; path: string; name: string; count: number }[]>

  // Imports: a journal that a crash cannot lose. The state of each file is durable before the step it names.
  importBegin(begin: ImportBegin): Promise<ImportId>
  importPlanFiles(importId: ImportId, files: ImportFileRow[]): Promise<void>
  importFileState(importId: ImportId, changes: ImportFileChange[]): Promise<void>
  importFiles(importId: ImportId): Promise<ImportFileRow[]>
  importEnd(importId: ImportId, state: 'done' | 'cancelled', report: ImportReport): Promise<void>
  importSetState(importId: ImportId, state: 'running' | 'paused'): Promise<void>
  imports(): Promise<ImportSummary[]>
  importReport(importId: ImportId): Promise<ImportReport | null>
  importOptions(importId: ImportId): Promise<unknown>

  // What goes to the library's space, and what comes from there
  readonly sync: CatalogSync
  /** What of the library its space keeps. */
  readonly blobs: CatalogBlobs

  // Care
  backup(): Promise<{ path: string; bytes: number }>
  quickCheck(): Promise<string[]>
  close(): Promise<void>
}

export interface CatalogChange {
  version: number
  membership: boolean
  /** Null: many. */
  slots: number[] | null
  lists: boolean
  details: boolean
  undo: { canUndo: boolean; canRedo: boolean } | null
}

export interface SeenVolume {
  /** UUID or serial of the file system, else a hash of device and mount path. */
  key: string
  name: string
  mountPath: string
  fileSystem: string | null
}

export interface KnownVolume {
  id: VolumeId
  key: string
  name: string
  /** Where it was mounted when last seen; whether it is connected now is the volume service's to say. */
  mountPath: string
  lastSeenAt: number
}

export interface NameMatch {
  photoId: PhotoId
  sha256: ContentHash | null
  bytes: number
}

/** Place of a file: volume, folder on it (`/` between names, '' the root) and name. */
export interface FilePlace {
  volumeId: VolumeId
  folder: string
  name: string
}

export interface NewFile extends FilePlace {
  id?: FileId
  role: FileRole
  bytes: number
  /** Milliseconds, integral. */
  mtime: number
  /** Null: not hashed yet; the backlog will ask for it. */
  sha256: ContentHash | null
  /** xxh128 as in the manifest, 32 hex digits. */
  xxh128: string | null
  /** Null: not read yet. */
  metadata: Metadata | null
  /** True when the slow reader would find no more; the backlog then leaves the file alone. */
  metadataComplete?: boolean
  /** Place and size of the largest embedded JPEG, where known (see previews). */
  embedded: EmbeddedPicture[] | null
}

export type { EmbeddedPicture }

export interface NewPhoto {
  id?: PhotoId
  importId: ImportId | null
  /** The first file that is not a companion leads; roles order the rest. */
  files: NewFile[]
  /** Given at import: flags and ratings set on the card, the creator template, keywords. Files win over null. */
  initial: {
    rating: number | null
    flag: 'pick' | 'none' | 'reject'
    creator: string
    copyright: string
    keywords: string[]
  }
}

export interface FileUpdate {
  fileId: FileId
  metadata?: Metadata
  /** True once the slow reader has filled what the fast one cannot. */
  metadataComplete?: boolean
  embedded?: EmbeddedPicture[]
  sha256?: ContentHash
  bytes?: number
  mtime?: number
  missing?: boolean
  place?: FilePlace
}

export interface NewCopy extends FilePlace {
  fileId: FileId
  verifiedAt: number
  method: string
}

export interface CatalogFile extends FilePlace {
  id: FileId
  photoId: PhotoId
  role: FileRole
  bytes: number
  mtime: number
  sha256: ContentHash | null
  metadata: Metadata | null
  /** Not true while the slow reader may find more. */
  metadataComplete?: boolean
  embedded: EmbeddedPicture[] | null
  missing: boolean
}

export interface BacklogItem {
  photoId: PhotoId
  slot: number
  files: CatalogFile[]
}

/** What the preview maker found out about a photo's picture. */
export interface PictureFacts {
  photoId: PhotoId
  /** As shown, orientation applied. */
  width: number
  height: number
  /** 0xAARRGGBB */
  colour: number
  hasPreview: boolean
  /** Error code why there is none. */
  problem: string | null
}

export interface ImportBegin {
  cardName: string
  cardPath: string
  cardFingerprint: string
  volumeId: VolumeId | null
  /** Whatever the import needs for resuming. */
  options: unknown
  /** Entered in the same transaction, so that no journal is without its files. */
  files?: readonly ImportFileRow[]
}

export type ImportFileState =
  'seen' | 'copying' | 'synced' | 'verified' | 'catalogued' | 'backed-up' | 'erasable' | 'failed'

export interface ImportFileRow {
  /** Order within the import. */
  index: number
  /** Path on the card, relative, `/` between names. */
  source: string
  /** Groups the files of one photo. */
  group: number
  bytes: number
  mtime: number
  state: ImportFileState
  /** Final paths relative to each destination; null until decided. */
  targets: (string | null)[]
  sha256: ContentHash | null
  xxh128: string | null
  error: { code: string; params: Record<string, string | number> } | null
}

export type ImportFileChange = { index: number } & Partial<Omit<ImportFileRow, 'index' | 'source'>>
