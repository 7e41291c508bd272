import type { FileRole, PhotoDetail, PhotoFile } from '../../shared/photo.ts'

/** What of a photo can be played: the video it is, the clip that moves it, the note spoken about it. */
export interface PhotoMedia {
  readonly video: PhotoFile | null
  readonly motion: PhotoFile | null
  readonly audio: PhotoFile | null
}

export function photoMedia(detail: PhotoDetail | undefined): PhotoMedia {
  const find = (role: FileRole) => detail?.files.find((file) => file.role === role && !file.missing) ?? null
  const face = detail?.files.find((file) => file.id === detail.faceFileId)
  return {
    video: face?.role === 'video' && !face.missing ? face : null,
    motion: find('motion'),
    audio: find('audio'),
  }
}
