import type { HybridTime } from '../../../shared/hybrid-clock.ts'
import type { Write } from '../write-path.ts'
import { bytesOf } from '../bytes.ts'
import { timeBytes, timeOf } from './joined-space.ts'

/** The computer that gave out a hybrid time, 8 bytes. */
export function deviceOf(time: HybridTime): Buffer {
  return bytesOf(time.slice(16))
}

/** A computer has told the space of a file of its own: since then it is in the log. */
export function noteOrigin(write: Write, file: number, time: HybridTime): void {
  write
    .statements('INSERT OR IGNORE INTO file_origins (file, device, since) VALUES (?, ?, ?)')
    .run(file, deviceOf(time), timeBytes(time))
}

/** The space has the files of a batch of this computer. */
export function noteOwnFiles(write: Write, batch: number): void {
  write
    .statements(
      `INSERT OR IGNORE INTO file_origins (file, device, since)
       SELECT u.file, ?, t.time FROM unsent_files u JOIN file_times t ON t.file = u.file WHERE u.batch = ?`,
    )
    .run(deviceOf(timeOf(write.time)), batch)
}
