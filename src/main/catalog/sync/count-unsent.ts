import type { Statements } from '../statements.ts'

export interface UnsentCounts {
  /** Changes that the server is not known to have. */
  changes: number
  /** Sealed batches of them. */
  batches: number
}

/** Counts anew only when the one connection that writes has changed rows since: it is asked often. */
export class UnsentCounter {
  readonly #statements: Statements
  #changesThen = -1
  #counts: UnsentCounts = { changes: 0, batches: 0 }

  constructor(statements: Statements) {
    this.#statements = statements
  }

  counts(): UnsentCounts {
    const changes = this.#one('SELECT total_changes()')
    if (changes === this.#changesThen) return this.#counts
    this.#counts = {
      changes: this.#one('SELECT (SELECT count(*) FROM unsent) + (SELECT count(*) FROM unsent_files)'),
      batches: this.#one('SELECT count(*) FROM sealed_batches WHERE sequence IS NULL'),
    }
    this.#changesThen = changes
    return this.#counts
  }

  #one(sql: string): number {
    return this.#statements<number>(sql).pluck().get() ?? 0
  }
}
