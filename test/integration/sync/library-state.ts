import Database from 'better-sqlite3'

/** All that sync promises to be the same on every computer, by ids and contents. */
export interface LibraryState {
  photos: Record<string, unknown>
  albums: Record<string, unknown>
  texts: string[]
}

/** @param path of a catalog, which may be in use. A photo goes by the smallest of its ids. */
export function libraryState(path: string): LibraryState {
  const database = new Database(path, { readonly: true })
  try {
    const rows = <Row>(sql: string, ...values: unknown[]) => database.prepare(sql).all(...values) as Row[]
    const ids = new Map(
      rows<{ slot: number; id: string }>(
        `SELECT slot, min(id) AS id FROM (SELECT slot, hex(id) AS id FROM photos
           UNION ALL SELECT photo, hex(id) FROM photo_aliases) GROUP BY slot`,
      ).map(({ slot, id }) => [slot, id]),
    )
    const photos = rows<Record<string, unknown> & { slot: number }>(
      `SELECT slot, added_at, rating, flag, label, title, caption, creator, copyright, trashed_at,
         (SELECT name FROM files WHERE number = face) AS face,
         (SELECT json_group_array(key) FROM (SELECT k.key FROM photo_keywords p JOIN keywords k ON k.number = p.keyword
            WHERE p.photo = slot ORDER BY k.key)) AS keywords,
         (SELECT json_group_array(f) FROM (SELECT f.name || ' ' || f.role || ' ' || f.bytes || ' ' ||
            ifnull(hex(f.sha256), '') || ' ' || ifnull(f.metadata, '') AS f FROM files f WHERE f.photo = slot ORDER BY 1)) AS files
       FROM photos`,
    )
    const albums = rows<{ number: number; id: string; title: string; alive: number }>(
      // One that was never there for anybody else is no difference.
      `SELECT number, hex(id) AS id, title, alive FROM albums
       WHERE alive = 1 OR title <> '' OR number IN (SELECT album FROM album_photos)`,
    )
    return {
      photos: Object.fromEntries(photos.map(({ slot, ...photo }) => [ids.get(slot)!, photo])),
      albums: Object.fromEntries(
        albums.map(({ number, id, title, alive }) => [
          id,
          {
            title,
            alive,
            photos: rows<{ photo: number; order_key: string }>(
              'SELECT photo, order_key FROM album_photos WHERE album = ?',
              number,
            )
              .map(({ photo, order_key }) => `${order_key} ${ids.get(photo)}`)
              .sort(),
          },
        ]),
      ),
      texts: rows<{ field: string; object: number; time: string; value: string | null; seen: number }>(
        'SELECT field, object, hex(time) AS time, value, seen FROM text_versions',
      )
        .map(
          ({ field, object, time, value, seen }) =>
            `${field} ${field.startsWith('album.') ? albums.find(({ number }) => number === object)?.id : ids.get(object)} ${time} ${seen} ${value}`,
        )
        .sort(),
    }
  } finally {
    database.close()
  }
}
