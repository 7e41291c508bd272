import type { FileId, PhotoId } from '../../../shared/ids.ts'
import { RegisterSource } from '../../../shared/registers.ts'
import { blobPlaceText, parseBlobPlace } from '../../../shared/sync/blob-place.ts'
import type { BlobPlace } from '../../../shared/sync/blob-place.ts'
import { bytesOf } from '../bytes.ts'
import { carryOutOperations } from '../operations.ts'
import type { Statements } from '../statements.ts'
import { recordAction } from '../write-path.ts'
import type { Write } from '../write-path.ts'
import { forgetToStore } from './to-store.ts'
import type { StoredAt } from './to-store.ts'

/** Something that the space keeps now, with its receipt. */
export interface Stored extends StoredAt {
  place: BlobPlace
}

/** Enters where things are kept; all the owner's computers are told. */
export function noteStored(write: Write, stored: readonly Stored[]): void {
  for (const { kind, object, place } of stored) {
    const at = registerAt(write.statements, { kind, object })
    if (!at) continue
    write
      .statements(
        `INSERT INTO operations (object, field, element, time, base, value, before, source, source_before)
         SELECT :object, :field, :element, :time, r.time, :value, r.value, ${RegisterSource.user},
           ifnull(r.source, ${RegisterSource.file})
         FROM (SELECT 1) LEFT JOIN registers r ON r.object = :object AND r.field = :field AND r.element = :element`,
      )
      .run({ ...at, field: `blob.${kind}`, time: write.time, value: blobPlaceText(place) })
    forgetToStore(write.statements, { kind, object })
  }
  carryOutOperations(write)
  recordAction(write, { kind: 'found', summary: { stored: stored.length }, changed: stored.length })
}

/** null: the photo or file has gone meanwhile. */
function registerAt(
  statements: Statements,
  { kind, object }: StoredAt,
): { object: number; element: number } | null {
  if (kind === 'file') {
    const photo = statements<number>('SELECT photo FROM files WHERE number = ?').pluck().get(object)
    return photo === undefined ? null : { object: photo, element: object }
  }
  return statements('SELECT 1 FROM photos WHERE slot = ?').get(object) === undefined
    ? null
    : { object, element: 0 }
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
