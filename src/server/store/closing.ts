/**
 * What a transaction ends with, sent together with its commit: one round trip instead of three. Everything in it is
 * written as hexadecimal digits, so that nothing a client sent is ever part of a statement.
 */
export class Closing {
  #sql = ''

  /** Adds entries to the access logs of the accounts they name: they are there if, and only if, the transaction is. */
  log(entries: readonly Uint8Array[]): void {
    if (entries.length === 0) return
    const literals = entries.map((entry) => `'\\x${Buffer.from(entry).toString('hex')}'`)
    this.#sql += `SELECT log_accesses(ARRAY[${literals.join(',')}]::bytea[]); `
  }

  /** Tells all processes, once it is committed, that a space has grown. @param sequence of its last record */
  poke(account: Uint8Array, space: Uint8Array, sequence: number): void {
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
    this.#sql += `SELECT pg_notify('space_grew', '${hex(account)} ${hex(space)} ${Math.trunc(sequence)}'); `
  }

  get sql(): string {
    return this.#sql
  }
}
