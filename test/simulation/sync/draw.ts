import type { RandomSource } from '../../../src/shared/random.ts'

/** Everything of a history is drawn from one seed. Fast, since a history draws often; not for secrets. */
export class Draw implements RandomSource {
  #state: number

  constructor(seed: number) {
    this.#state = (seed ^ 0x9e3779b9) >>> 0
  }

  /** Below `count`. Source: mulberry32 by Tommy Ettinger, public domain. */
  nat(count: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * count)
  }

  chance(part: number): boolean {
    return this.nat(1_000_000) < part * 1_000_000
  }

  one<Item>(of: readonly Item[]): Item {
    return of[this.nat(of.length)]!
  }

  some<Item>(of: readonly Item[], most: number): Item[] {
    const left = [...of]
    const count = Math.min(left.length, 1 + this.nat(most))
    return Array.from({ length: count }, () => left.splice(this.nat(left.length), 1)[0]!)
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.nat(256))
  }
}
