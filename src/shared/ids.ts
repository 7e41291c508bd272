import { z } from 'zod'

/** 128 random bits as 32 lower-case hex digits. Made once, never reused, the same on every device. */
const id128 = z.string().regex(/^[0-9a-f]{32}$/)

export const photoIdSchema = id128.brand('PhotoId')
export const fileIdSchema = id128.brand('FileId')
export const albumIdSchema = id128.brand('AlbumId')
export const importIdSchema = id128.brand('ImportId')
export const volumeIdSchema = id128.brand('VolumeId')

export type PhotoId = z.infer<typeof photoIdSchema>
/** A file of a photo: one RAW, one camera JPEG, one sidecar. Stays when the file's content or place changes. */
export type FileId = z.infer<typeof fileIdSchema>
export type AlbumId = z.infer<typeof albumIdSchema>
export type ImportId = z.infer<typeof importIdSchema>
/** A file system we have seen, connected or not. */
export type VolumeId = z.infer<typeof volumeIdSchema>

/** SHA-256 of a file's bytes as 64 lower-case hex digits: the identity of its content. */
export const contentHashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand('ContentHash')
export type ContentHash = z.infer<typeof contentHashSchema>
