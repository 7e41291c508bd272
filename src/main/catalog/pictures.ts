import { aspectOf } from './aspect.ts'
import { bytesOf } from './bytes.ts'
import type { NewCopy, PictureFacts } from './catalog.ts'
import { isOriginal } from './photo-facts.ts'
import type { FileRole } from '../../shared/photo.ts'
import type { Write } from './write-path.ts'

/** Enters what the preview maker found out about photos' pictures. */
export function setPictures(write: Write, pictures: readonly PictureFacts[]): void {
  const update = write.statements<number>(
    // Without a picture, the shape that the file tells of itself stays.
    `UPDATE photos SET aspect = coalesce(nullif(?, 0), aspect), colour = ?, has_preview = ?, preview_problem = ?,
       preview_version = preview_version + 1
     WHERE id = ? RETURNING slot`,
  )
  for (const picture of pictures) {
    const slot = update
      .pluck()
      .get(
        aspectOf(picture.width, picture.height),
        picture.colour >>> 0,
        picture.hasPreview ? 1 : 0,
        picture.problem,
        bytesOf(picture.photoId),
      )
    if (slot !== undefined) write.slots.add(slot)
  }
}

/** The picture is not what it was: its preview is to be made again, also where none could be made before. */
export function forgetPicture(write: Write, slot: number): void {
  write.statements('UPDATE photos SET has_preview = 0, preview_problem = NULL WHERE slot = ?').run(slot)
  write.slots.add(slot)
}

/** Enters copies that were read back, and how well the photos concerned are covered now. */
export function addCopies(write: Write, copies: readonly NewCopy[]): void {
  const touched = new Set<number>()
  for (const copy of copies) {
    const file = write
      .statements<{ number: number; photo: number }>('SELECT number, photo FROM files WHERE id = ?')
      .get(bytesOf(copy.fileId))
    if (!file) continue
    write
      .statements(
        `INSERT INTO file_copies (file, folder, name, verified_at, method) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET verified_at = excluded.verified_at, method = excluded.method`,
      )
      .run(
        file.number,
        write.places.folderNumber(copy.volumeId, copy.folder),
        copy.name,
        Math.round(copy.verifiedAt),
        copy.method,
      )
    touched.add(file.photo)
  }
  for (const slot of touched) countCopies(write, slot)
}

/** The least number of volumes that hold a verified copy, over the originals of a photo. */
export function countCopies(write: Write, slot: number): void {
  const counts = write
    .statements<{ role: FileRole; volumes: number }>(
      `SELECT f.role, (SELECT count(DISTINCT d.volume) FROM file_copies c JOIN folders d ON d.number = c.folder
         WHERE c.file = f.number) AS volumes
       FROM files f WHERE f.photo = ?`,
    )
    .all(slot)
    .filter(({ role }) => isOriginal(role))
    .map(({ volumes }) => volumes)
  write
    .statements('UPDATE photos SET copies = ? WHERE slot = ?')
    .run(counts.length > 0 ? Math.min(...counts) : 0, slot)
  write.slots.add(slot)
}
