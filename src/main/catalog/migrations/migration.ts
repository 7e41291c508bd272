import type { Database } from '../database.ts'

/** One numbered step of the schema. Once released, a migration never changes. */
export interface Migration {
  /** The `user_version` it leads to. */
  version: number
  up(database: Database): void
}
