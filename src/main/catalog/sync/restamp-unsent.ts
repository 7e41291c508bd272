import type { HybridTime } from '../../../shared/hybrid-clock.ts'
import { clockWhenTaken, hybridMs, laterOf, latestTaken } from '../../../shared/hybrid-clock.ts'
import { restamp } from '../../../shared/sync/restamp.ts'
import type { TravellingOperation } from '../../../shared/sync/operation.ts'
import type { Meta } from '../meta.ts'
import type { Write } from '../write-path.ts'
import { giveUpSealed } from './give-up-sealed.ts'
import { readPlace, setPlace, timeBytes, timeOf } from './joined-space.ts'
import { bytesOf, hexOf } from '../bytes.ts'

/**
 * Gives what was edited while the clock ran ahead times that the server takes, in the same order. Batches that hold it
 * and were not sent are given up: they are made anew.
 * @param said what the server says of its clock, milliseconds since 1970
 */
export function restampUnsent(write: Write, meta: Meta, said: number): void {
  giveUpRefused(write, meta)
  const shared = meta.text('last_shared_time') as HybridTime | null // Only outbox.ts writes it.
  // What others know already keeps its time, also when the server's clock goes back, or lies.
  const serverNow = shared ? Math.max(said, clockWhenTaken(shared)) : said
  // What was edited again before it was sent counts as well: the later edit names it.
  const last = laterOf(shared, latestKept(write, serverNow))
  const unsent = timesToLookAt(write, serverNow).map(unsentAt)
  // Facts of files have the time at which they are gathered: those get another, with nothing before them.
  write.statements('DELETE FROM file_times WHERE time > ?').run(latestToTake(serverNow))
  meta.set('clock_offset', Math.round(serverNow - write.at))
  const { times } = restamp(unsent, last, serverNow, meta.device())
  let latest = last
  for (const { time } of unsent) latest = laterOf(latest, times.get(time) ?? time)
  for (const [before, after] of times) {
    for (const [table, column] of stamped)
      write
        .statements(`UPDATE ${table} SET ${column} = ? WHERE ${column} = ?`)
        .run(timeBytes(after), timeBytes(before))
  }
  // The clock of the catalog goes on from what others know, not from what it had run ahead to.
  write.clockSetTo = latest ?? writeTimeBefore(write, serverNow)
}

/** All unsent times, and all too far ahead: also of what was edited again before it was sent, since bases name it. */
function timesToLookAt(write: Write, serverNow: number): HybridTime[] {
  return write
    .statements<Uint8Array>(
      `SELECT time FROM unsent
       UNION SELECT base FROM unsent WHERE base > :latest
       UNION SELECT time FROM registers WHERE time > :latest
       UNION SELECT time FROM operations WHERE time > :latest
       UNION SELECT time FROM text_versions WHERE time > :latest`,
    )
    .pluck()
    .all({ latest: latestToTake(serverNow) })
    .map(timeOf)
}

/** The latest that a register holds or has replaced and that keeps its time. */
function latestKept(write: Write, serverNow: number): HybridTime | null {
  const time = write
    .statements<Uint8Array | null>(
      `SELECT max(time) FROM (SELECT time FROM registers WHERE time <= :latest
         UNION ALL SELECT base FROM unsent WHERE base <= :latest)`,
    )
    .pluck()
    .get({ latest: latestToTake(serverNow) })
  return time ? timeOf(time) : null
}

function latestToTake(serverNow: number): Buffer {
  return bytesOf(latestTaken(serverNow))
}

/** Columns that name the time of an edit. */
const stamped = [
  ['unsent', 'time'],
  ['unsent', 'base'],
  ['registers', 'time'],
  ['registers', 'base'],
  ['operations', 'time'],
  ['operations', 'base'],
  ['text_versions', 'time'],
] as const

function unsentAt(time: HybridTime): TravellingOperation {
  return { field: 'rating', object: '', element: '', time, base: null, value: null }
}

function writeTimeBefore(write: Write, serverNow: number): HybridTime {
  const now = timeOf(write.time)
  return hybridMs(now) > serverNow
    ? ((serverNow.toString(16).padStart(12, '0') + now.slice(12)) as HybridTime) // Of the form of the one it is made of.
    : now
}

/** Batches that the server did not take. */
function giveUpRefused(write: Write, meta: Meta): void {
  giveUpSealed(write, 0)
  const sent = write
    .statements<{ device_sequence: number; header: Uint8Array }>(
      'SELECT device_sequence, header FROM sealed_batches ORDER BY device_sequence DESC LIMIT 1',
    )
    .get()
  setPlace(meta, {
    ...readPlace(meta),
    deviceSequence: sent?.device_sequence ?? 0,
    deviceHeader: sent ? hexOf(sent.header) : null,
  })
}
