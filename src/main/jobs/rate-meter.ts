/** Rate over the last seconds of a count that rises, such as bytes done. */
export class RateMeter {
  static readonly #WINDOW_MS = 5_000
  #samples: { at: number; count: number }[] = []

  /**
   * @param at milliseconds
   * @param count total so far
   * @returns count per second over the window, or null before two samples half a second apart
   */
  measure(at: number, count: number): number | null {
    const last = this.#samples.at(-1)
    // A sample every 100 ms is plenty; more would only make the list long.
    if (!last || at - last.at >= 100) this.#samples.push({ at, count })
    while (this.#samples.length > 2 && at - this.#samples[0]!.at > RateMeter.#WINDOW_MS) this.#samples.shift()
    const first = this.#samples[0]!
    const seconds = (at - first.at) / 1000
    return seconds >= 0.5 ? Math.max(0, count - first.count) / seconds : null
  }

  /** Forgets the past, as after a pause. */
  reset(): void {
    this.#samples = []
  }
}
