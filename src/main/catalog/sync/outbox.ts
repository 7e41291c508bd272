import type { HybridTime } from '../../../shared/hybrid-clock.ts'
import { laterOf } from '../../../shared/hybrid-clock.ts'
import type { FileId } from '../../../shared/ids.ts'
import type { RegisterValue } from '../../../shared/registers.ts'
import type { SealedRecord } from '../../../shared/space/client/space-log.ts'
import type { TravellingOperation } from '../../../shared/sync/operation.ts'
import { travellingFields } from '../../../shared/sync/travelling-fields.ts'
import type { TravellingFieldName } from '../../../shared/sync/travelling-fields.ts'
import { hexOf } from '../bytes.ts'
import { selectFiles } from '../file-rows.ts'
import type { FileRow } from '../file-rows.ts'
import type { Meta } from '../meta.ts'
import type { Statements } from '../statements.ts'
import type { Write } from '../write-path.ts'
import { fileFactsText } from './file-facts.ts'
import { noteOwnFiles } from './file-origins.ts'
import { giveUpSealed } from './give-up-sealed.ts'
import { beginningOfLog, readPlace, setPlace, timeBytes, timeOf } from './joined-space.ts'
import { idsOf } from './travelling-ids.ts'

/** An operation that has to be sent, with the row that says so. */
export interface Outgoing {
  operation: TravellingOperation
  row: { field: string; object: number; element: number }
}

/**
 * Of files that have been gathered and are not sealed yet, in the place of a batch: one that changes meanwhile is noted
 * anew, and has to be gathered once more.
 */
const GATHERED = 0

/** In one go at most: metadata of files is long. */
const FILES = 500

/**
 * The next operations to be sealed: files of photos with what is said of these photos, then all the rest. What arrives
 * before its photo would have to wait there. Empty: there are none.
 */
export function gatherUnsent(write: Write, limit: number): Outgoing[] {
  const files = gatherFiles(write, Math.min(FILES, limit))
  if (files.length === 0) return registersUnsent(write, 'ORDER BY time', limit)
  const slots = JSON.stringify([...new Set(files.map(({ row }) => row.object))])
  const about = 'AND object IN (SELECT value FROM json_each(?))'
  const fields = [...photoRegisters].flatMap((field) =>
    registersUnsent(write, `AND field = '${field}' ${about}`, limit, slots),
  )
  return [...files, ...fields].slice(0, limit)
}

/** Fields whose object is a photo. */
const photoRegisters = Object.entries(travellingFields)
  .filter(([field, { object }]) => object === 'photo' && field !== 'file')
  .map(([field]) => field)

interface UnsentRow {
  field: TravellingFieldName
  object: number
  element: number
  time: Uint8Array
  base: Uint8Array | null
  value: RegisterValue
}

function registersUnsent(write: Write, which: string, limit: number, slots?: string): Outgoing[] {
  return write
    .statements<UnsentRow>(
      `SELECT field, object, element, time, base, value FROM unsent WHERE batch IS NULL ${which} LIMIT ?`,
    )
    .all(...(slots === undefined ? [limit] : [slots, limit]))
    .map(({ field, object, element, time, base, value }) => ({
      operation: {
        field,
        ...idsOf(write.statements, field, object, element),
        time: timeOf(time),
        base: base && timeOf(base),
        value,
      },
      row: { field, object, element },
    }))
}

function gatherFiles(write: Write, limit: number): Outgoing[] {
  const rows = write
    .statements<FileRow>(
      `${selectFiles} WHERE f.number IN (SELECT file FROM unsent_files WHERE ifnull(batch, ${GATHERED}) = ${GATHERED} ORDER BY file LIMIT ?)
       ORDER BY f.number`,
    )
    .all(Math.max(0, limit))
  for (const { number } of rows)
    write.statements('UPDATE unsent_files SET batch = ? WHERE file = ?').run(GATHERED, number)
  if (rows.length > 0) write.isTimed = true
  return rows.map((row) => {
    const base = write
      .statements<Uint8Array>('SELECT time FROM file_times WHERE file = ?')
      .pluck()
      .get(row.number)
    write
      .statements('INSERT INTO file_times VALUES (?, ?) ON CONFLICT DO UPDATE SET time = excluded.time')
      .run(row.number, write.time)
    return {
      operation: {
        field: 'file',
        object: hexOf(row.photo_id),
        element: hexOf<FileId>(row.id),
        time: timeOf(write.time),
        base: base ? timeOf(base) : null,
        value: fileFactsText(row),
      },
      row: { field: 'file', object: row.photo, element: row.number },
    }
  })
}

/**
 * Keeps a sealed batch until the server has it. What it holds stays noted as unsent until then.
 * @param holds what was gathered for it
 */
export function keepSealed(write: Write, meta: Meta, batch: SealedRecord, holds: readonly Outgoing[]): void {
  const { deviceSequence, header, sealed } = batch
  write
    .statements('INSERT INTO sealed_batches (device_sequence, header, sealed) VALUES (?, ?, ?)')
    .run(deviceSequence, header, sealed)
  for (const { operation, row } of holds) {
    if (operation.field === 'file')
      write
        .statements('UPDATE unsent_files SET batch = ? WHERE file = ? AND batch = ?')
        .run(deviceSequence, row.element, GATHERED)
    else
      write
        .statements('UPDATE unsent SET batch = ? WHERE field = ? AND object = ? AND element = ? AND time = ?')
        .run(deviceSequence, row.field, row.object, row.element, timeBytes(operation.time))
  }
  setPlace(meta, { ...readPlace(meta), deviceSequence, deviceHeader: hexOf(header) })
}

/** The first sealed batch that the server has not acknowledged. */
export function nextSealed(statements: Statements): SealedRecord | null {
  const row = statements<{ device_sequence: number; header: Uint8Array; sealed: Uint8Array }>(
    'SELECT device_sequence, header, sealed FROM sealed_batches WHERE sequence IS NULL ORDER BY device_sequence LIMIT 1',
  ).get()
  return row ? { deviceSequence: row.device_sequence, header: row.header, sealed: row.sealed } : null
}

/** The server has it. @param sequence its place in the space's log */
export function markSent(write: Write, meta: Meta, deviceSequence: number, sequence: number): void {
  write
    .statements('UPDATE sealed_batches SET sequence = ? WHERE device_sequence = ?')
    .run(sequence, deviceSequence)
  const latest = write
    .statements<Uint8Array | null>(
      `SELECT max(time) FROM (SELECT time FROM unsent WHERE batch = :batch UNION ALL
         SELECT t.time FROM unsent_files u JOIN file_times t ON t.file = u.file WHERE u.batch = :batch)`,
    )
    .pluck()
    .get({ batch: deviceSequence })
  if (latest) noteShared(meta, timeOf(latest))
  noteOwnFiles(write, deviceSequence)
  write.statements('DELETE FROM unsent WHERE batch = ?').run(deviceSequence)
  write.statements('DELETE FROM unsent_files WHERE batch = ?').run(deviceSequence)
}

/**
 * A record of this computer that is found in the log. Either its acknowledgement was lost, or the catalog was restored
 * from a backup and has forgotten it: then its records go on behind it, and what was sealed meanwhile is sealed anew.
 */
export function recogniseOwn(write: Write, meta: Meta, record: SealedRecord, sequence: number): void {
  const { deviceSequence, header, sealed } = record
  const known = write
    .statements<Uint8Array>('SELECT header FROM sealed_batches WHERE device_sequence = ?')
    .pluck()
    .get(deviceSequence)
  if (known && Buffer.from(known).equals(header)) {
    markSent(write, meta, deviceSequence, sequence)
    return
  }
  giveUpSealed(write, deviceSequence)
  write
    .statements('INSERT OR REPLACE INTO sealed_batches VALUES (?, ?, ?, ?)')
    .run(deviceSequence, header, sealed, sequence)
  setPlace(meta, { ...readPlace(meta), deviceSequence, deviceHeader: hexOf(header) })
}

/**
 * The server has lost the end of the log: it is to be read from its beginning. What this computer wrote counts as not sent
 * until it is found there, so that nothing is forgotten when reading ends half-way.
 */
export function readAgain(write: Write, meta: Meta): void {
  write.statements('UPDATE sealed_batches SET sequence = NULL').run()
  setPlace(meta, { ...readPlace(meta), ...beginningOfLog })
}

/** What this computer wrote behind the end of the log, which has been read, is to be sent again. @returns how much */
export function sendAgainBehindEnd(statements: Statements, meta: Meta): number {
  const { sequence } = readPlace(meta)
  return statements('UPDATE sealed_batches SET sequence = NULL WHERE sequence > ?').run(sequence).changes
}

/**
 * The same for a log that went on without it.
 * @param own where in that part of the log records of this computer are
 */
export function sendAgainWithin(write: Write, after: number, to: number, own: readonly number[]): void {
  write
    .statements(
      `UPDATE sealed_batches SET sequence = NULL WHERE sequence > ? AND sequence <= ?
         AND sequence NOT IN (SELECT value FROM json_each(?))`,
    )
    .run(after, to, JSON.stringify(own))
}

/** Others know of this time: none that this computer gives out may be earlier. */
export function noteShared(meta: Meta, time: HybridTime): void {
  const before = meta.text('last_shared_time') as HybridTime | null // Only this function writes it.
  meta.set('last_shared_time', laterOf(before, time))
}
