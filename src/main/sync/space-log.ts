import type { LogPlace, OpenedRecord, SealedRecord } from '../../shared/space/client/space-log.ts'

/** The log of a library's space, as sync needs it: what is in it is sealed, signed and checked behind this. */
export interface SpaceLog {
  /** Whose it is, and on which server. Hex. */
  readonly joined: { server: string; account: string; space: string }
  /** Key of this computer, which signs its records. */
  readonly device: Uint8Array
  /** Milliseconds that the server's clock is ahead of ours. */
  readonly clockOffset: number
  /** Makes the space where there is none yet. Called once, before the others. @throws Refusal, ForeignAnswer */
  open(): Promise<void>
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
