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

/** A log that is this writer's until the transaction ends. */
export interface OpenLog {
  head: LogHead
  /** What a computer has added, from a number of its own on, in its order. */
  own: { sequence: number; deviceSequence: number; header: Buffer }[]
}

/**
 * Takes the turn at a space's log: writers of one space wait for each other.
 * @returns null when there is no such space
 */
export async function openLog(
  { rows }: AccountStore,
  space: Uint8Array,
  device: Buffer,
  fromDeviceSequence: number,
): Promise<OpenLog | null> {
  const { rows: found } = await sql<{
    sequence: string | null
    hash: Buffer | null
    own_sequences: string[] | null
    own_numbers: string[] | null
    own_headers: Buffer[] | null
  }>`SELECT * FROM open_log(${Buffer.from(space)}, ${device}, ${fromDeviceSequence})`.execute(rows)
  const row = found[0]
  if (!row) return null
  return {
    head: row.hash ? { sequence: Number(row.sequence), hash: row.hash } : emptyLog,
    own: (row.own_sequences ?? []).map((sequence, at) => ({
      sequence: Number(sequence),
      deviceSequence: Number(row.own_numbers![at]),
      header: row.own_headers![at]!,
    })),
  }
}

/**
 * Adds records behind this head, with the commit. It must be the one that openLog gave.
 * @returns the new head
 */
export function append(
  { account, closing }: AccountStore,
  space: Uint8Array,
  head: LogHead,
  added: readonly NewRecord[],
): LogHead {
  let last = head
  const rows = added.map((record) => {
    const before = last
    last = { sequence: before.sequence + 1, hash: chained(before.hash, record.header) }
    return {
      account_id: account,
      space_id: space,
      sequence: last.sequence,
      header: record.header,
      body: record.body,
      device_key: record.device,
      device_sequence: record.deviceSequence,
      previous_sequence: before.sequence === 0 ? null : before.sequence,
      previous_hash: before.hash,
      hash: last.hash,
    }
  })
  closing.insert('records', rows)
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
