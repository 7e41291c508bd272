import type { ErrorNotice } from '../../shared/errors.ts'
import type { FileId, PhotoId, VolumeId } from '../../shared/ids.ts'
import type { BlobPlace } from '../../shared/sync/blob-place.ts'
import type { FileToBring, Stored } from './blobs/places.ts'
import type {
  FileToStore,
  ParkedFile,
  PreviewToStore,
  StoredAt,
  ToStoreCounts,
  Upload,
} from './blobs/to-store.ts'
import type { WorkerThread } from './worker-calls.ts'
import type { Written } from './write-path.ts'

export type {
  BlobPlace,
  FileToBring,
  FileToStore,
  ParkedFile,
  PreviewToStore,
  Stored,
  StoredAt,
  ToStoreCounts,
  Upload,
}

/** What of the library its space keeps, and what it does not keep yet. Each call is one durable transaction. */
export interface CatalogBlobs {
  counts(): Promise<ToStoreCounts>
  /** Newest first. @param except numbers of files that are on their way */
  nextFiles(limit: number, connected: VolumeId[], except: number[]): Promise<FileToStore[]>
  nextPreviews(kind: 'grid' | 'screen', limit: number): Promise<PreviewToStore[]>
  /** Before the first byte is sent. @returns the upload that this content has been given, `fresh` where it is the first */
  begin(
    file: Pick<FileToStore, 'number' | 'sha256' | 'bytes'>,
    fresh: Omit<Upload, 'address'>,
  ): Promise<Upload>
  noteAddress(file: number, address: string | null): Promise<void>
  /** The space keeps these, with its receipt. */
  stored(stored: Stored[]): Promise<void>
  /** Nothing is to be stored for it. */
  forget(at: StoredAt): Promise<void>
  /** @param at as long as it has that content */
  park(at: StoredAt & { content: string }, why: ErrorNotice): Promise<void>
  unpark(): Promise<void>
  parked(): Promise<ParkedFile[]>
  /** @param listed blobs that this computer has stored, in base64url @returns those that nothing has named for 30 days */
  noteUnnamed(listed: string[], now: number): Promise<string[]>
  filePlace(id: FileId): Promise<BlobPlace | null>
  previewPlace(kind: 'grid' | 'screen', id: PhotoId): Promise<BlobPlace | null>
  /** Files that only the space has. */
  filesToBring(limit: number, after: number | null): Promise<FileToBring[]>
}

/** @param written lets memory follow a commit before anybody hears of it */
export function createCatalogBlobs(
  writer: Pick<WorkerThread<'writer'>, 'call'>,
  reader: Pick<WorkerThread<'reader'>, 'call'>,
  written: <Value>(call: Promise<Written<Value>>) => Promise<Value>,
): CatalogBlobs {
  return {
    counts: () => writer.call('countToStore'),
    nextFiles: (limit, connected, except) => writer.call('nextFilesToStore', limit, connected, except),
    nextPreviews: (kind, limit) => writer.call('nextPreviewsToStore', kind, limit),
    begin: (file, fresh) => writer.call('beginUpload', file, fresh),
    noteAddress: (file, address) => writer.call('noteUploadAddress', file, address),
    stored: (stored) => written(writer.call('noteStored', stored)),
    forget: (at) => writer.call('forgetToStore', at),
    park: (at, why) => writer.call('parkToStore', at, why),
    unpark: () => writer.call('unparkToStore'),
    parked: () => writer.call('readParked'),
    noteUnnamed: (listed, now) => writer.call('noteUnnamed', listed, now),
    filePlace: (id) => reader.call('filePlace', id),
    previewPlace: (kind, id) => reader.call('previewPlace', kind, id),
    filesToBring: (limit, after) => reader.call('filesToBring', limit, after),
  }
}
