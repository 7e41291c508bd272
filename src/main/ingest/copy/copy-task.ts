import type { ErrorNotice } from '../../../shared/errors.ts'
import type { DigestFormat } from '../manifest/digest-formats.ts'
import type { Digests } from './file-hashes.ts'
import type { ReadMethod } from './chunks.ts'

/** What a copy worker is asked to do. */
export type CopyTask =
  | {
      kind: 'copy'
      source: string
      /** As listed; another size means that the card is written meanwhile. */
      bytes: number
      /** One new file per destination. */
      parts: { destination: number; path: string }[]
      readSourceTwice: boolean
    }
  /** Reads a file past the cache and gives its digests. */
  | { kind: 'hash'; path: string }
  | ({ kind: 'check' } & FileCheck)

/** Reads a file past the cache and compares it with digests of a manifest; all must be equal. */
export interface FileCheck {
  path: string
  bytes: number | null
  digests: { format: DigestFormat; digest: string }[]
}

export type CopyOutcome =
  | { kind: 'copied'; digests: Digests; bytes: number; parts: PartOutcome[] }
  | { kind: 'hashed'; digests: Digests; bytes: number; method: ReadMethod }
  | { kind: 'checked'; equal: boolean }
  /** Nothing could be read: what the system said, to tell a bad file from a card that is gone. */
  | { kind: 'unreadable'; error: ErrorNotice; reason: string }
  | { kind: 'stopped' }

export type PartOutcome =
  | { destination: number; ok: true; method: ReadMethod }
  | { destination: number; ok: false; error: ErrorNotice; again: boolean }

/** Shared with a worker: 0 go on, 1 wait, 2 stop. Read between chunks. */
export const Signal = { run: 0, wait: 1, stop: 2 } as const

/** What a worker says: that it is ready, bytes just read of its task, or how the task ended. */
export type CopyReport =
  { kind: 'ready' } | { kind: 'read'; bytes: number } | { kind: 'done'; outcome: CopyOutcome }
