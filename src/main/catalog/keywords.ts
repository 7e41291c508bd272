import { keywordKey, keywordText } from '../../shared/keyword.ts'
import type { Write } from './write-path.ts'

/** Longer ones are cut: files can hold anything. */
const LONGEST = 500

/** Number of a keyword, which is added when it is new; its first spelling stays. Null: there is nothing in it. */
export function keywordNumber(write: Write, written: string): number | null {
  const display = keywordText(written).slice(0, LONGEST)
  if (display === '') return null
  const key = keywordKey(display)
  const known = write.statements<number>('SELECT number FROM keywords WHERE key = ?').pluck().get(key)
  if (known !== undefined) return known
  write.lists = true
  return Number(
    write.statements('INSERT INTO keywords (key, display) VALUES (?, ?)').run(key, display).lastInsertRowid,
  )
}
