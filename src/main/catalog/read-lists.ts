import type { AlbumId, PhotoId } from '../../shared/ids.ts'
import { keywordKey } from '../../shared/keyword.ts'
import { bytesOf, hexOf } from './bytes.ts'
import type { Statements } from './statements.ts'

export interface AlbumEntry {
  id: AlbumId
  title: string
  count: number
  coverSlot: number | null
}

/** Albums by title; counts and covers without what is in the trash. */
export function readAlbums(statements: Statements): AlbumEntry[] {
  return statements<{ id: Uint8Array; title: string; photo_count: number; cover: number | null }>(
    `SELECT id, title, photo_count,
       (SELECT m.photo FROM album_photos m JOIN photos p ON p.slot = m.photo
        WHERE m.album = a.number AND p.trashed_at IS NULL ORDER BY m.order_key, m.photo LIMIT 1) AS cover
     FROM albums a WHERE alive = 1 ORDER BY title COLLATE NOCASE, number`,
  )
    .all()
    .map((row) => ({
      id: hexOf<AlbumId>(row.id),
      title: row.title,
      count: row.photo_count,
      coverSlot: row.cover,
    }))
}

export function readAlbumPhotos(statements: Statements, id: AlbumId): PhotoId[] {
  return statements<Uint8Array>(
    `SELECT p.id FROM album_photos m JOIN photos p ON p.slot = m.photo
     WHERE m.album = (SELECT number FROM albums WHERE id = ? AND alive = 1) ORDER BY m.order_key, m.photo`,
  )
    .pluck()
    .all(bytesOf(id))
    .map((photo) => hexOf<PhotoId>(photo))
}

/** Keywords in use that begin with the text, then those that contain it; most used first in both. */
export function suggestKeywords(
  statements: Statements,
  text: string,
  limit: number,
): { keyword: string; count: number }[] {
  return statements<{ keyword: string; count: number }>(
    `SELECT display AS keyword, photo_count AS count FROM keywords
     WHERE photo_count > 0 AND instr(key, :text) > 0
     ORDER BY instr(key, :text) > 1, photo_count DESC, key LIMIT :limit`,
  ).all({ text: keywordKey(text), limit })
}
