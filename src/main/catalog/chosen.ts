import type { Database } from './database.ts'
import type { Write } from './write-path.ts'

/** The photos an edit is for, as a table that statements can join. */
export function createChosen(database: Database): void {
  database.exec('CREATE TEMP TABLE chosen (slot INTEGER PRIMARY KEY)')
}

export function choose(write: Write, slots: readonly number[]): void {
  write.statements('DELETE FROM temp.chosen').run()
  write
    .statements('INSERT OR IGNORE INTO temp.chosen SELECT value FROM json_each(?)')
    .run(JSON.stringify(slots))
}
