import { firstSchema } from './0001-first-schema.ts'
import { sync } from './0002-sync.ts'
import { blobs } from './0003-blobs.ts'
import type { Migration } from './migration.ts'

/** All migrations in order, without gaps. */
export const migrations: readonly Migration[] = [firstSchema, sync, blobs]
