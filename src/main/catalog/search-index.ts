import { indexedText } from '../../shared/query/search-text.ts'
import type { Write } from './write-path.ts'

/** Enters what is searched of a photo, in place of what was there. */
export function indexPhoto(
  write: Write,
  slot: number,
  texts: { names: string; title: string; caption: string; keywords: string },
): void {
  write.texts = true
  write
    .statements('REPLACE INTO search (rowid, names, title, caption, keywords) VALUES (?, ?, ?, ?, ?)')
    .run(
      slot,
      indexedText(texts.names),
      indexedText(texts.title),
      indexedText(texts.caption),
      indexedText(texts.keywords),
    )
}

/** Enters these photos anew from their rows. */
export function indexPhotos(write: Write, slots: readonly number[]): void {
  const texts = write.statements<{ names: string; title: string; caption: string; keywords: string }>(
    `SELECT title, caption,
       (SELECT group_concat(name, ' / ') FROM files WHERE photo = slot) AS names,
       (SELECT ifnull(group_concat(display, ' / '), '') FROM photo_keywords JOIN keywords ON number = keyword
        WHERE photo = slot) AS keywords
     FROM photos WHERE slot = ?`,
  )
  for (const slot of slots) {
    const row = texts.get(slot)
    if (row) indexPhoto(write, slot, row)
  }
}
