import { photoFields, RegisterSource } from '../../shared/registers.ts'
import type { PhotoField, RegisterField, RegisterValue } from '../../shared/registers.ts'
import { noteSpaceCopies } from './blobs/space-copies.ts'
import { refreshPhoto } from './refresh-photo.ts'
import { indexPhotos } from './search-index.ts'
import type { Statements } from './statements.ts'
import type { Write } from './write-path.ts'

const stageFirst = `INSERT INTO operations (object, field, element, time, base, value, before, source, source_before)
  VALUES (?, ?, ?, ?, NULL, ?, NULL, ?, ${RegisterSource.file})`

/** Stages one operation on a register that does not exist yet. */
export function stageOperation(
  write: Write,
  object: number,
  field: RegisterField,
  element: number,
  value: RegisterValue,
  source: number,
): void {
  write.statements(stageFirst).run(object, field, element, write.time, value, source)
}

/** Stages, in one statement, that all photos from a slot on were added. */
export function stageAdded(write: Write, firstSlot: number): void {
  write
    .statements(
      `INSERT INTO operations (object, field, element, time, base, value, before, source, source_before)
       SELECT slot, 'added', 0, ?, NULL, ?, NULL, ${RegisterSource.user}, ${RegisterSource.file} FROM photos
       WHERE slot >= ?`,
    )
    .run(write.time, write.at, firstSlot)
}

/**
 * Stages one value of a field for all of temp.chosen that have another. CROSS JOIN keeps SQLite from walking through all
 * photos in search of the chosen.
 */
export function stagePhotoField(write: Write, field: PhotoField, value: RegisterValue, source: number): void {
  const differs =
    field === 'trashed_at' ? `(p.${field} IS NULL) <> (:value IS NULL)` : `p.${field} IS NOT :value`
  write
    .statements(
      `INSERT INTO operations (object, field, element, time, base, value, before, source, source_before)
       SELECT p.slot, '${field}', 0, :time, r.time, :value, p.${field}, :source, ifnull(r.source, ${RegisterSource.file})
       FROM temp.chosen c CROSS JOIN photos p ON p.slot = c.slot
       LEFT JOIN registers r ON r.object = p.slot AND r.field = '${field}' AND r.element = 0
       WHERE ${differs} ORDER BY c.slot`,
    )
    .run({ time: write.time, value, source })
}

/** Stages a keyword for all of temp.chosen that do not have it, or its removal from all that do. */
export function stageKeyword(write: Write, keyword: number, present: boolean, source: number): void {
  write
    .statements(
      `INSERT INTO operations (object, field, element, time, base, value, before, source, source_before)
       SELECT c.slot, 'keyword', :keyword, :time, r.time, :present, 1 - :present, :source, ifnull(r.source, ${RegisterSource.file})
       FROM temp.chosen c
       LEFT JOIN photo_keywords k ON k.keyword = :keyword AND k.photo = c.slot
       LEFT JOIN registers r ON r.object = c.slot AND r.field = 'keyword' AND r.element = :keyword
       WHERE (k.photo IS NOT NULL) <> :present ORDER BY c.slot`,
    )
    .run({ keyword, time: write.time, present: present ? 1 : 0, source })
}

/**
 * Stages the reverse of operations, for each register that still holds what the operation gave it.
 * @returns how many there are
 */
export function stageReverse(write: Write, first: number, last: number): number {
  return (
    write
      .statements(
        `INSERT INTO operations (object, field, element, time, base, value, before, source, source_before)
       SELECT o.object, o.field, o.element, :time, r.time, o.before, o.value,
         iif(:travels, ${RegisterSource.user}, o.source_before), r.source
       FROM operations o CROSS JOIN registers r ON r.object = o.object AND r.field = o.field AND r.element = o.element
       WHERE o.number BETWEEN :first AND :last AND r.value IS o.value ORDER BY o.number`,
      )
      // What other computers were told is the user's everywhere, also where it puts back what a file says.
      .run({ time: write.time, first, last, travels: write.travels ? 1 : 0 }).changes
  )
}

/** Enters staged operations into the registers; that a photo was added needs none, since nothing changes it. */
export function setRegisters(write: Write, first: number, last: number): void {
  write
    .statements(
      `INSERT INTO registers (object, field, element, value, time, base, source)
       SELECT object, field, element, value, time, base, source FROM operations
       WHERE number BETWEEN ? AND ? AND field <> 'added'
       ON CONFLICT DO UPDATE SET
         value = excluded.value, time = excluded.time, base = excluded.base, source = excluded.source`,
    )
    .run(first, last)
}

/** Brings rows, search index and the notes of the transaction in step with all operations it has staged. */
export function carryOutOperations(write: Write): void {
  const first = write.firstOperation
  const last = lastOperation(write.statements)
  const fields = write.statements<RegisterField>(
    'SELECT DISTINCT field FROM operations WHERE number BETWEEN ? AND ?',
  )
  for (const field of fields.pluck().all(first, last)) carryOut(write, field, first, last)
}

/** Number of the newest operation there has ever been. */
export function lastOperation(statements: Statements): number {
  return statements<number | null>('SELECT max(number) FROM operations').pluck().get() ?? 0
}

function carryOut(write: Write, field: RegisterField, first: number, last: number): void {
  if (isPhotoField(field)) {
    const set = `UPDATE photos SET ${field} = o.value FROM operations o
      WHERE o.number BETWEEN ? AND ? AND o.field = '${field}' AND photos.slot = o.object`
    write.statements(set).run(first, last)
  } else {
    for (const sql of rowsOf[field]) write.statements(sql).run(first, last)
  }
  if (field.startsWith('album.')) {
    write.lists = true
    return
  }
  const slots = objectsOf(write, field, first, last)
  for (const slot of slots) write.slots.add(slot)
  if (field === 'trashed_at') write.membership = write.lists = true
  if (field === 'keyword') write.lists = true
  if (field === 'blob.file') noteSpaceCopies(write, first, last)
  if (field === 'face_choice') for (const slot of slots) refreshPhoto(write, slot)
  if (field === 'title' || field === 'caption' || field === 'keyword') indexPhotos(write, slots)
}

/** What the other fields do to rows, between two operation numbers. */
const rowsOf: Readonly<Record<Exclude<RegisterField, PhotoField>, readonly string[]>> = {
  added: [],
  keyword: [
    `INSERT OR IGNORE INTO photo_keywords (keyword, photo)
     SELECT element, object FROM operations WHERE number BETWEEN ? AND ? AND field = 'keyword' AND value = 1`,
    `DELETE FROM photo_keywords WHERE (keyword, photo) IN (
       SELECT element, object FROM operations WHERE number BETWEEN ? AND ? AND field = 'keyword' AND value = 0)`,
  ],
  'album.title': [
    `UPDATE albums SET title = o.value FROM operations o
     WHERE o.number BETWEEN ? AND ? AND o.field = 'album.title' AND albums.number = o.object`,
  ],
  'album.alive': [
    `UPDATE albums SET alive = o.value FROM operations o
     WHERE o.number BETWEEN ? AND ? AND o.field = 'album.alive' AND albums.number = o.object`,
  ],
  'album.member': [
    `INSERT INTO album_photos (album, photo, order_key)
     SELECT object, element, value FROM operations
     WHERE number BETWEEN ? AND ? AND field = 'album.member' AND value IS NOT NULL
     ON CONFLICT DO UPDATE SET order_key = excluded.order_key`,
    `DELETE FROM album_photos WHERE (album, photo) IN (
       SELECT object, element FROM operations
       WHERE number BETWEEN ? AND ? AND field = 'album.member' AND value IS NULL)`,
  ],
  // The register is all there is of these.
  'blob.file': [],
  'blob.grid': [],
  'blob.screen': [],
}

function objectsOf(write: Write, field: RegisterField, first: number, last: number): number[] {
  return write
    .statements<number>('SELECT DISTINCT object FROM operations WHERE number BETWEEN ? AND ? AND field = ?')
    .pluck()
    .all(first, last, field)
}

function isPhotoField(field: RegisterField): field is PhotoField {
  return (photoFields as readonly string[]).includes(field)
}
