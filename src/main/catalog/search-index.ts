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
 * Enters what is searched of new photos. Other statements between two entries make FTS5 write out what it has gathered, so
 * the entries of a transaction come together.
 */
export function indexNewPhotos(write: Write, texts: readonly SearchedTexts[]): void {
  if (texts.length === 0) return
  write.texts = true
  const insert = write.statements(
    'INSERT INTO search (rowid, names, title, caption, keywords) VALUES (?, ?, ?, ?, ?)',
  )
  for (const { slot, names, title, caption, keywords } of texts) {
    insert.run(slot, indexedText(names), indexedText(title), indexedText(caption), indexedText(keywords))
  }
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
  const found = slots.flatMap((slot) => texts.get(slot) ?? [])
  for (const slot of slots) write.statements('DELETE FROM search WHERE rowid = ?').run(slot)
  indexNewPhotos(write, found)
}
