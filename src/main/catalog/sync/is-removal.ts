import type { TravellingOperation } from '../../../shared/sync/operation.ts'
import { bytesOf } from '../bytes.ts'
import type { SqlValue } from '../statements.ts'
import type { Write } from '../write-path.ts'

/**
 * Removals of a pull wait until all of it is there, since only then it can be told how much would be gone. Many at once
 * wait on, through restarts and further pulls, until the user decides.
 */
export function isRemoval(
  write: Write,
  { field, value, time }: TravellingOperation,
  { object, element }: { object: number; element: number },
): boolean {
  const has = (sql: string, ...values: SqlValue[]) => write.statements(sql).get(...values) !== undefined
  // What is read again has been carried out long ago, or been overtaken.
  const isNew = () =>
    !has(
      'SELECT 1 FROM registers WHERE object = ? AND field = ? AND element = ? AND time >= ?',
      ...[object, field, element, bytesOf(time)],
    )
  return removes() && isNew()

  function removes(): boolean {
    switch (field) {
      case 'trashed_at':
        return value !== null && has('SELECT 1 FROM photos WHERE slot = ? AND trashed_at IS NULL', object)
      case 'album.alive':
        return value === 0 && has('SELECT 1 FROM albums WHERE number = ? AND alive = 1', object)
      case 'album.member':
        return (
          value === null && has('SELECT 1 FROM album_photos WHERE album = ? AND photo = ?', object, element)
        )
      default:
        return false
    }
  }
}
