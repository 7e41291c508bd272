import { createHash } from 'node:crypto'
import type { OpenedRecord } from '../../shared/space/client/space-log.ts'
import { hexOf } from '../catalog/bytes.ts'
import type { KnownLog } from '../catalog/catalog-sync.ts'
import { SyncRefusal } from './sync-refusal.ts'

type Writers = KnownLog['writers']

const NOTHING_BEFORE = '00'.repeat(32)

/**
 * Goes on from what is known of each computer's records. Each of them names the one before by its hash, so a log in which
 * one is missing, doubled or out of its order is seen, whatever the server says of the log.
 * @returns what is known behind the record
 * @throws SyncRefusal log-changed
 */
export function followWriter(writers: Writers, { header, encoded }: OpenedRecord): Writers {
  const device = hexOf(header.device)
  const last = writers[device] ?? { deviceSequence: 0, header: NOTHING_BEFORE }
  const follows =
    header.deviceSequence === last.deviceSequence + 1 && hexOf(header.deviceBefore) === last.header
  if (!follows) throw new SyncRefusal('log-changed')
  const hash = createHash('sha256').update(encoded).digest('hex')
  return { ...writers, [device]: { deviceSequence: header.deviceSequence, header: hash } }
}
