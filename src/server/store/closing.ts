/**
 * What a transaction ends with, sent together with its commit, in one round trip. Everything in it is
 * written as hexadecimal digits, so that nothing a client sent is ever part of a statement.
 */
export class Closing {
  #sql = ''
  #isOver = false

  /** Adds entries to the access logs of the accounts they name: they are there if, and only if, the transaction is. */
  log(entries: readonly Uint8Array[]): void {
    if (entries.length === 0) return
    const literals = entries.map((entry) => `'\\x${Buffer.from(entry).toString('hex')}'`)
    this.#sql += `SELECT log_accesses(ARRAY[${literals.join(',')}]::bytea[]); `
  }

  get sql(): string {
    return this.#sql
  }

  /** Whether the transaction has ended, well or not. */
  get isOver(): boolean {
    return this.#isOver
  }

  end(): void {
    this.#isOver = true
  }
}
