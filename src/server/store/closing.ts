import type { Tables } from './tables.ts'

/** Bytes and whole numbers, by column. */
export type ClosingRow = Readonly<Record<string, Uint8Array | number | null>>

/**
 * What a transaction ends with, sent together with its commit, in one round trip. Everything in it is written in digits,
 * so that nothing a client sent is ever part of a statement.
 */
export class Closing {
  #sql = ''
  #isOver = false

  /** Adds entries to the access logs of the accounts they name: they are there if, and only if, the transaction is. */
  log(entries: readonly Uint8Array[]): void {
    if (entries.length === 0) return
    this.#sql += `SELECT log_accesses(ARRAY[${entries.map(literal).join(',')}]::bytea[]); `
  }

  /** Adds rows that all have the same columns, named by us. Nothing in the transaction sees them any more. */
  insert(table: keyof Tables, rows: readonly ClosingRow[]): void {
    const columns = Object.keys(rows[0] ?? {})
    if (columns.length === 0) return
    const values = rows.map((row) => `(${columns.map((column) => literal(row[column] ?? null)).join(',')})`)
    this.#sql += `INSERT INTO ${table} (${columns.join(',')}) VALUES ${values.join(',')}; `
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

/** @throws RangeError when it is a number that is not whole and safe */
function literal(value: Uint8Array | number | null): string {
  if (value === null) return 'NULL'
  if (typeof value !== 'number') return `'\\x${Buffer.from(value).toString('hex')}'`
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`)
  return String(value)
}
