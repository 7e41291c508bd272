import type { JoinedSpace, SpaceName } from '../catalog/catalog-sync.ts'
import type { LogPlace, OpenedRecord, SealedRecord } from '../../shared/space/client/space-log.ts'

/** The log of a library's space, as sync needs it: what is in it is sealed, signed and checked behind this. */
export interface SpaceLog {
  /** Whose it is, and on which server. Hex. */
  readonly name: SpaceName
  /** Key of this computer, which signs its records. */
  readonly device: Uint8Array
  /** Milliseconds that the server's clock is ahead of ours. */
  readonly clockOffset: number
  /**
   * Called once, before the others. Where the server has no such space it makes one for a library that never had any,
   * and else gives the server that of the library again.
   * @returns the space's sealed key, hex
   * @throws SyncRefusal space-lost, other-key; Refusal, ForeignAnswer
   */
  open(joined: JoinedSpace | null): Promise<string>
  /**
   * The next records behind a place; none: the log ends there.
   * @throws Refusal, also `rewound` and `forked` when the log has no such place any more; ForeignAnswer
   */
  read(after: LogPlace): Promise<OpenedRecord[]>
  /** @param clock latest time in it, milliseconds since 1970 */
  seal(batch: Uint8Array, seen: LogPlace, before: BeforeRecord, clock: number): Promise<SealedRecord>
  /** Sent again it is found, not added. @returns its place. @throws Refusal, also `clock` and `conflict`; ForeignAnswer */
  send(record: SealedRecord): Promise<number>
}

/** What this computer wrote last into the log. */
export interface BeforeRecord {
  sequence: number
  header: Uint8Array | null
}
