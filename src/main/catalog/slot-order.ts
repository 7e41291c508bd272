/**
 * All slots in some order, kept sorted as photos come and change. What changed is merged in when the order is next
 * asked for: a few milliseconds for a million slots, however many changed.
 */
export class SlotOrder {
  readonly #compare: (a: number, b: number) => number
  #sorted: Uint32Array<ArrayBufferLike> = new Uint32Array(0)
  readonly #changed = new Set<number>()

  /** @param compare never 0 for two different slots */
  constructor(compare: (a: number, b: number) => number) {
    this.#compare = compare
  }

  /** Takes an order that is known to be right. */
  restore(sorted: Uint32Array): void {
    this.#sorted = sorted
  }

  /** The slot is new, or what it is sorted by is another. */
  changed(slot: number): void {
    this.#changed.add(slot)
  }

  slots(): Uint32Array {
    if (this.#changed.size === 0) return this.#sorted
    const moved = Uint32Array.from(this.#changed).sort(this.#compare)
    this.#sorted = this.#merged(this.#without(this.#changed), moved)
    this.#changed.clear()
    return this.#sorted
  }

  #without(changed: ReadonlySet<number>): Uint32Array {
    const known = this.#sorted.length
    const moving = new Uint8Array(known)
    let count = 0
    for (const slot of changed) {
      if (slot < known) {
        moving[slot] = 1
        count++
      }
    }
    if (count === 0) return this.#sorted
    const kept = new Uint32Array(known - count)
    let at = 0
    for (const slot of this.#sorted) if (moving[slot] === 0) kept[at++] = slot
    return kept
  }

  #merged(kept: Uint32Array, moved: Uint32Array): Uint32Array {
    const result = new Uint32Array(kept.length + moved.length)
    let from = 0
    for (const [index, slot] of moved.entries()) {
      const to = this.#firstAfter(kept, slot, from)
      result.set(kept.subarray(from, to), from + index)
      result[to + index] = slot
      from = to
    }
    result.set(kept.subarray(from), from + moved.length)
    return result
  }

  #firstAfter(kept: Uint32Array, slot: number, from: number): number {
    let low = from
    let high = kept.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#compare(kept[middle]!, slot) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
