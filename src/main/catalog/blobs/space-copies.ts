import { contentIdOf, parseBlobPlace } from '../../../shared/sync/blob-place.ts'
import { hexOf } from '../bytes.ts'
import { countCopies } from '../pictures.ts'
import { volumeElsewhere } from '../sync/elsewhere.ts'
import type { Write } from '../write-path.ts'

interface KeptFile {
  number: number
  photo: number
  path: string
  name: string
  sha256: Uint8Array | null
  place: string | null
}

/**
 * What the space keeps of a file is a verified copy of it, since when the server's receipt says, as long as it is the content
 * that the file has.
 * @param first and last operation that may say where files are kept
 */
export function noteSpaceCopies(write: Write, first: number, last: number): void {
  const volume = volumeElsewhere(write)
  const touched = new Set<number>()
  const files = write
    .statements<KeptFile>(
      `SELECT f.number, f.photo, d.path, f.name, f.sha256, o.value AS place
       FROM operations o JOIN files f ON f.number = o.element JOIN folders d ON d.number = f.folder
       WHERE o.number BETWEEN ? AND ? AND o.field = 'blob.file'`,
    )
    .all(first, last)
  for (const { number, photo, path, name, sha256, place } of files) {
    touched.add(photo)
    write
      .statements(
        `DELETE FROM file_copies WHERE file = ? AND folder IN (
           SELECT d.number FROM folders d JOIN volumes v ON v.number = d.volume WHERE v.key = 'image-space')`,
      )
      .run(number)
    const kept = parseBlobPlace(place)
    if (!kept || sha256 === null || kept.content !== contentIdOf(hexOf(sha256))) continue
    write
      .statements(
        `INSERT INTO file_copies (file, folder, name, verified_at, method) VALUES (?, ?, ?, ?, 'receipt')`,
      )
      .run(number, write.places.folderNumber(volume, path), name, kept.kept)
  }
  for (const slot of touched) countCopies(write, slot)
}
