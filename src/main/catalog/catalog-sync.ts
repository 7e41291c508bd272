import type { HoldReason } from '../../shared/sync/hold-removals.ts'
import type { SealedRecord } from '../../shared/space/client/space-log.ts'
import type { JoinedSpace, KnownLog, SpaceName, SpacePlace, WriterPlace } from './sync/joined-space.ts'
import type { UnsentCounts } from './sync/count-unsent.ts'
import type { Outgoing } from './sync/outbox.ts'
import type { Received } from './sync/receive.ts'
import type { SettledText } from './sync/settle-text.ts'
import type { OverwrittenText } from './sync/text-versions.ts'
import type { WorkerThread } from './worker-calls.ts'
import type { Written } from './write-path.ts'

export type {
  HoldReason,
  JoinedSpace,
  KnownLog,
  Outgoing,
  OverwrittenText,
  Received,
  SealedRecord,
  SpaceName,
  SpacePlace,
  UnsentCounts,
  WriterPlace,
}

/** What the catalog keeps of its space. */
export interface SyncState {
  joined: JoinedSpace | null
  place: SpacePlace
  unsent: UnsentCounts
  /** Why removals that came from other computers wait for the user. */
  held: HoldReason[]
}

/** What keeps the catalog in step with its space works with. Each call is one durable transaction. */
export interface CatalogSync {
  state(): Promise<SyncState>
  /** Of the state; without counting anything. */
  place(): Promise<SpacePlace>
  /**
   * For good; a catalog that belongs to a space already stays with that.
   * @param device key of this computer, hex; where it is another than before, what was not sent is sealed anew
   */
  join(joined: JoinedSpace, device: string): Promise<void>
  /** The next operations to be sealed; a sealed batch that is not sent goes first. */
  gather(limit: number): Promise<Outgoing[]>
  keepSealed(batch: SealedRecord, holds: Outgoing[]): Promise<void>
  nextSealed(): Promise<SealedRecord | null>
  markSent(deviceSequence: number, sequence: number): Promise<void>
  receive(received: Received): Promise<void>
  /** @param agreed whether the user wants removals that wait. @returns why they wait on */
  settleRemovals(agreed: boolean): Promise<HoldReason[]>
  /** The server has lost the end of the log: from its beginning, then. */
  readAgain(): Promise<void>
  /** The log was read to its end: what this computer wrote behind it is to be sent again. @returns how many records */
  sendAgainBehindEnd(): Promise<number>
  /** Texts that concurrent edits took the place of. */
  overwrittenTexts(): Promise<OverwrittenText[]>
  /** The user has seen the other versions of these, and keeps what holds. @returns how many had any */
  settleTexts(texts: SettledText[]): Promise<number>
  /** @param offset milliseconds that the server's clock is ahead of ours */
  setClockOffset(offset: number): Promise<void>
  /** After the server refused times that are too far ahead of its clock. @param serverNow milliseconds since 1970 */
  restampUnsent(serverNow: number): Promise<void>
}

/** @param written lets memory follow a commit before anybody hears of it */
export function createCatalogSync(
  writer: Pick<WorkerThread<'writer'>, 'call'>,
  written: <Value>(call: Promise<Written<Value>>) => Promise<Value>,
): CatalogSync {
  return {
    state: () => writer.call('syncState'),
    place: () => writer.call('spacePlace'),
    join: (joined, device) => written(writer.call('joinSpace', joined, device)),
    gather: (limit) => written(writer.call('gatherUnsent', limit)),
    keepSealed: (batch, holds) => written(writer.call('keepSealed', batch, holds)),
    nextSealed: () => writer.call('nextSealed'),
    markSent: (deviceSequence, sequence) => written(writer.call('markSent', deviceSequence, sequence)),
    receive: (received) => written(writer.call('receive', received)),
    settleRemovals: (agreed) => written(writer.call('settleRemovals', agreed)),
    readAgain: () => written(writer.call('readAgain')),
    sendAgainBehindEnd: () => writer.call('sendAgainBehindEnd'),
    overwrittenTexts: () => writer.call('overwrittenTexts'),
    settleTexts: (texts) => written(writer.call('settleTexts', texts)),
    setClockOffset: (offset) => writer.call('setClockOffset', offset),
    restampUnsent: (serverNow) => written(writer.call('restampUnsent', serverNow)),
  }
}
