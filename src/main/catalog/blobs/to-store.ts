import type { ContentHash, FileId, PhotoId, VolumeId } from '../../../shared/ids.ts'
import type { FileRole } from '../../../shared/photo.ts'
import type { ErrorNotice } from '../../../shared/errors.ts'
import { contentIdOf, parseBlobPlace } from '../../../shared/sync/blob-place.ts'
import { bytesOf, hexOf } from '../bytes.ts'
import type { Statements } from '../statements.ts'
import type { Write } from '../write-path.ts'

/** What is stored: a file as it is, or a preview of a photo. */
export type StoredKind = 'file' | 'grid' | 'screen'

/** A file that the space does not have. */
export interface FileToStore {
  number: number
  fileId: FileId
  volumeId: VolumeId
  folder: string
  name: string
  role: FileRole
  bytes: number
  sha256: ContentHash
}

/** A preview that the space does not have. */
export interface PreviewToStore {
  slot: number
  photoId: PhotoId
  /** Of the photo's face. */
  sha256: ContentHash
  /** 0xAARRGGBB of the picture. */
  colour: number
}

/** What waits to be stored. */
export interface ToStoreCounts {
  files: number
  bytes: number
  previews: number
  /** Given up until they change, or the user wants them tried again. */
  parked: number
}

/** Where in the catalog something that was stored belongs. */
export interface StoredAt {
  kind: StoredKind
  /** Number of the file, slot of the photo. */
  object: number
}

interface Row {
  object: number
  place: string | null
  sha256: Uint8Array
}

/** Notes all that is here already; what comes later is noted by triggers (see the migration). */
export function stageAllToStore(write: Write): void {
  write
    .statements(
      `INSERT OR IGNORE INTO to_store
       SELECT 'file', f.number, f.bytes, NULL FROM files f
       JOIN folders d ON d.number = f.folder JOIN volumes v ON v.number = d.volume
       WHERE f.sha256 IS NOT NULL AND f.missing = 0 AND v.key <> 'image-space'`,
    )
    .run()
  for (const kind of ['grid', 'screen'])
    write
      .statements(`INSERT OR IGNORE INTO to_store SELECT ?, slot, 0, NULL FROM photos WHERE has_preview = 1`)
      .run(kind)
}

/**
 * The next files to be stored, newest first, on volumes that are connected and not in the trash.
 * @param except numbers of files that are on their way
 */
export function nextFilesToStore(
  statements: Statements,
  limit: number,
  connected: readonly VolumeId[],
  except: readonly number[],
): FileToStore[] {
  const rows = wantedRows<
    Row & { id: Uint8Array; volume: Uint8Array; folder: string; name: string; role: FileRole; bytes: number }
  >(
    statements,
    'file',
    `SELECT t.object, r.value AS place, f.sha256, f.id, v.id AS volume, d.path AS folder, f.name, f.role, f.bytes
     FROM to_store t JOIN files f ON f.number = t.object JOIN photos p ON p.slot = f.photo
     JOIN folders d ON d.number = f.folder JOIN volumes v ON v.number = d.volume
     LEFT JOIN registers r ON r.object = f.photo AND r.field = 'blob.file' AND r.element = f.number
     WHERE t.kind = 'file' AND t.parked IS NULL AND f.missing = 0 AND f.sha256 IS NOT NULL AND p.trashed_at IS NULL
       AND hex(v.id) IN (SELECT upper(value) FROM json_each(:connected))
       AND t.object NOT IN (SELECT value FROM json_each(:except))
     ORDER BY t.object DESC LIMIT :limit`,
    { limit, connected: JSON.stringify(connected), except: JSON.stringify(except) },
  )
  return rows.map(({ object, id, volume, sha256, folder, name, role, bytes }) => ({
    ...{ number: object, fileId: hexOf(id), volumeId: hexOf(volume), sha256: hexOf(sha256) },
    ...{ folder, name, role, bytes },
  }))
}

/** The next previews of a kind to be stored, of the newest photos first. */
export function nextPreviewsToStore(
  statements: Statements,
  kind: 'grid' | 'screen',
  limit: number,
): PreviewToStore[] {
  const rows = wantedRows<Row & { id: Uint8Array; colour: number }>(
    statements,
    kind,
    `SELECT t.object, r.value AS place, f.sha256, p.id, p.colour
     FROM to_store t JOIN photos p ON p.slot = t.object JOIN files f ON f.number = p.face
     LEFT JOIN registers r ON r.object = p.slot AND r.field = 'blob.${kind}' AND r.element = 0
     WHERE t.kind = :kind AND t.parked IS NULL AND p.has_preview = 1 AND f.sha256 IS NOT NULL AND p.trashed_at IS NULL
     ORDER BY t.object DESC LIMIT :limit`,
    { limit, kind },
  )
  return rows.map(({ object, id, sha256, colour }) => ({
    ...{ slot: object, photoId: hexOf(id), sha256: hexOf(sha256), colour },
  }))
}

/** The `content` (see blob-place.ts) that what a row of to_store is about has now. */
export const contentNow = `(
  SELECT lower(hex(substr(f.sha256, 1, 16))) FROM files f WHERE f.number =
    iif(to_store.kind = 'file', to_store.object, (SELECT face FROM photos WHERE slot = to_store.object)))`

/** Passes over, for good, what the space has already: another computer may have stored the same content. */
function wantedRows<Of extends Row>(
  statements: Statements,
  kind: StoredKind,
  sql: string,
  values: Record<string, string | number>,
): Of[] {
  for (;;) {
    const rows = statements<Of>(sql).all(values)
    const wanted = rows.filter(
      ({ place, sha256 }) => parseBlobPlace(place)?.content !== contentIdOf(hexOf(sha256)),
    )
    for (const row of rows) if (!wanted.includes(row)) forgetToStore(statements, { kind, object: row.object })
    if (wanted.length > 0 || rows.length === 0) return wanted
  }
}

export function forgetToStore(statements: Statements, { kind, object }: StoredAt): void {
  statements('DELETE FROM to_store WHERE kind = ? AND object = ?').run(kind, object)
  if (kind === 'file') statements('DELETE FROM uploads WHERE file = ?').run(object)
}

/** It cannot be stored as it is; everything else goes on. It is tried again once it changes, or has just changed. */
export function parkToStore(
  statements: Statements,
  { kind, object, content }: StoredAt & { content: string },
  why: ErrorNotice,
): void {
  statements(
    `UPDATE to_store SET parked = :why WHERE kind = :kind AND object = :object AND :content IS ${contentNow}`,
  ).run({ kind, object, content, why: JSON.stringify(why) })
  if (kind === 'file') statements('DELETE FROM uploads WHERE file = ?').run(object)
}

/** The user wants all that is parked tried again. */
export function unparkToStore(statements: Statements): void {
  statements('UPDATE to_store SET parked = NULL WHERE parked IS NOT NULL').run()
}

/** A file that is parked, with the reason. */
export interface ParkedFile {
  fileId: FileId
  photoId: PhotoId
  name: string
  why: ErrorNotice
}

export function readParked(statements: Statements): ParkedFile[] {
  return statements<{ id: Uint8Array; photo: Uint8Array; name: string; parked: string }>(
    `SELECT f.id, p.id AS photo, f.name, t.parked FROM to_store t JOIN files f ON f.number = t.object
     JOIN photos p ON p.slot = f.photo WHERE t.kind = 'file' AND t.parked IS NOT NULL ORDER BY t.object LIMIT 1000`,
  )
    .all()
    .map(({ id, photo, name, parked }) => ({
      ...{ fileId: hexOf<FileId>(id), photoId: hexOf<PhotoId>(photo), name },
      why: JSON.parse(parked) as ErrorNotice, // Written above.
    }))
}

export function countToStore(statements: Statements): ToStoreCounts {
  const row = statements<ToStoreCounts>(
    `SELECT ifnull(sum(kind = 'file' AND parked IS NULL), 0) AS files,
       ifnull(sum(iif(kind = 'file' AND parked IS NULL, bytes, 0)), 0) AS bytes,
       ifnull(sum(kind <> 'file' AND parked IS NULL), 0) AS previews,
       ifnull(sum(parked IS NOT NULL), 0) AS parked FROM to_store`,
  ).get()
  return row!
}

/** A file's upload: begun once, so that going on with it gives the same bytes again. */
export interface Upload {
  key: Uint8Array
  salt: Uint8Array
  /** Where the server takes it; null: it has not been asked for yet. */
  address: string | null
}

/** The upload that was begun for this content, or this one, which is kept before anything of it is sent. */
export function beginUpload(
  statements: Statements,
  file: Pick<FileToStore, 'number' | 'sha256' | 'bytes'>,
  fresh: Omit<Upload, 'address'>,
): Upload {
  const hash = bytesOf(file.sha256)
  statements(
    `INSERT INTO uploads (file, sha256, bytes, key, salt) VALUES (:file, :hash, :bytes, :key, :salt)
     ON CONFLICT DO UPDATE SET sha256 = :hash, bytes = :bytes, key = :key, salt = :salt, address = NULL
     WHERE sha256 <> :hash OR bytes <> :bytes`,
  ).run({ file: file.number, hash, bytes: file.bytes, key: fresh.key, salt: fresh.salt })
  return statements<Upload>('SELECT key, salt, address FROM uploads WHERE file = ?').get(file.number)!
}

export function noteUploadAddress(statements: Statements, file: number, address: string | null): void {
  statements('UPDATE uploads SET address = ? WHERE file = ?').run(address, file)
}
