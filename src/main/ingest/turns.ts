/** Lets one piece of work at a time pass, in the order of asking. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  take<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => undefined) // whoever asked hears of it
    return turn
  }
}
