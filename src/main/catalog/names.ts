import type { Statements } from './statements.ts'

/** Numbers for names that many photos share: cameras and lenses. 0 is no name. */
export class Names {
  readonly #statements: Statements
  readonly #table: 'cameras' | 'lenses'
  readonly #numbers = new Map<string, number>()

  constructor(statements: Statements, table: 'cameras' | 'lenses') {
    this.#statements = statements
    this.#table = table
  }

  /** Forgets what a transaction that was rolled back may have added. */
  forget(): void {
    this.#numbers.clear()
  }

  numberOf(name: string): number {
    if (name === '') return 0
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    const found = this.#statements<{ number: number }>(
      `SELECT number FROM ${this.#table} WHERE name = ?`,
    ).get(name)
    const number =
      found?.number ??
      Number(this.#statements(`INSERT INTO ${this.#table} (name) VALUES (?)`).run(name).lastInsertRowid)
    this.#numbers.set(name, number)
    return number
  }
}
