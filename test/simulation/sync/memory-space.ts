import { createHash } from 'node:crypto'
import type { BeforeRecord, SpaceLog } from '../../../src/main/sync/space-log.ts'
import type { RecordHeader } from '../../../src/shared/crypto/record-header.ts'
import { recordTypes } from '../../../src/shared/crypto/sealed-record.ts'
import type { LogPlace, OpenedRecord, SealedRecord } from '../../../src/shared/space/client/space-log.ts'
import { Refusal } from '../../../src/shared/space/refusal.ts'

/** As in server/content/records.ts. */
const CLOCK_AHEAD = 5 * 60_000
const RECORDS_PER_CALL = 5

/** What is said in clear of a record here: what the rules of the log are about, and nothing signed. */
interface PlainHeader {
  device: string
  deviceSequence: number
  deviceBefore: string
  clock: number
}

export interface LogRecord {
  sequence: number
  hash: string
  header: Uint8Array
  body: Uint8Array
}

/**
 * The log of one space as a server keeps it (server/content/records.ts): without gaps, each record with the hash of all
 * before it, each computer's records a chain of their own. Nothing is sealed, so that histories are fast.
 */
export class MemorySpace {
  readonly records: LogRecord[] = []
  /** The server's clock, which is right. Milliseconds since 1970. */
  now = Date.UTC(2026, 0, 1)

  /** A backup of that many records is put in the place of the log. */
  rewind(to: number): void {
    this.records.length = Math.min(this.records.length, to)
  }

  read(after: LogPlace): LogRecord[] {
    const at = after.sequence === 0 ? zeros : this.records[after.sequence - 1]?.hash
    if (at === undefined) throw new Refusal('rewound', 'The log does not reach that far any more.')
    if (at !== hex(after.hash)) throw new Refusal('forked', 'The log went another way.')
    return this.records.slice(after.sequence, after.sequence + RECORDS_PER_CALL)
  }

  append({ header, sealed }: Pick<SealedRecord, 'header' | 'sealed'>): number {
    const { device, deviceSequence, deviceBefore, clock } = parsed(header)
    if (clock > this.now + CLOCK_AHEAD)
      throw new Refusal('clock', 'The clock is ahead. Nothing was added.', { serverTime: this.now })
    const own = this.records.filter((record) => parsed(record.header).device === device)
    const there = own[deviceSequence - 1]
    if (there && hex(there.header) === hex(header)) return there.sequence
    const before = own.at(-1)
    const follows =
      own.length === deviceSequence - 1 && deviceBefore === (before ? hash(before.header) : zeros)
    if (!follows) throw new Refusal('conflict', 'The record does not follow the last one. Nothing was added.')
    const sequence = this.records.length + 1
    const last = this.records.at(-1)?.hash ?? zeros
    this.records.push({ sequence, hash: hash(Buffer.from(last + hash(header))), header, body: sealed })
    return sequence
  }
}

const zeros = '00'.repeat(32)
const name = { server: 'aa'.repeat(32), account: 'bb'.repeat(32), space: 'cc'.repeat(16) }

/** The log as one computer sees it. @param offset what it takes its clock to be behind the server's */
export function spaceLogOf(space: MemorySpace, device: Uint8Array, offset: number): SpaceLog {
  return {
    name,
    device,
    clockOffset: offset,
    open: () => Promise.resolve('dd'.repeat(118)),
    read: async (after) => space.read(after).map(opened),
    seal: async (batch, _seen, before, clock) => sealedBy(device, batch, before, clock),
    send: async (record) => space.append(record),
  }
}

function sealedBy(device: Uint8Array, batch: Uint8Array, before: BeforeRecord, clock: number): SealedRecord {
  const deviceSequence = before.sequence + 1
  const header: PlainHeader & { body: string } = {
    device: hex(device),
    deviceSequence,
    deviceBefore: before.header ? hash(before.header) : zeros,
    clock,
    body: hash(batch),
  }
  return { deviceSequence, header: Buffer.from(JSON.stringify(header)), sealed: batch }
}

function opened({ sequence, hash, header, body }: LogRecord): OpenedRecord {
  const { device, deviceSequence, deviceBefore, clock } = parsed(header)
  const none = new Uint8Array(32)
  const full: RecordHeader = {
    ...{ owner: none, space: none, body: none, seenHash: none, seenSequence: 0 },
    ...{
      device: bytes(device),
      deviceSequence,
      deviceBefore: bytes(deviceBefore),
      type: recordTypes.batch,
      epoch: 0,
      clock,
      adds: [],
      drops: [],
    },
  }
  return {
    sequence,
    hash: bytes(hash),
    header: full,
    encoded: header,
    sealed: body,
    plaintext: Uint8Array.from(body),
  }
}

function parsed(header: Uint8Array): PlainHeader {
  return JSON.parse(Buffer.from(header).toString()) as PlainHeader // Made by sealedBy.
}

const hex = (of: Uint8Array) => Buffer.from(of).toString('hex')
const bytes = (of: string) => new Uint8Array(Buffer.from(of, 'hex'))
const hash = (of: Uint8Array) => createHash('sha256').update(of).digest('hex')
