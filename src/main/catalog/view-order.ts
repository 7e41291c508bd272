import type { Sort } from '../../shared/view.ts'
import type { LibraryMemory } from './library-memory.ts'
import type { Mask } from './masks.ts'

const RATINGS = 6

/**
 * The slots a mask holds, in the order asked for.
 * @param count how many they are
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

/** Walks the order once; like the scans of masks.ts, without branching on what it finds. */
function along(order: Uint32Array, mask: Mask, count: number, descending: boolean): Uint32Array<ArrayBuffer> {
  if (count === order.length) {
    const all = new Uint32Array(order)
    return descending ? all.reverse() : all
  }
  const found = roomFor(count + 1)
  let next = 0
  for (let at = 0; at < order.length; at++) {
    const slot = order[at]!
    found[next] = slot
    next += mask[slot]!
  }
  const slots = found.slice(0, count)
  return descending ? slots.reverse() : slots
}

let room: Uint32Array<ArrayBuffer> = new Uint32Array(0)

/** Used again and again: fresh memory costs as much as the walk. */
function roomFor(count: number): Uint32Array<ArrayBuffer> {
  if (room.length < count) room = new Uint32Array(Math.ceil(count * 1.2))
  return room
}

function bySlot(mask: Mask, length: number, count: number, descending: boolean): Uint32Array<ArrayBuffer> {
  const found = roomFor(count + 1)
  let next = 0
  for (let slot = 0; slot < length; slot++) {
    found[next] = slot
    next += mask[slot]!
  }
  const slots = found.slice(0, count)
  return descending ? slots.reverse() : slots
}

/** By rating and, within one, by time. */
function byRating(
  memory: LibraryMemory,
  mask: Mask,
  count: number,
  descending: boolean,
): Uint32Array<ArrayBuffer> {
  const { rating, length } = memory.columns
  const order = memory.byTaken.slots()
  const next = startsOf(rating, mask, length)
  const slots = new Uint32Array(count)
  const last = count - 1
  for (let at = 0; at < order.length; at++) {
    const slot = order[at]!
    if (mask[slot] === 0) continue
    const place = next[rating[slot]!]!++
    slots[descending ? last - place : place] = slot
  }
  return slots
}

/** Where each rating begins. */
function startsOf(rating: Uint8Array, mask: Mask, length: number): Int32Array {
  const starts = new Int32Array(RATINGS + 1)
  for (let slot = 0; slot < length; slot++) starts[rating[slot]! + 1]! += mask[slot]!
  for (let value = 1; value < RATINGS; value++) starts[value]! += starts[value - 1]!
  return starts
}
