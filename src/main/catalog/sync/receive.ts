import { laterOf } from '../../../shared/hybrid-clock.ts'
import type { RegisterValue } from '../../../shared/registers.ts'
import { RegisterSource } from '../../../shared/registers.ts'
import { merge } from '../../../shared/sync/merge.ts'
import type { HeldValue } from '../../../shared/sync/merge.ts'
import type { SealedRecord } from '../../../shared/space/client/space-log.ts'
import type { TravellingOperation } from '../../../shared/sync/operation.ts'
import type { Meta } from '../meta.ts'
import { carryOutOperations, lastOperation } from '../operations.ts'
import { recordAction } from '../write-path.ts'
import type { Write } from '../write-path.ts'
import { setApart, takeArrived } from './apart.ts'
import type { KnownLog } from './joined-space.ts'
import { readPlace, setPlace, timeBytes, timeOf } from './joined-space.ts'
import { noteShared, recogniseOwn, sendAgainWithin } from './outbox.ts'
import { isRemoval } from './is-removal.ts'
import { NOT_SAID, receiveFiles } from './receive-files.ts'
import { keepVersions, readVersions } from './text-versions.ts'
import { registerOf } from './travelling-ids.ts'

/** What one record of the space's log brought. */
export interface Received {
  operations: TravellingOperation[]
  /** What only a newer program can read, as a batch. */
  unknown: Uint8Array | null
  /** Where the log is known to with this record. */
  place: KnownLog
  /** The record, where this computer wrote it itself and was not told that the server has it. */
  own: SealedRecord | null
  /** Where in the log, between the place known before and this one, records of this computer are. */
  ownSequences: number[]
}

/** Carries out what other computers did, and moves on in the log: both, or nothing. */
export function receive(write: Write, meta: Meta, received: Received): void {
  const { operations, unknown, place, own, ownSequences } = received
  for (const { time } of operations) write.received = laterOf(write.received, time)
  if (write.received !== null) noteShared(meta, write.received)
  const arrived = receiveFiles(write, operations)
  const now = operations.filter(({ field }) => field !== 'file')
  carryOut(write, [...now, ...takeArrived(write, arrived)], true)
  write.statements('UPDATE photos SET added_at = ? WHERE added_at = ?').run(write.at, NOT_SAID)
  if (unknown) write.statements('INSERT INTO unread_batches (packed) VALUES (?)').run(unknown)
  if (own) recogniseOwn(write, meta, own, place.sequence)
  sendAgainWithin(write, readPlace(meta).sequence, place.sequence, ownSequences)
  setPlace(meta, { ...readPlace(meta), ...place })
}

/**
 * Merges operations into the registers.
 * @param holding whether what removes something waits until all of a pull is there (see removals.ts)
 */
export function carryOut(write: Write, operations: readonly TravellingOperation[], holding: boolean): void {
  const registers = new Map<string, { at: { object: number; element: number }; all: TravellingOperation[] }>()
  for (const operation of operations) {
    const at = registerOf(write, operation)
    if (!at) {
      setApart(write, 'no-object', operation)
    } else if (operation.field === 'added') {
      setAdded(write, at.object, operation.value)
    } else if (holding && isRemoval(write, operation, at)) {
      setApart(write, 'removal', operation)
    } else {
      const key = `${operation.field} ${at.object} ${at.element}`
      const of = registers.get(key) ?? { at, all: [] }
      registers.set(key, of)
      of.all.push(operation)
    }
  }
  for (const { at, all } of registers.values()) mergeRegister(write, at, all)
  carryOutOperations(write)
  recordAction(write, { kind: 'received', summary: {}, changed: registers.size })
  write.firstOperation = lastOperation(write.statements) + 1
}

/** One operation at most is staged for a register, however many there are. */
function mergeRegister(
  write: Write,
  { object, element }: { object: number; element: number },
  operations: readonly TravellingOperation[],
): void {
  const { field } = operations[0]!
  const before = readRegister(write, field, object, element)
  let held: HeldValue | null = before ? { ...before, time: timeOf(before.time) } : null
  let won: TravellingOperation | null = null
  for (const operation of operations) {
    const kept = readVersions(write.statements, field, object)
    const { kind, versions } = merge(held, kept, operation)
    keepVersions(write, field, object, versions)
    if (kind === 'ignored') continue
    won = operation
    held = { value: operation.value, time: operation.time, source: RegisterSource.user }
  }
  if (!won) return
  write
    .statements(
      `INSERT INTO operations (object, field, element, time, base, value, before, source, source_before)
       VALUES (?, ?, ?, ?, ?, ?, ?, ${RegisterSource.user}, ?)`,
    )
    .run(
      ...[object, field, element, timeBytes(won.time), before?.time ?? null, won.value],
      ...[currentValue(write, won, object, element), before?.source ?? RegisterSource.file],
    )
}

function readRegister(write: Write, field: string, object: number, element: number) {
  return write
    .statements<{
      value: RegisterValue
      time: Uint8Array
      source: number
    }>('SELECT value, time, source FROM registers WHERE object = ? AND field = ? AND element = ?')
    .get(object, field, element)
}

/** What the rows say, which undo would need if it ever were to take this back. */
function currentValue(
  write: Write,
  { field }: TravellingOperation,
  object: number,
  element: number,
): RegisterValue {
  const one = (sql: string, ...values: (number | string)[]) =>
    write
      .statements<RegisterValue>(sql)
      .pluck()
      .get(...values) ?? null
  switch (field) {
    case 'keyword':
      return one('SELECT 1 FROM photo_keywords WHERE keyword = ? AND photo = ?', element, object) ?? 0
    case 'album.title':
      return one('SELECT title FROM albums WHERE number = ?', object)
    case 'album.alive':
      return one('SELECT alive FROM albums WHERE number = ?', object)
    case 'album.member':
      return one('SELECT order_key FROM album_photos WHERE album = ? AND photo = ?', object, element)
    case 'blob.file':
    case 'blob.grid':
    case 'blob.screen':
      return one(
        'SELECT value FROM registers WHERE object = ? AND field = ? AND element = ?',
        ...[object, field, element],
      )
    case 'added':
    case 'file':
      throw new Error(`${field} is no register`)
    default:
      return one(`SELECT ${field} FROM photos WHERE slot = ?`, object)
  }
}

/** Both libraries had the photo: it is in the library since the earlier of the two. */
function setAdded(write: Write, slot: number, value: RegisterValue): void {
  write.statements('UPDATE photos SET added_at = min(added_at, ?) WHERE slot = ?').run(value, slot)
  write.slots.add(slot)
}
