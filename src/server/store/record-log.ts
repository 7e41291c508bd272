import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { AccountStore } from './store.ts'

/** Where a space's log ends. The empty log ends at 0 with a hash of zeros. */
export interface LogHead {
  sequence: number
  /** SHA-256(hash before || SHA-256(header)), 32 bytes. */
  hash: Buffer
}

export interface NewRecord {
  header: Buffer
  body: Buffer
  device: Buffer
  deviceSequence: number
}

export interface StoredRecord {
  sequence: number
  header: Buffer
  body: Buffer
  appendedAt: Date
}

export const emptyLog: LogHead = { sequence: 0, hash: Buffer.alloc(32) }

/** Where the log ends now. */
export async function headOf({ account, rows }: AccountStore, space: Uint8Array): Promise<LogHead> {
  const last = await rows
    .selectFrom('records')
    .select(['sequence', 'hash'])
    .where('account_id', '=', account)
    .where('space_id', '=', Buffer.from(space))
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ? { sequence: Number(last.sequence), hash: last.hash } : emptyLog
}

/** The log's hash behind a record; null when there is no such record. */
export async function hashAt(
  { account, rows }: AccountStore,
  space: Uint8Array,
  sequence: number,
): Promise<Buffer | null> {
  if (sequence === 0) return emptyLog.hash
  const row = await rows
    .selectFrom('records')
    .select('hash')
    .where('account_id', '=', account)
    .where('space_id', '=', Buffer.from(space))
    .where('sequence', '=', String(sequence))
    .executeTakeFirst()
  return row?.hash ?? null
}

/** Writers of one space take turns until the transaction ends; a log read behind this is the log that is written to. */
export async function takeTurn({ account, rows }: AccountStore, space: Uint8Array): Promise<void> {
  const log = Buffer.concat([account, space]).toString('hex')
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${log}, 0))`.execute(rows)
}

/** What a computer's records are that were numbered so; a computer that asks twice gets the same answer twice. */
export async function recordsOfDevice(
  { account, rows }: AccountStore,
  space: Uint8Array,
  device: Buffer,
  fromDeviceSequence: number,
): Promise<{ sequence: number; deviceSequence: number; header: Buffer }[]> {
  const found = await rows
    .selectFrom('records')
    .select(['sequence', 'device_sequence', 'header'])
    .where('account_id', '=', account)
    .where('space_id', '=', Buffer.from(space))
    .where('device_key', '=', device)
    .where('device_sequence', '>=', String(fromDeviceSequence))
    .orderBy('device_sequence')
    .execute()
  return found.map((row) => ({
    sequence: Number(row.sequence),
    deviceSequence: Number(row.device_sequence),
    header: row.header,
  }))
}

/** Adds records behind this head. Call takeTurn before reading the head. @returns the new head */
export async function append(
  { account, rows }: AccountStore,
  space: Uint8Array,
  head: LogHead,
  added: readonly NewRecord[],
): Promise<LogHead> {
  let last = head
  const values = added.map((record) => {
    const before = last
    last = { sequence: before.sequence + 1, hash: chained(before.hash, record.header) }
    return {
      account_id: account,
      space_id: Buffer.from(space),
      sequence: String(last.sequence),
      header: record.header,
      body: record.body,
      device_key: record.device,
      device_sequence: String(record.deviceSequence),
      previous_sequence: before.sequence === 0 ? null : String(before.sequence),
      previous_hash: before.hash,
      hash: last.hash,
    }
  })
  if (values.length > 0) await rows.insertInto('records').values(values).execute()
  return last
}

/** Records behind a place, in order: at most so many and so many bytes, yet always one where there is one. */
export async function recordsAfter(
  { account, rows }: AccountStore,
  space: Uint8Array,
  sequence: number,
  limit: number,
  bytes: number,
): Promise<StoredRecord[]> {
  const found = await rows
    .with('sized', (from) =>
      from
        .selectFrom('records')
        .select(['sequence', 'header', 'body', 'appended_at'])
        .select(
          sql<string>`sum(octet_length(header) + octet_length(body)) OVER (ORDER BY sequence)`.as('total'),
        )
        .where('account_id', '=', account)
        .where('space_id', '=', Buffer.from(space))
        .where('sequence', '>', String(sequence))
        .where('sequence', '<=', String(sequence + limit))
        .orderBy('sequence'),
    )
    .selectFrom('sized')
    .select(['sequence', 'header', 'body', 'appended_at'])
    .where(({ eb, or }) => or([eb('total', '<=', String(bytes)), eb('sequence', '=', String(sequence + 1))]))
    .orderBy('sequence')
    .execute()
  return found.map((row) => ({
    sequence: Number(row.sequence),
    header: row.header,
    body: row.body,
    appendedAt: row.appended_at,
  }))
}

function chained(before: Buffer, header: Uint8Array): Buffer {
  const inner = createHash('sha256').update(header).digest()
  return createHash('sha256').update(before).update(inner).digest()
}
