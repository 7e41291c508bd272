import type { Write } from '../write-path.ts'

/** What they hold has to be sealed again. @param from number of this computer's first record that is given up */
export function giveUpSealed(write: Write, from: number): void {
  for (const table of ['unsent', 'unsent_files'])
    write.statements(`UPDATE ${table} SET batch = NULL WHERE batch >= ?`).run(from)
  write.statements('DELETE FROM sealed_batches WHERE sequence IS NULL AND device_sequence >= ?').run(from)
}
