import type { TextVersion } from '../../../shared/sync/merge.ts'
import { losersOf } from '../../../shared/sync/merge.ts'
import type { AlbumId, PhotoId } from '../../../shared/ids.ts'
import { hexOf } from '../bytes.ts'
import type { Statements } from '../statements.ts'
import type { Write } from '../write-path.ts'
import { timeBytes, timeOf } from './joined-space.ts'

interface VersionRow {
  time: Uint8Array
  value: string | null
  seen: number
}

/** Texts that a register has had besides the one that holds. */
export function readVersions(statements: Statements, field: string, object: number): TextVersion[] {
  return statements<VersionRow>('SELECT time, value, seen FROM text_versions WHERE field = ? AND object = ?')
    .all(field, object)
    .map(({ time, value, seen }) => ({ time: timeOf(time), value, seen: seen === 1 }))
}

export function keepVersions(
  write: Write,
  field: string,
  object: number,
  versions: readonly TextVersion[],
): void {
  for (const { time, value, seen } of versions)
    write
      .statements(
        `INSERT INTO text_versions (field, object, time, value, seen) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET value = coalesce(value, excluded.value), seen = max(seen, excluded.seen)`,
      )
      .run(field, object, timeBytes(time), value, seen ? 1 : 0)
}

/** A text that somebody wrote, and that another text took the place of unseen. */
export interface OverwrittenText {
  field: string
  photoId: PhotoId | null
  albumId: AlbumId | null
  /** What holds now. */
  holds: string
  /** Earliest first. */
  others: string[]
}

/** All of them, until somebody chooses. */
export function readOverwrittenTexts(statements: Statements): OverwrittenText[] {
  return statements<{ field: string; object: number; value: string; time: Uint8Array; source: number }>(
    `SELECT r.field, r.object, r.value, r.time, r.source FROM registers r
     WHERE r.element = 0 AND (r.field, r.object) IN (
       SELECT field, object FROM text_versions WHERE seen = 0 AND value IS NOT NULL)
     ORDER BY r.field, r.object`,
  )
    .all()
    .map(({ field, object, value, time, source }) => {
      const isAlbum = field.startsWith('album.')
      const id = statements<Uint8Array>(
        isAlbum ? 'SELECT id FROM albums WHERE number = ?' : 'SELECT id FROM photos WHERE slot = ?',
      )
        .pluck()
        .get(object)!
      const held = { value, time: timeOf(time), source }
      return {
        field,
        photoId: isAlbum ? null : hexOf<PhotoId>(id),
        albumId: isAlbum ? hexOf<AlbumId>(id) : null,
        holds: value,
        others: losersOf(held, readVersions(statements, field, object)).map((loser) => loser.value),
      }
    })
    .filter(({ others }) => others.length > 0)
}
