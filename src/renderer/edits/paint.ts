import { type Columns, FLAG_CODES, LABEL_CODES, State } from '../../shared/columns.ts'
import type { PhotoChange } from '../../shared/edits.ts'

/** A change of columns ahead of the engine's answer. */
interface Painted {
  readonly slots: readonly number[]
  readonly change: PhotoChange
  readonly before: Uint8Array
}

/**
 * Edits shown before the engine has confirmed them. What it says meanwhile may be older than the edit, so a painting
 * is put over every delta until its edit is answered.
 */
export class Paintings {
  private readonly pending = new Set<Painted>()

  /** Writes the change into the columns; null when columns do not show it. */
  paint(columns: Columns, slots: readonly number[], change: PhotoChange): Painted | null {
    const column = columnOf(columns, change)
    if (!column) return null
    const painted = { slots, change, before: Uint8Array.from(slots, (slot) => column[slot] ?? 0) }
    write(columns, painted)
    this.pending.add(painted)
    return painted
  }

  /** The engine has done it: from now on its word counts. */
  confirmed(painted: Painted): void {
    this.pending.delete(painted)
  }

  /** The engine refused: what was there before is shown again. */
  refused(columns: Columns, painted: Painted): void {
    this.pending.delete(painted)
    const column = columnOf(columns, painted.change)
    painted.slots.forEach((slot, index) => {
      if (column) column[slot] = painted.before[index]!
    })
    this.repaint(columns)
  }

  /** After a delta: what is not answered yet is put over it. */
  repaint(columns: Columns): void {
    for (const painted of this.pending) write(columns, painted)
  }
}

function write(columns: Columns, { slots, change }: Painted): void {
  const column = columnOf(columns, change)
  if (!column) return
  for (const slot of slots) if (slot < columns.length) column[slot] = valueOf(change, column[slot] ?? 0)
}

function columnOf(columns: Columns, { field }: PhotoChange): Uint8Array | null {
  if (field === 'rating' || field === 'flag' || field === 'label') return columns[field]
  return field === 'trashed' ? columns.state : null
}

function valueOf(change: PhotoChange, now: number): number {
  switch (change.field) {
    case 'rating':
      return change.value
    case 'flag':
      return FLAG_CODES.indexOf(change.value)
    case 'label':
      return LABEL_CODES.indexOf(change.value)
    case 'trashed':
      return change.value ? now | State.trashed : now & ~State.trashed
    default:
      return now
  }
}
