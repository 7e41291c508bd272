import type { Sort } from '../../shared/view.ts'
import type { LibraryMemory } from './library-memory.ts'
import type { Mask } from './masks.ts'

const RATINGS = 6

/**
 * The slots a mask holds, in the order asked for.
 * @param album slots of the album in its own order, where the view is of one
 */
export function orderedSlots(
  memory: LibraryMemory,
  mask: Mask,
  count: number,
  sort: Sort,
  album: Uint32Array | null,
): Uint32Array<ArrayBuffer> {
  switch (sort.field) {
    case 'added':
      return bySlot(mask, memory.columns.length, count, sort.descending)
    case 'name':
      return along(memory.byName.slots(), mask, count, sort.descending)
    case 'rating':
      return byRating(memory, mask, count, sort.descending)
    case 'album':
      return along(album ?? memory.byTaken.slots(), mask, count, sort.descending)
    case 'taken':
      return along(memory.byTaken.slots(), mask, count, sort.descending)
  }
}

function along(order: Uint32Array, mask: Mask, count: number, descending: boolean): Uint32Array<ArrayBuffer> {
  const slots = new Uint32Array(count)
  let filled = 0
  if (descending) {
    for (let at = order.length - 1; at >= 0; at--) if (mask[order[at]!] === 1) slots[filled++] = order[at]!
  } else {
    for (let at = 0; at < order.length; at++) if (mask[order[at]!] === 1) slots[filled++] = order[at]!
  }
  return slots
}

function bySlot(mask: Mask, length: number, count: number, descending: boolean): Uint32Array<ArrayBuffer> {
  const slots = new Uint32Array(count)
  let filled = 0
  for (let slot = 0; slot < length; slot++) if (mask[slot] === 1) slots[filled++] = slot
  return descending ? slots.reverse() : slots
}

/** By rating and, within one, by time. */
function byRating(
  memory: LibraryMemory,
  mask: Mask,
  count: number,
  descending: boolean,
): Uint32Array<ArrayBuffer> {
  const { rating } = memory.columns
  const byTime = along(memory.byTaken.slots(), mask, count, false)
  const next = new Uint32Array(RATINGS)
  for (const slot of byTime) next[rating[slot]!]!++
  let start = 0
  for (let value = 0; value < RATINGS; value++) {
    const size = next[value]!
    next[value] = start
    start += size
  }
  const slots = new Uint32Array(count)
  for (const slot of byTime) slots[next[rating[slot]!]!++] = slot
  return descending ? slots.reverse() : slots
}
