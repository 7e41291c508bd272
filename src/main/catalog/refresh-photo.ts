import type { FileId } from '../../shared/ids.ts'
import { bytesOf, hexOf } from './bytes.ts'
import { selectFiles } from './file-rows.ts'
import type { FileRow } from './file-rows.ts'
import { metadataOf } from './metadata-text.ts'
import { factColumns, factValues } from './photo-columns.ts'
import { photoFacts } from './photo-facts.ts'
import type { PhotoFacts } from './photo-facts.ts'
import { forgetPicture } from './pictures.ts'
import { indexPhotos } from './search-index.ts'
import type { Write } from './write-path.ts'

const setFacts = `UPDATE photos SET ${factColumns.map((column) => `${column} = ?`).join(', ')} WHERE slot = ?`

/** Works a photo's facts out anew after one of its files changed. */
export function refreshPhoto(write: Write, slot: number): PhotoFacts {
  const files = write.statements<FileRow>(`${selectFiles} WHERE f.photo = ? ORDER BY f.number`).all(slot)
  const before = write
    .statements<{ face: number; choice: string | null }>(
      'SELECT face, face_choice AS choice FROM photos WHERE slot = ?',
    )
    .get(slot)
  const facts = photoFacts(
    files.map((file) => ({
      id: hexOf<FileId>(file.id),
      role: file.role,
      folder: file.folder,
      name: file.name,
      bytes: file.bytes,
      mtime: file.mtime,
      missing: file.missing === 1,
      metadata: metadataOf(file.metadata),
    })),
    chosenFile(write, before?.choice ?? null),
  )
  const face = files.find((file) => hexOf<FileId>(file.id) === facts.face)!
  write.statements(setFacts).run(...factValues(write, facts, face.number), slot)
  if (before?.face !== face.number) forgetPicture(write, slot)
  write.statements('UPDATE photos SET aspect = ? WHERE slot = ? AND has_preview = 0').run(facts.aspect, slot)
  write.slots.add(slot)
  write.membership = true
  return facts
}

/** A choice made on another computer may name the file by the id it has there. */
function chosenFile(write: Write, choice: string | null): string | null {
  if (choice === null) return null
  const id = write
    .statements<Uint8Array>(
      'SELECT id FROM files WHERE number = (SELECT file FROM file_aliases WHERE id = ?)',
    )
    .pluck()
    .get(bytesOf(choice))
  return id ? hexOf<FileId>(id) : choice
}

/** The same, where names of files may have changed too. */
export function refreshPhotoAndNames(write: Write, slot: number): PhotoFacts {
  const facts = refreshPhoto(write, slot)
  indexPhotos(write, [slot])
  return facts
}
