import { equal } from '../../shared/crypto/bytes.ts'
import { recordTypes } from '../../shared/crypto/sealed-record.ts'
import { publicKeyOf } from '../../shared/crypto/signature.ts'
import { clockOffset, hybridMs, laterOf } from '../../shared/hybrid-clock.ts'
import type { HybridTime } from '../../shared/hybrid-clock.ts'
import { api } from '../../shared/space/api.ts'
import type { Member, Tools } from '../../shared/space/client/member.ts'
import { listDevices } from '../../shared/space/client/devices.ts'
import {
  namedSpace,
  openSpace,
  readRecords,
  sealNext,
  sendRecord,
} from '../../shared/space/client/space-log.ts'
import type { LogPlace, OpenedRecord, OpenSpace } from '../../shared/space/client/space-log.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import { BATCH_OPERATIONS, batchesOf, decodeBatch, encodeBatch } from '../../shared/sync/batch.ts'
import type { HoldReason } from '../../shared/sync/hold-removals.ts'
import type { TravellingOperation } from '../../shared/sync/operation.ts'
import { bytesOf, hexOf } from '../catalog/bytes.ts'
import type { CatalogSync, SpacePlace } from '../catalog/catalog-sync.ts'
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
  tools: Tools
  member: Member
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
  const round = await Round.begin(parts)
  return round.run()
}

class Round {
  readonly #parts: SyncParts
  readonly #space: OpenSpace
  readonly #device: Uint8Array
  #known: Uint8Array[]
  /** Where in the log is what this round sent. */
  readonly #sent = new Set<number>()
  readonly #report: SyncReport = { sent: 0, received: 0, held: [], rewound: false }

  private constructor(parts: SyncParts, space: OpenSpace, known: Uint8Array[]) {
    this.#parts = parts
    this.#space = space
    this.#known = known
    this.#device = publicKeyOf(parts.member.session.deviceSeed)
  }

  static async begin(parts: SyncParts): Promise<Round> {
    const { tools, member, sync } = parts
    const asked = tools.now()
    const { key, time } = await tools.connection.ask(api.server.describe, {})
    await sync.setClockOffset(clockOffset(asked, tools.now(), time))
    const space = await namedSpace(member, 'library')
    const { joined } = await sync.state()
    const own = {
      server: hexOf<string>(key),
      account: hexOf<string>(member.session.account),
      space: hexOf<string>(space),
    }
    // Before anything is asked of the server that could make a space there.
    const isOther = joined && (joined.account !== own.account || joined.server !== own.server)
    if (isOther) throw new SyncRefusal('other-space')
    const opened = await openSpace(tools, member, space)
    await sync.join(own)
    return new Round(parts, opened, await devicesOf(tools, member))
  }

  async run(): Promise<SyncReport> {
    await this.#pull()
    for (let tries = 0; ; tries++) {
      try {
        await this.#push()
        break
      } catch (error) {
        if (tries === TRIES || !(await this.#canGoOn(error))) throw error
      }
    }
    await this.#pull()
    return this.#report
  }

  async #pull(): Promise<void> {
    try {
      await this.#read(() => undefined)
    } catch (error) {
      if (!(error instanceof Refusal) || this.#report.rewound || !['rewound', 'forked'].includes(error.code))
        throw error
      await this.#readFromStart()
    }
    this.#report.held = await this.#parts.sync.settleRemovals(false)
    this.#tell()
  }

  /** A server that was restored from a backup gets what it has lost, from every computer what is its own. */
  async #readFromStart(): Promise<void> {
    this.#report.rewound = true
    let own = 0
    await this.#parts.sync.readAgain()
    await this.#read(({ header }) => {
      if (equal(header.device, this.#device)) own = Math.max(own, header.deviceSequence)
    })
    await this.#parts.sync.sendAgainAfter(own)
  }

  async #read(onRecord: (record: OpenedRecord) => void): Promise<void> {
    const { sync, tools, member } = this.#parts
    for (;;) {
      this.#requireGoing()
      const { place } = await sync.state()
      const isOurs = (device: Uint8Array) => this.#known.some((known) => equal(known, device))
      const { records } = await readRecords(tools, member, this.#space, logPlace(place), isOurs).catch(
        async (error: unknown) => {
          // A computer that was added since this round began.
          this.#known = await devicesOf(tools, member)
          throw error
        },
      )
      if (records.length === 0) return
      records.forEach(onRecord)
      await this.#receive(records)
      this.#tell()
    }
  }

  /** Some records at a time: each time is a durable transaction. */
  async #receive(records: readonly OpenedRecord[]): Promise<void> {
    const { sync } = this.#parts
    let operations: TravellingOperation[] = []
    for (const [at, record] of records.entries()) {
      const { header, plaintext, encoded, sealed, sequence, hash } = record
      const isOwn = equal(header.device, this.#device)
      const isKnown = isOwn && this.#sent.has(sequence)
      const decoded =
        header.type === recordTypes.batch && !isKnown
          ? await decodeBatch(plaintext)
          : { operations: [], unknown: null }
      operations.push(...decoded.operations)
      const own = isOwn && !isKnown
      const isLast = at === records.length - 1
      if (!isLast && !own && !decoded.unknown && operations.length < BATCH_OPERATIONS) continue
      await sync.receive({
        operations,
        unknown: decoded.unknown,
        place: { sequence, hash: hexOf(hash) },
        own: own ? { deviceSequence: header.deviceSequence, header: encoded, sealed } : null,
      })
      if (!isOwn) this.#report.received += operations.length
      operations = []
    }
  }

  async #push(): Promise<void> {
    const { sync, tools, member } = this.#parts
    for (;;) {
      this.#requireGoing()
      const record = (await sync.nextSealed()) ?? (await this.#sealNext())
      if (!record) return
      const { sequence } = await sendRecord(tools, member, this.#space, record, null)
      await sync.markSent(record.deviceSequence, sequence)
      this.#sent.add(sequence)
      this.#tell()
    }
  }

  async #sealNext() {
    const { sync, tools, member } = this.#parts
    const gathered = await sync.gather(BATCH_OPERATIONS)
    const rows = new Map(gathered.map((outgoing) => [outgoing.operation, outgoing]))
    const [batch] = batchesOf(gathered.map(({ operation }) => operation))
    if (!batch) return null
    const { place } = await sync.state()
    const before = {
      sequence: place.deviceSequence,
      header: place.deviceHeader === null ? null : new Uint8Array(bytesOf(place.deviceHeader)),
    }
    const latest = batch.reduce<HybridTime | null>((last, { time }) => laterOf(last, time), null)!
    const record = await sealNext(
      ...([tools, member, this.#space, recordTypes.batch, await encodeBatch(batch)] as const),
      ...([logPlace(place), before, hybridMs(latest)] as const),
    )
    await sync.keepSealed(
      record,
      batch.map((operation) => rows.get(operation)!),
    )
    this.#report.sent += batch.length
    return record
  }

  /** After a refusal that can be mended here. */
  async #canGoOn(error: unknown): Promise<boolean> {
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

async function devicesOf(tools: Tools, member: Member): Promise<Uint8Array[]> {
  return (await listDevices(tools, member)).map(({ key }) => key)
}

function logPlace({ sequence, hash }: SpacePlace): LogPlace {
  return { sequence, hash: new Uint8Array(bytesOf(hash)) }
}
