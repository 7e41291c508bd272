import { indexedText } from '../../shared/query/search-text.ts'
import type { Write } from './write-path.ts'

/** What is searched of a photo, besides the names of its camera, lens and folder. */
export interface SearchedTexts {
  slot: number
  names: string
  title: string
  caption: string
  keywords: string
}

/**
 * Enters what is searched of a photo, in place of what was there. Other statements between two entries make FTS5 write
 * out what it has gathered, so entries of one transaction come together.
 */
export function indexPhoto(write: Write, texts: SearchedTexts): void {
  write.texts = true
  write
    .statements('REPLACE INTO search (rowid, names, title, caption, keywords) VALUES (?, ?, ?, ?, ?)')
    .run(
      texts.slot,
      indexedText(texts.names),
      indexedText(texts.title),
      indexedText(texts.caption),
      indexedText(texts.keywords),
    )
}

/** Enters these photos anew from their rows. */
export function indexPhotos(write: Write, slots: readonly number[]): void {
  const texts = write.statements<SearchedTexts>(
    `SELECT slot, title, caption,
       (SELECT group_concat(name, ' / ') FROM files WHERE photo = slot) AS names,
       (SELECT ifnull(group_concat(display, ' / '), '') FROM photo_keywords JOIN keywords ON number = keyword
        WHERE photo = slot) AS keywords
     FROM photos WHERE slot = ?`,
  )
  const rows = slots.map((slot) => texts.get(slot))
  for (const row of rows) if (row) indexPhoto(write, row)
}
