import { equal } from '../../shared/crypto/bytes.ts'
import { recordTypes } from '../../shared/crypto/sealed-record.ts'
import { hybridMs, laterOf } from '../../shared/hybrid-clock.ts'
import type { HybridTime } from '../../shared/hybrid-clock.ts'
import type { LogPlace, OpenedRecord } from '../../shared/space/client/space-log.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import { BATCH_OPERATIONS, batchesOf, decodeBatch, encodeBatch } from '../../shared/sync/batch.ts'
import type { HoldReason } from '../../shared/sync/hold-removals.ts'
import type { TravellingOperation } from '../../shared/sync/operation.ts'
import { bytesOf, hexOf } from '../catalog/bytes.ts'
import type { CatalogSync, SpaceName, SpacePlace } from '../catalog/catalog-sync.ts'
import { followWriter } from './follow-writers.ts'
import type { SpaceLog } from './space-log.ts'
import { SyncRefusal } from './sync-refusal.ts'

/** What a round of sync did. */
export interface SyncReport {
  /** Changes that went to the space, and that came from there. */
  sent: number
  received: number
  /** Why removals that came from other computers wait for the user. */
  held: HoldReason[]
  /** The server had lost the end of the log, and was given it again. */
  rewound: boolean
}

export interface SyncParts {
  sync: CatalogSync
  log: SpaceLog
  signal?: AbortSignal
  /** After each step. */
  onProgress?(report: Readonly<SyncReport>): void
}

/** Times that the server may send us back, be it for the clock or since somebody else wrote for this computer. */
const TRIES = 3

/**
 * Brings a catalog and its space in step: what other computers did is carried out here, what was done here goes there.
 * Stopped anywhere, it goes on from there the next time.
 * @throws SyncRefusal, Refusal, ForeignAnswer; what was done until then stays done
 */
export async function syncLibrary(parts: SyncParts): Promise<SyncReport> {
  const { sync, log } = parts
  const { joined } = await sync.state()
  // Before the server is asked for anything that could make a space there.
  if (joined && !isSame(joined, log.name)) throw new SyncRefusal('other-space')
  await sync.setClockOffset(log.clockOffset)
  const sealedKey = await log.open(joined)
  await sync.join({ ...log.name, sealedKey }, hexOf(log.device))
  return new Round(parts).run()
}

class Round {
  readonly #parts: SyncParts
  /** Headers of what this round sent, by where in the log it is. */
  readonly #sent = new Map<number, Uint8Array>()
  readonly #report: SyncReport = { sent: 0, received: 0, held: [], rewound: false }

  constructor(parts: SyncParts) {
    this.#parts = parts
  }

  async run(): Promise<SyncReport> {
    await this.#pull()
    for (let tries = 0; ; tries++) {
      try {
        await this.#push()
        await this.#pull()
        // What was sent has been found in the log now.
        if ((await this.#parts.sync.nextSealed()) === null) return this.#report
        throw new SyncRefusal('not-kept')
      } catch (error) {
        if (tries === TRIES || !(await this.#canGoOn(error))) throw error
      }
    }
  }

  async #pull(): Promise<void> {
    try {
      await this.#read()
    } catch (error) {
      if (!(error instanceof Refusal) || this.#report.rewound || !['rewound', 'forked'].includes(error.code))
        throw error
      await this.#readFromStart()
    }
    if ((await this.#parts.sync.sendAgainBehindEnd()) > 0) this.#report.rewound = true
    this.#report.held = await this.#parts.sync.settleRemovals(false)
    this.#tell()
  }

  /** A server that was restored from a backup gets what it has lost, from every computer what is its own. */
  async #readFromStart(): Promise<void> {
    this.#report.rewound = true
    this.#sent.clear()
    await this.#parts.sync.readAgain()
    await this.#read()
  }

  async #read(): Promise<void> {
    const { sync, log } = this.#parts
    for (;;) {
      this.#requireGoing()
      const records = await log.read(logPlace(await sync.place()))
      if (records.length === 0) return
      await this.#receive(records)
      this.#tell()
    }
  }

  /** Some records at a time: each time is a durable transaction. */
  async #receive(records: readonly OpenedRecord[]): Promise<void> {
    const { sync, log } = this.#parts
    let operations: TravellingOperation[] = []
    let ownSequences: number[] = []
    let { writers } = await sync.place()
    // Before anything of the answer is used.
    const known = records.map((record) => (writers = followWriter(writers, record)))
    for (const [at, record] of records.entries()) {
      const { header, plaintext, encoded, sealed, sequence, hash } = record
      const isOwn = equal(header.device, log.device)
      if (isOwn) ownSequences.push(sequence)
      const isKnown = isOwn && equal(this.#sent.get(sequence) ?? new Uint8Array(0), encoded)
      const decoded =
        header.type === recordTypes.batch && !isKnown
          ? await decodeBatch(plaintext)
          : { operations: [], unknown: null }
      operations.push(...decoded.operations)
      if (!isOwn) this.#report.received += decoded.operations.length
      const own = isOwn && !isKnown
      const isLast = at === records.length - 1
      if (!isLast && !own && !decoded.unknown && operations.length < BATCH_OPERATIONS) continue
      await sync.receive({
        operations,
        unknown: decoded.unknown,
        place: { sequence, hash: hexOf(hash), writers: known[at]! },
        own: own ? { deviceSequence: header.deviceSequence, header: encoded, sealed } : null,
        ownSequences,
      })
      operations = []
      ownSequences = []
    }
  }

  async #push(): Promise<void> {
    const { sync, log } = this.#parts
    for (;;) {
      this.#requireGoing()
      const record = (await sync.nextSealed()) ?? (await this.#sealNext())
      if (!record) return
      const sequence = await log.send(record)
      // What lies before has been read, and the record was not there.
      if (sequence <= (await sync.place()).sequence) throw new SyncRefusal('not-kept')
      await sync.markSent(record.deviceSequence, sequence)
      this.#sent.set(sequence, record.header)
      this.#tell()
    }
  }

  async #sealNext() {
    const { sync, log } = this.#parts
    const gathered = await sync.gather(BATCH_OPERATIONS)
    const rows = new Map(gathered.map((outgoing) => [outgoing.operation, outgoing]))
    const [batch] = batchesOf(gathered.map(({ operation }) => operation))
    if (!batch) return null
    const place = await sync.place()
    const before = {
      sequence: place.deviceSequence,
      header: place.deviceHeader === null ? null : new Uint8Array(bytesOf(place.deviceHeader)),
    }
    const latest = batch.reduce<HybridTime | null>((last, { time }) => laterOf(last, time), null)!
    const record = await log.seal(await encodeBatch(batch), logPlace(place), before, hybridMs(latest))
    await sync.keepSealed(
      record,
      batch.map((operation) => rows.get(operation)!),
    )
    this.#report.sent += batch.length
    return record
  }

  /** After a refusal that can be mended here. */
  async #canGoOn(error: unknown): Promise<boolean> {
    // The server may have been restored from a backup just now.
    if (error instanceof SyncRefusal) return error.code === 'not-kept'
    if (!(error instanceof Refusal)) return false
    if (error.code === 'clock' && error.detail.serverTime !== undefined) {
      await this.#parts.sync.restampUnsent(error.detail.serverTime)
      return true
    }
    if (error.code !== 'conflict') return false
    // The log has records of this computer that its catalog does not know: it was restored from a backup.
    await this.#pull()
    return true
  }

  #requireGoing(): void {
    this.#parts.signal?.throwIfAborted()
  }

  #tell(): void {
    this.#parts.onProgress?.(this.#report)
  }
}

function isSame(a: SpaceName, b: SpaceName): boolean {
  return a.server === b.server && a.account === b.account && a.space === b.space
}

function logPlace({ sequence, hash }: SpacePlace): LogPlace {
  return { sequence, hash: new Uint8Array(bytesOf(hash)) }
}
