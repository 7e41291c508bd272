import { AppError } from '../../shared/errors.ts'

const MOST = 600

/** Things to be made next, the latest wish first; older wishes are dropped when there are too many. */
export class WantList<Want> {
  readonly #make: (want: Want) => Promise<unknown>
  readonly #atOnce: number
  readonly #onBug: (error: unknown) => void
  #waiting: Want[] = []
  #running = 0

  constructor(atOnce: number, make: (want: Want) => Promise<unknown>, onBug: (error: unknown) => void) {
    this.#atOnce = atOnce
    this.#make = make
    this.#onBug = onBug
  }

  add(wants: readonly Want[]): void {
    this.#waiting = [...wants, ...this.#waiting].slice(0, MOST)
    while (this.#running < this.#atOnce && this.#waiting.length > 0) void this.#work()
  }

  async #work(): Promise<void> {
    this.#running += 1
    for (let want = this.#waiting.shift(); want !== undefined; want = this.#waiting.shift()) {
      try {
        await this.#make(want)
      } catch (error) {
        // Whoever shows the photo gets the reason; nobody waits for it here.
        if (!(error instanceof AppError)) this.#onBug(error)
      }
    }
    this.#running -= 1
  }
}
