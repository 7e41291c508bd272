/**
 * All slots in some order, kept sorted as photos come and change. What changed is merged in when the order is next
 * asked for: a few milliseconds for a million slots, however many changed.
 */
export class SlotOrder {
  readonly #compare: (a: number, b: number) => number
  #sorted: Uint32Array<ArrayBufferLike> = new Uint32Array(0)
  /** Slots that are sorted in already, and may be no more where they were. */
  readonly #changed = new Set<number>()
  #length = 0

  /** @param compare never 0 for two different slots */
  constructor(compare: (a: number, b: number) => number) {
    this.#compare = compare
  }

  /** Takes an order that is known to be right. */
  restore(sorted: Uint32Array): void {
    this.#sorted = sorted
    this.#length = sorted.length
  }

  /** There are that many slots now; new ones are sorted in when they are asked for. */
  reach(length: number): void {
    this.#length = length
  }

  /** What the slot is sorted by is another. */
  changed(slot: number): void {
    if (slot < this.#sorted.length) this.#changed.add(slot)
  }

  slots(): Uint32Array {
    const known = this.#sorted.length
    if (this.#changed.size === 0 && this.#length === known) return this.#sorted
    const moved = new Uint32Array(this.#changed.size + this.#length - known)
    moved.set([...this.#changed])
    for (let slot = known; slot < this.#length; slot++) moved[this.#changed.size + slot - known] = slot
    this.#sorted = this.#merged(this.#without(this.#changed), moved.sort(this.#compare))
    this.#changed.clear()
    return this.#sorted
  }

  #without(changed: ReadonlySet<number>): Uint32Array {
    if (changed.size === 0) return this.#sorted
    const known = this.#sorted.length
    const moving = new Uint8Array(known)
    for (const slot of changed) moving[slot] = 1
    const kept = new Uint32Array(known - changed.size)
    let at = 0
    for (let index = 0; index < known; index++) {
      const slot = this.#sorted[index]!
      if (moving[slot] === 0) kept[at++] = slot
    }
    return kept
  }

  #merged(kept: Uint32Array, moved: Uint32Array): Uint32Array {
    const result = new Uint32Array(kept.length + moved.length)
    let from = 0
    for (let index = 0; index < moved.length; index++) {
      const slot = moved[index]!
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
