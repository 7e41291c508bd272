import { State } from '../../shared/columns.ts'
import type { PhotoId } from '../../shared/ids.ts'
import type { LibraryColumns } from './column-layout.ts'

/** Finds slots by photo id: an open hash table of slots, since a million ids as text would weigh 100 MB. */
export class IdTable {
  readonly #columns: LibraryColumns
  /** Slot + 1, or 0. Ids are random, so their first bits are the hash. */
  #table = new Uint32Array(1024)
  #used = 0

  constructor(columns: LibraryColumns) {
    this.#columns = columns
  }

  add(slot: number): void {
    if (++this.#used * 2 > this.#table.length) this.#grow(this.#table.length * 2)
    this.#insert(slot)
  }

  /** Enters all slots at once. */
  addAll(count: number): void {
    this.#used += count
    let size = this.#table.length
    while (this.#used * 2 > size) size *= 2
    this.#table = new Uint32Array(size)
    const { state } = this.#columns
    for (let slot = 0; slot < count; slot++) if ((state[slot]! & State.vacant) === 0) this.#insert(slot)
  }

  slotOf(id: PhotoId): number | null {
    const [a, b, c, d] = [0, 8, 16, 24].map((at) => parseInt(id.slice(at, at + 8), 16)) as [
      number,
      number,
      number,
      number,
    ] // Four.
    const { id0, id1, id2, id3 } = this.#columns
    const last = this.#table.length - 1
    for (let at = a & last; this.#table[at] !== 0; at = (at + 1) & last) {
      const slot = this.#table[at]! - 1
      if (id0[slot] === a && id1[slot] === b && id2[slot] === c && id3[slot] === d) return slot
    }
    return null
  }

  idOf(slot: number): PhotoId | null {
    const { id0, id1, id2, id3, state, length } = this.#columns
    if (!(slot >= 0 && slot < length) || (state[slot]! & State.vacant) !== 0) return null
    const parts = [id0, id1, id2, id3].map((part) => part[slot]!.toString(16).padStart(8, '0'))
    return parts.join('') as PhotoId // 32 hex digits.
  }

  #insert(slot: number): void {
    const last = this.#table.length - 1
    let at = this.#columns.id0[slot]! & last
    while (this.#table[at] !== 0) at = (at + 1) & last
    this.#table[at] = slot + 1
  }

  #grow(size: number): void {
    const before = this.#table
    this.#table = new Uint32Array(size)
    for (const entry of before) if (entry !== 0) this.#insert(entry - 1)
  }
}
