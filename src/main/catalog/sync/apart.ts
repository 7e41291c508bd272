import type { RegisterValue } from '../../../shared/registers.ts'
import type { TravellingOperation } from '../../../shared/sync/operation.ts'
import type { TravellingFieldName } from '../../../shared/sync/travelling-fields.ts'
import { bytesOf, hexOf } from '../bytes.ts'
import type { Statements } from '../statements.ts'
import type { Write } from '../write-path.ts'
import { timeBytes, timeOf } from './joined-space.ts'

/** Why an operation that was received is not carried out: its photo is not here yet, or it removes something. */
export type Apart = 'no-object' | 'removal'

export function setApart(write: Write, reason: Apart, operation: TravellingOperation): void {
  const { object, field, element, time, base, value } = operation
  write
    .statements('INSERT OR IGNORE INTO received_apart VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(reason, bytesOf(object), field, element, timeBytes(time), timeBytes(base), value)
}

interface ApartRow {
  object: Uint8Array
  field: TravellingFieldName
  element: string
  time: Uint8Array
  base: Uint8Array | null
  value: RegisterValue
}

export function readApart(statements: Statements, reason: Apart): TravellingOperation[] {
  return statements<ApartRow>(
    'SELECT object, field, element, time, base, value FROM received_apart WHERE reason = ? ORDER BY time',
  )
    .all(reason)
    .map(operationOf)
}

export function forgetApart(write: Write, reason: Apart): void {
  write.statements('DELETE FROM received_apart WHERE reason = ?').run(reason)
}

/** Operations that waited for these photos and files, taken out. @param ids of theirs */
export function takeArrived(write: Write, ids: readonly string[]): TravellingOperation[] {
  if (ids.length === 0) return []
  // Apart, so that each is looked up and nobody walks through all that waits.
  const about = [
    'object IN (SELECT unhex(value) FROM json_each(?))',
    'element IN (SELECT value FROM json_each(?))',
  ]
  return about.flatMap((which) =>
    write
      .statements<ApartRow>(
        `DELETE FROM received_apart WHERE reason = 'no-object' AND ${which}
         RETURNING object, field, element, time, base, value`,
      )
      .all(JSON.stringify(ids))
      .map(operationOf),
  )
}

function operationOf({ object, field, element, time, base, value }: ApartRow): TravellingOperation {
  return { object: hexOf(object), field, element, time: timeOf(time), base: base && timeOf(base), value }
}
