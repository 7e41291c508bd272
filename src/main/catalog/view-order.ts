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
      return directed(slotsOf(mask, memory.columns.length, count).slice(), sort.descending)
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
    return directed(new Uint32Array(order), descending)
  }
  const found = roomFor(count + 1)
  let next = 0
  for (let at = 0; at < order.length; at++) {
    const slot = order[at]!
    found[next] = slot
    next += mask[slot]!
  }
  return directed(found.slice(0, count), descending)
}

let room: Uint32Array<ArrayBuffer> = new Uint32Array(0)

/** Used again and again: fresh memory costs as much as the walk. */
function roomFor(count: number): Uint32Array<ArrayBuffer> {
  if (room.length < count) room = new Uint32Array(Math.ceil(count * 1.2))
  return room
}

/** The slots a mask holds, rising, in memory that the next call uses again. @param count how many they are */
export function slotsOf(mask: Mask, length: number, count: number): Uint32Array<ArrayBuffer> {
  const found = roomFor(count + 1)
  let next = 0
  for (let slot = 0; slot < length; slot++) {
    found[next] = slot
    next += mask[slot]!
  }
  return found.subarray(0, count)
}

function directed(slots: Uint32Array<ArrayBuffer>, descending: boolean): Uint32Array<ArrayBuffer> {
  return descending ? slots.reverse() : slots
}

/** By rating and, within one, by time. Most photos have no rating: only those that have one are sorted into theirs. */
function byRating(
  memory: LibraryMemory,
  mask: Mask,
  count: number,
  descending: boolean,
): Uint32Array<ArrayBuffer> {
  const { rating } = memory.columns
  const slots = new Uint32Array(count + 1)
  const rated = roomFor(count + 1)
  const ratedCount = splitByRated(memory.byTaken.slots(), mask, rating, slots, rated)
  const next = startsOf(rating, rated, ratedCount, count - ratedCount)
  for (let at = 0; at < ratedCount; at++) {
    const slot = rated[at]!
    slots[next[rating[slot]!]!++] = slot
  }
  return directed(slots.subarray(0, count), descending)
}

/** Walks the order once; gives how many are rated. */
function splitByRated(
  order: Uint32Array,
  mask: Mask,
  rating: Uint8Array,
  unrated: Uint32Array,
  rated: Uint32Array,
): number {
  let ratedCount = 0
  let unratedCount = 0
  for (let at = 0; at < order.length; at++) {
    const slot = order[at]!
    const here = mask[slot]!
    const isRated = (-rating[slot]! >>> 31) & here
    rated[ratedCount] = slot
    unrated[unratedCount] = slot
    ratedCount += isRated
    unratedCount += here ^ isRated
  }
  return ratedCount
}

/** Where each rating begins, behind what has none. */
function startsOf(rating: Uint8Array, rated: Uint32Array, ratedCount: number, unrated: number): Int32Array {
  const starts = new Int32Array(RATINGS + 1)
  for (let at = 0; at < ratedCount; at++) starts[rating[rated[at]!]! + 1]!++
  starts[1] = unrated
  for (let value = 1; value < RATINGS; value++) starts[value + 1]! += starts[value]!
  return starts
}
