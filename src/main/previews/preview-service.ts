import type { PreviewSize } from '../../shared/ipc/bulk.ts'
import type { PhotoId } from '../../shared/ids.ts'
import type { PhotoDetail } from '../../shared/photo.ts'

/** A picture ready to be sent: bytes in memory, or a range of a file (an embedded full-size JPEG is not copied). */
export type Picture =
  | { mimeType: string; width: number; height: number; bytes: Uint8Array }
  | { mimeType: string; width: number; height: number; file: { path: string; offset: number; bytes: number } }

/** A small picture that is whole in memory. */
export interface WholePicture {
  mimeType: 'image/webp' | 'image/jpeg'
  width: number
  height: number
  bytes: Uint8Array
}

/** Makes, keeps and gives out previews of the library's photos and of files on cards. */
export interface PreviewService {
  /** Grid previews that exist now; slots without one are left out. One read of the store. */
  grid(slots: readonly number[]): Promise<Map<number, Uint8Array>>
  /** Waits until it is made, before everything in the background. @throws AppError cannot-decode, … */
  picture(size: PreviewSize, slot: number): Promise<Picture>
  /** As it is kept for good, no draft; made when there is nothing else to do. @throws AppError cannot-decode, … */
  whole(size: 'grid' | 'screen', photoId: PhotoId): Promise<WholePicture>
  /** Makes these next, without waiting. */
  want(size: PreviewSize, slots: readonly number[]): void
  /** A picture of any file, outside the library: cards before their import. Embedded first. */
  ofFile(path: string, size: PreviewSize): Promise<Picture>
  /** What picture('full') can show without enlarging, as far as that is certain without decoding. */
  best(photoId: PhotoId): Promise<PhotoDetail['fullPreview']>
  /**
   * Takes a frame of a clip that its player drew (JPEG, PNG or WebP), for clips that come without a picture.
   *
   * @throws AppError cannot-decode
   */
  setPosterFrame(slot: number, bytes: Uint8Array): Promise<void>
  /** 3 x 256 counts of the shown picture, or null while there is none. */
  histogram(photoId: PhotoId): Promise<number[][] | null>
  /** Something may be missing previews: look at the backlog again. */
  wake(): void
  /** Resolves once nothing is missing that can be made. */
  settled(): Promise<void>
  close(): Promise<void>
}
