import { keywordKey } from '../../shared/keyword.ts'
import { foldedText } from '../../shared/folded-text.ts'
import { bytesOf } from './bytes.ts'
import type { Statements } from './statements.ts'

/**
 * Slots of the photos that a question to the catalog finds, rising unless said otherwise. SQLite hands over a million
 * numbers as rows in a third of a second, as one text in a tenth: so they come as text and are read here.
 */

/** @param match an FTS5 query, see matchFor */
export function slotsOfText(statements: Statements, match: string): Uint32Array<ArrayBuffer> {
  return slotsIn(statements, `SELECT rowid AS slot FROM search WHERE search MATCH ?`, match)
}

export function slotsOfKeywords(
  statements: Statements,
  keywords: readonly string[],
): Uint32Array<ArrayBuffer> {
  return slotsIn(
    statements,
    `SELECT photo AS slot FROM photo_keywords WHERE keyword IN (
       SELECT number FROM keywords WHERE key IN (SELECT value FROM json_each(?)))`,
    JSON.stringify(keywords.map(keywordKey)),
  )
}

/** In the order of the album. */
export function slotsOfAlbum(statements: Statements, id: string): Uint32Array<ArrayBuffer> {
  return slotsIn(
    statements,
    `SELECT photo AS slot FROM album_photos
     WHERE album = (SELECT number FROM albums WHERE id = ? AND alive = 1) ORDER BY order_key, photo`,
    bytesOf(id),
  )
}

/** Photos of all albums whose title contains one of these. */
export function slotsOfAlbumsNamed(
  statements: Statements,
  names: readonly string[],
): Uint32Array<ArrayBuffer> {
  const wanted = names.map(foldedText)
  const numbers = statements<{ number: number; title: string }>(
    'SELECT number, title FROM albums WHERE alive = 1',
  )
    .all()
    .filter(({ title }) => wanted.some((name) => foldedText(title).includes(name)))
    .map(({ number }) => number)
  return slotsIn(
    statements,
    'SELECT photo AS slot FROM album_photos WHERE album IN (SELECT value FROM json_each(?))',
    JSON.stringify(numbers),
  )
}

function slotsIn(
  statements: Statements,
  sql: string,
  parameter: string | Uint8Array,
): Uint32Array<ArrayBuffer> {
  const text = statements<Uint8Array | null>(`SELECT CAST(group_concat(slot, ' ') AS BLOB) FROM (${sql})`)
    .pluck()
    .get(parameter)
  return text ? numbersIn(text) : new Uint32Array(0)
}

const SPACE = 32
const ZERO = 48

function numbersIn(text: Uint8Array): Uint32Array<ArrayBuffer> {
  const numbers = new Uint32Array((text.length + 1) >> 1)
  let count = 0
  let number = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    if (character === SPACE) {
      numbers[count++] = number
      number = 0
    } else {
      number = number * 10 + character - ZERO
    }
  }
  numbers[count++] = number
  return numbers.slice(0, count)
}
