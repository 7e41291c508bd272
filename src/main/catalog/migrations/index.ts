import { firstSchema } from './0001-first-schema.ts'
import type { Migration } from './migration.ts'

/** All migrations in order, without gaps. */
export const migrations: readonly Migration[] = [firstSchema]
