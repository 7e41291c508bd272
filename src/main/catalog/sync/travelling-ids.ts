import type { TravellingOperation } from '../../../shared/sync/operation.ts'
import { travellingFields } from '../../../shared/sync/travelling-fields.ts'
import type { TravellingFieldName } from '../../../shared/sync/travelling-fields.ts'
import { bytesOf, hexOf } from '../bytes.ts'
import { keywordNumber } from '../keywords.ts'
import type { Statements } from '../statements.ts'
import type { Write } from '../write-path.ts'

/**
 * Numbers stay at home, ids travel. A photo that two libraries had before they met has an id of each; so have its files.
 */
export function photoSlot(statements: Statements, id: string): number | undefined {
  return statements<number>(
    `SELECT slot FROM photos WHERE id = :id UNION ALL SELECT photo FROM photo_aliases WHERE id = :id`,
  )
    .pluck()
    .get({ id: bytesOf(id) })
}

export function fileNumber(statements: Statements, id: string): number | undefined {
  return statements<number>(
    `SELECT number FROM files WHERE id = :id UNION ALL SELECT file FROM file_aliases WHERE id = :id`,
  )
    .pluck()
    .get({ id: bytesOf(id) })
}

/** The album's number; an album that nobody here knew is made, without a title and not alive until it is told so. */
function albumNumber(write: Write, id: string): number {
  const known = () =>
    write.statements<number>('SELECT number FROM albums WHERE id = ?').pluck().get(bytesOf(id))
  if (known() === undefined)
    write.statements('INSERT INTO albums (id, created_at) VALUES (?, ?)').run(bytesOf(id), write.at)
  return known()!
}

/** Where an operation belongs here; null while the photo it is about is not here. */
export function registerOf(
  write: Write,
  { field, object, element }: TravellingOperation,
): { object: number; element: number } | null {
  const of = travellingFields[field]
  const number = of.object === 'album' ? albumNumber(write, object) : photoSlot(write.statements, object)
  const at = elementNumber(write, of.element, element)
  return number === undefined || at === undefined ? null : { object: number, element: at }
}

function elementNumber(write: Write, kind: 'none' | 'keyword' | 'photo' | 'file', element: string) {
  switch (kind) {
    case 'none':
      return 0
    case 'keyword':
      return keywordNumber(write, element) ?? undefined
    case 'photo':
      return photoSlot(write.statements, element)
    case 'file':
      return fileNumber(write.statements, element)
  }
}

/** Ids, for what leaves. */
export function idsOf(
  statements: Statements,
  field: TravellingFieldName,
  object: number,
  element: number,
): { object: string; element: string } {
  const of = travellingFields[field]
  const photo = (slot: number) =>
    hexOf<string>(statements<Uint8Array>('SELECT id FROM photos WHERE slot = ?').pluck().get(slot)!)
  const album = () =>
    hexOf<string>(statements<Uint8Array>('SELECT id FROM albums WHERE number = ?').pluck().get(object)!)
  return {
    object: of.object === 'album' ? album() : photo(object),
    element: elementId(),
  }

  function elementId(): string {
    switch (of.element) {
      case 'none':
        return ''
      case 'keyword':
        return statements<string>('SELECT display FROM keywords WHERE number = ?').pluck().get(element)!
      case 'photo':
        return photo(element)
      case 'file':
        return hexOf(statements<Uint8Array>('SELECT id FROM files WHERE number = ?').pluck().get(element)!)
    }
  }
}
