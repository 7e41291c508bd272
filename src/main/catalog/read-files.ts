import type { ContentHash, FileId, PhotoId, VolumeId } from '../../shared/ids.ts'
import { bytesOf, hashPrefix, hexOf } from './bytes.ts'
import type { BacklogItem, CatalogFile, NameMatch } from './catalog.ts'
import { catalogFileOf, selectFiles } from './file-rows.ts'
import type { FileRow } from './file-rows.ts'
import type { Statements } from './statements.ts'

interface ContentRow {
  id: Uint8Array
  name: string
}

/** Photos that have, or had before another program rewrote a file, these contents. */
export function findContents(
  statements: Statements,
  hashes: readonly ContentHash[],
): Map<ContentHash, { photoId: PhotoId; name: string }> {
  const now = statements<ContentRow>(
    `SELECT (SELECT id FROM photos WHERE slot = photo) AS id, name FROM files
     WHERE hash_prefix = ? AND sha256 = ? ORDER BY number LIMIT 1`,
  )
  const before = statements<ContentRow>(
    `SELECT (SELECT id FROM photos WHERE slot = f.photo) AS id, f.name
     FROM files f WHERE f.number = (SELECT file FROM former_contents WHERE hash_prefix = ? AND sha256 = ? LIMIT 1)`,
  )
  const found = new Map<ContentHash, { photoId: PhotoId; name: string }>()
  for (const hash of hashes) {
    const bytes = bytesOf(hash)
    const row = now.get(hashPrefix(bytes), bytes) ?? before.get(hashPrefix(bytes), bytes)
    if (row) found.set(hash, { photoId: hexOf<PhotoId>(row.id), name: row.name })
  }
  return found
}

export function findNames(
  statements: Statements,
  files: readonly { name: string; bytes: number; takenAt?: string | null }[],
): NameMatch[][] {
  const matches = statements<{ id: Uint8Array; sha256: Uint8Array | null }>(
    `SELECT (SELECT id FROM photos WHERE slot = photo) AS id, sha256 FROM files
     WHERE bytes = ? AND (name = ? OR (SELECT taken_at FROM photos WHERE slot = photo) = ?)`,
  )
  return files.map(({ name, bytes, takenAt = null }) =>
    matches.all(bytes, name, takenAt).map((row) => ({
      photoId: hexOf<PhotoId>(row.id),
      sha256: row.sha256 && hexOf<ContentHash>(row.sha256),
      bytes,
    })),
  )
}

export function filesIn(statements: Statements, volumeId: VolumeId, folder: string): CatalogFile[] {
  return statements<FileRow>(
    `${selectFiles} WHERE f.folder = (
       SELECT number FROM folders WHERE volume = (SELECT number FROM volumes WHERE id = ?) AND path = ?)
     ORDER BY f.name`,
  )
    .all(bytesOf(volumeId), folder)
    .map(catalogFileOf)
}

export function oneFile(statements: Statements, id: FileId): CatalogFile | null {
  const row = statements<FileRow>(`${selectFiles} WHERE f.id = ?`).get(bytesOf(id))
  return row ? catalogFileOf(row) : null
}

export function filesOf(statements: Statements, id: PhotoId): CatalogFile[] {
  return statements<FileRow>(`${selectFiles} WHERE p.id = ? ORDER BY f.number`)
    .all(bytesOf(id))
    .map(catalogFileOf)
}

/** Photos with a file that is there and has not been read or hashed. */
export function filesToDo(
  statements: Statements,
  what: 'metadata' | 'hash',
  limit: number,
  after: number,
): BacklogItem[] {
  const lacking = what === 'metadata' ? 'metadata_state < 2' : 'hash_prefix IS NULL'
  const slots = statements<number>(
    `SELECT DISTINCT photo FROM files WHERE ${lacking} AND missing = 0 AND role NOT IN ('audio', 'other') AND photo > ?
     ORDER BY photo LIMIT ?`,
  )
  return backlogItems(statements, slots.pluck().all(after, limit))
}

export function backlogItems(statements: Statements, slots: readonly number[]): BacklogItem[] {
  const ofPhoto = statements<FileRow>(`${selectFiles} WHERE f.photo = ? ORDER BY f.number`)
  return slots.flatMap((slot) => {
    const rows = ofPhoto.all(slot)
    const first = rows[0]
    return first ? [{ photoId: hexOf<PhotoId>(first.photo_id), slot, files: rows.map(catalogFileOf) }] : []
  })
}
