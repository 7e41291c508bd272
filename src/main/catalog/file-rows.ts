import { z } from 'zod'
import type { EmbeddedPicture } from '../../shared/embedded.ts'
import type { ContentHash, FileId, PhotoId, VolumeId } from '../../shared/ids.ts'
import type { FileRole } from '../../shared/photo.ts'
import { hexOf } from './bytes.ts'
import type { CatalogFile } from './catalog.ts'
import { metadataOf } from './metadata-text.ts'

/** A row of `files` with its place. */
export interface FileRow {
  number: number
  id: Uint8Array
  photo_id: Uint8Array
  photo: number
  role: FileRole
  folder: number
  volume_id: Uint8Array
  path: string
  name: string
  bytes: number
  mtime: number
  sha256: Uint8Array | null
  metadata: string | null
  metadata_state: number
  embedded: string | null
  missing: number
}

/** SELECT of FileRow; add a WHERE. */
export const selectFiles = `
  SELECT f.number, f.id, p.id AS photo_id, f.photo, f.role, f.folder, v.id AS volume_id, d.path, f.name, f.bytes,
    f.mtime, f.sha256, f.metadata, f.metadata_state, f.embedded, f.missing
  FROM files f JOIN photos p ON p.slot = f.photo
  JOIN folders d ON d.number = f.folder JOIN volumes v ON v.number = d.volume`

const embeddedSchema = z.array(
  z.object({ offset: z.number(), bytes: z.number(), width: z.number(), height: z.number() }),
)

export function catalogFileOf(row: FileRow): CatalogFile {
  return {
    id: hexOf<FileId>(row.id),
    photoId: hexOf<PhotoId>(row.photo_id),
    role: row.role,
    volumeId: hexOf<VolumeId>(row.volume_id),
    folder: row.path,
    name: row.name,
    bytes: row.bytes,
    mtime: row.mtime,
    sha256: row.sha256 === null ? null : hexOf<ContentHash>(row.sha256),
    metadata: metadataOf(row.metadata),
    metadataComplete: row.metadata_state === 2,
    embedded: embeddedOf(row.embedded),
    missing: row.missing === 1,
  }
}

export function embeddedOf(text: string | null): EmbeddedPicture[] | null {
  if (text === null) return null
  const parsed = embeddedSchema.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
}
