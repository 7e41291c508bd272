import type { FileId, PhotoId } from '../../../shared/ids.ts'
import { RegisterSource } from '../../../shared/registers.ts'
import { blobPlaceText, parseBlobPlace } from '../../../shared/sync/blob-place.ts'
import type { BlobPlace } from '../../../shared/sync/blob-place.ts'
import { bytesOf } from '../bytes.ts'
import { carryOutOperations } from '../operations.ts'
import type { Statements } from '../statements.ts'
import { recordAction } from '../write-path.ts'
import type { Write } from '../write-path.ts'
import { contentNow } from './to-store.ts'
import type { StoredAt } from './to-store.ts'

/** Something that the space keeps now, with its receipt. */
export interface Stored extends StoredAt {
  place: BlobPlace
}

/** Enters where things are kept; all the owner's computers are told. What has gone meanwhile is passed over. */
export function noteStored(write: Write, stored: readonly Stored[]): void {
  const rows = JSON.stringify(
    stored.map(({ kind, object, place }) => [...[kind, object, blobPlaceText(place), place.content]]),
  )
  // In one statement each: thousands of previews come at once.
  write
    .statements(
      `WITH stored AS MATERIALIZED (
         SELECT s.value ->> 0 AS kind, s.value ->> 1 AS number, s.value ->> 2 AS place,
           iif(s.value ->> 0 = 'file', (SELECT photo FROM files WHERE number = s.value ->> 1),
             (SELECT slot FROM photos WHERE slot = s.value ->> 1)) AS slot
         FROM json_each(:rows) s)
       INSERT INTO operations (object, field, element, time, base, value, before, source, source_before)
       SELECT s.slot, 'blob.' || s.kind, iif(s.kind = 'file', s.number, 0), :time, r.time, s.place, r.value,
         ${RegisterSource.user}, ifnull(r.source, ${RegisterSource.file})
       FROM stored s LEFT JOIN registers r ON r.object = s.slot AND r.field = 'blob.' || s.kind
         AND r.element = iif(s.kind = 'file', s.number, 0)
       WHERE s.slot IS NOT NULL`,
    )
    .run({ rows, time: write.time })
  // What has another content by now is to be stored again.
  write
    .statements(
      `DELETE FROM to_store WHERE (kind, object, ${contentNow}) IN (
         SELECT value ->> 0, value ->> 1, value ->> 3 FROM json_each(?))`,
    )
    .run(rows)
  write
    .statements(
      `DELETE FROM uploads WHERE file IN (SELECT value ->> 1 FROM json_each(?) WHERE value ->> 0 = 'file')`,
    )
    .run(rows)
  carryOutOperations(write)
  recordAction(write, { kind: 'found', summary: { stored: stored.length }, changed: stored.length })
}

/** Where the space keeps a file; null: it does not, or this program cannot tell. */
export function filePlace(statements: Statements, id: FileId): BlobPlace | null {
  return parseBlobPlace(
    statements<string>(
      `SELECT r.value FROM files f JOIN registers r ON r.object = f.photo AND r.field = 'blob.file' AND r.element = f.number
       WHERE f.id = ?`,
    )
      .pluck()
      .get(bytesOf(id)),
  )
}

/** Where the space keeps a photo's preview of that size. */
export function previewPlace(statements: Statements, kind: 'grid' | 'screen', id: PhotoId): BlobPlace | null {
  return parseBlobPlace(
    statements<string>(
      `SELECT r.value FROM photos p JOIN registers r ON r.object = p.slot AND r.field = 'blob.${kind}' AND r.element = 0
       WHERE p.id = ?`,
    )
      .pluck()
      .get(bytesOf(id)),
  )
}

/** Files that are not on this computer and that the space keeps, newest first. @param after number of the last one told */
export function filesToBring(statements: Statements, limit: number, after: number | null): FileToBring[] {
  return statements<{ number: number; id: Uint8Array }>(
    `SELECT f.number, f.id FROM volumes v JOIN folders d ON d.volume = v.number JOIN files f ON f.folder = d.number
     JOIN photos p ON p.slot = f.photo
     JOIN registers r ON r.object = f.photo AND r.field = 'blob.file' AND r.element = f.number AND r.value IS NOT NULL
     WHERE v.key = 'image-space' AND f.missing = 0 AND p.trashed_at IS NULL AND (:after IS NULL OR f.number < :after)
     ORDER BY f.number DESC LIMIT :limit`,
  )
    .all({ limit, after })
    .map(({ number, id }) => ({ number, fileId: Buffer.from(id).toString('hex') as FileId })) // An id.
}

export interface FileToBring {
  number: number
  fileId: FileId
}
