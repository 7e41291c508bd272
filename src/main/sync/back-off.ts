import type { RandomSource } from '../../shared/random.ts'

const FIRST_MS = 1_000
const LONGEST_MS = 300_000

/** Waits between tries: 1 s, then twice as long each time, up to 5 min; less a part by chance, so that not all come at once. */
export class BackOff {
  readonly #random: RandomSource
  #failures = 0

  constructor(random: RandomSource) {
    this.#random = random
  }

  /** @returns milliseconds to wait after one more failure: between half of the time and all of it */
  next(): number {
    const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#failures++)
    const [byte = 0] = this.#random.bytes(1)
    return longest * (1 - byte / 512)
  }

  reset(): void {
    this.#failures = 0
  }
}
