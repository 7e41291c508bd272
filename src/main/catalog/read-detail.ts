import { FLAG_CODES, LABEL_CODES } from '../../shared/columns.ts'
import { AppError } from '../../shared/errors.ts'
import type { AlbumId, ContentHash, FileId, ImportId, PhotoId, VolumeId } from '../../shared/ids.ts'
import type { PhotoDetail, PhotoFile } from '../../shared/photo.ts'
import { bytesOf, hexOf } from './bytes.ts'
import { embeddedOf, selectFiles } from './file-rows.ts'
import type { FileRow } from './file-rows.ts'
import { mergedMetadata } from './merged-metadata.ts'
import { metadataOf } from './metadata-text.ts'
import { leadFirst } from './photo-facts.ts'
import { placePath } from './place-path.ts'
import type { Statements } from './statements.ts'

interface PhotoRow {
  slot: number
  name: string
  face: number
  rating: number
  flag: number
  label: number
  title: string
  caption: string
  creator: string
  copyright: string
  added_at: number
  trashed_at: number | null
  preview_problem: string | null
  import_id: Uint8Array | null
}

interface CopyRow {
  folder: number
  path: string
  name: string
  verified_at: number
  method: string
  volume_id: Uint8Array
  volume_name: string
  mount_path: string
}

/** @throws AppError not-found */
export function readDetail(statements: Statements, id: PhotoId): PhotoDetail {
  const photo = statements<PhotoRow>(
    `SELECT p.slot, p.name, p.face, p.rating, p.flag, p.label, p.title, p.caption, p.creator, p.copyright,
       p.added_at, p.trashed_at, p.preview_problem, i.id AS import_id
     FROM photos p LEFT JOIN imports i ON i.number = p.import WHERE p.id = ?`,
  ).get(bytesOf(id))
  if (!photo) throw new AppError('not-found', { what: 'The photo' })
  const rows = leadFirst(
    statements<FileRow>(`${selectFiles} WHERE f.photo = ? ORDER BY f.number`).all(photo.slot),
  )
  const face = rows.find((file) => file.number === photo.face) ?? rows[0]!
  return {
    id,
    slot: photo.slot,
    name: photo.name,
    faceFileId: hexOf<FileId>(face.id),
    files: rows.map((row) => fileDetail(statements, row)),
    metadata: mergedMetadata(rows.map(({ role, metadata }) => ({ role, metadata: metadataOf(metadata) }))),
    rating: photo.rating,
    flag: FLAG_CODES[photo.flag] ?? 'none',
    label: LABEL_CODES[photo.label] ?? null,
    title: photo.title,
    caption: photo.caption,
    creator: photo.creator,
    copyright: photo.copyright,
    keywords: keywordsOf(statements, photo.slot),
    albums: albumsOf(statements, photo.slot),
    importId: photo.import_id && hexOf<ImportId>(photo.import_id),
    addedAt: photo.added_at,
    trashedAt: photo.trashed_at,
    previewProblem: photo.preview_problem,
    fullPreview: fullPreview(face),
  }
}

function fileDetail(statements: Statements, row: FileRow): PhotoFile {
  const metadata = metadataOf(row.metadata)
  const place = statements<{ name: string; mount_path: string }>(
    'SELECT name, mount_path FROM volumes WHERE id = ?',
  ).get(row.volume_id)!
  const path = placePath(place.mount_path, row.path, row.name)
  const copies = copiesOf(statements, row.number)
  const own = copies.find((copy) => copy.folder === row.folder && copy.name === row.name)
  return {
    id: hexOf<FileId>(row.id),
    role: row.role,
    name: row.name,
    path,
    bytes: row.bytes,
    sha256: row.sha256 && hexOf<ContentHash>(row.sha256),
    fileType: metadata?.fileType ?? null,
    width: metadata?.width ?? null,
    height: metadata?.height ?? null,
    missing: row.missing === 1,
    copies: [
      {
        volumeId: hexOf<VolumeId>(row.volume_id),
        volumeName: place.name,
        connected: row.missing === 0,
        path,
        verifiedAt: own?.verified_at ?? null,
        method: own?.method ?? null,
      },
      ...copies
        .filter((copy) => copy !== own)
        .map((copy) => ({
          volumeId: hexOf<VolumeId>(copy.volume_id),
          volumeName: copy.volume_name,
          connected: true,
          path: placePath(copy.mount_path, copy.path, copy.name),
          verifiedAt: copy.verified_at,
          method: copy.method,
        })),
    ],
  }
}

function copiesOf(statements: Statements, file: number): CopyRow[] {
  return statements<CopyRow>(
    `SELECT c.folder, d.path, c.name, c.verified_at, c.method, v.id AS volume_id, v.name AS volume_name, v.mount_path
     FROM file_copies c JOIN folders d ON d.number = c.folder JOIN volumes v ON v.number = d.volume
     WHERE c.file = ? ORDER BY c.verified_at`,
  ).all(file)
}

function keywordsOf(statements: Statements, slot: number): string[] {
  return statements<string>(
    'SELECT display FROM photo_keywords JOIN keywords ON number = keyword WHERE photo = ? ORDER BY key',
  )
    .pluck()
    .all(slot)
}

function albumsOf(statements: Statements, slot: number): PhotoDetail['albums'] {
  return statements<{ id: Uint8Array; title: string }>(
    `SELECT a.id, a.title FROM album_photos m JOIN albums a ON a.number = m.album
     WHERE m.photo = ? AND a.alive = 1 ORDER BY a.title, a.number`,
  )
    .all(slot)
    .map(({ id, title }) => ({ id: hexOf<AlbumId>(id), title }))
}

/** The camera's largest embedded picture of a RAW; any other picture is decoded in its own size. */
function fullPreview(face: FileRow): PhotoDetail['fullPreview'] {
  const metadata = metadataOf(face.metadata)
  if (face.role === 'raw') {
    const largest = (embeddedOf(face.embedded) ?? []).toSorted(
      (a, b) => b.width * b.height - a.width * a.height,
    )[0]
    return largest && largest.width > 0
      ? { width: largest.width, height: largest.height, source: 'embedded' }
      : null
  }
  if (face.role === 'video' || !metadata?.width || !metadata.height) return null
  return {
    width: metadata.width,
    height: metadata.height,
    source: face.role === 'jpeg' ? 'embedded' : 'decoded',
  }
}
