import { type Columns, FLAG_CODES, LABEL_CODES } from '../../shared/columns.ts'
import type { Flag, Label } from '../../shared/photo.ts'

/** What photos have in common; `several` where they differ. */
export interface SharedMarks {
  readonly rating: number | 'several'
  readonly flag: Flag | 'several'
  readonly label: Label | null | 'several'
}

export function sharedMarks(columns: Columns, slots: readonly number[]): SharedMarks {
  const rating = shared(columns.rating, slots)
  const flag = shared(columns.flag, slots)
  const label = shared(columns.label, slots)
  return {
    rating: rating ?? 'several',
    flag: flag === null ? 'several' : (FLAG_CODES[flag] ?? 'none'),
    label: label === null ? 'several' : (LABEL_CODES[label] ?? null),
  }
}

/** The one code that all slots have, or null. */
function shared(column: Uint8Array, slots: readonly number[]): number | null {
  const first = column[slots[0] ?? -1] ?? 0
  return slots.every((slot) => column[slot] === first) ? first : null
}
