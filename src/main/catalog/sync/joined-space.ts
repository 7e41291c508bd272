import type { HybridTime } from '../../../shared/hybrid-clock.ts'
import { bytesOf, hexOf } from '../bytes.ts'
import type { Meta } from '../meta.ts'
import type { Write } from '../write-path.ts'
import { giveUpSealed } from './give-up-sealed.ts'
import { stageAllToStore } from '../blobs/to-store.ts'
import { settleUndone } from './settle-undone.ts'
import { stageEverything } from './unsent.ts'

/** Whose a space is, and on which server. All hex. */
export interface SpaceName {
  /** Key that the server signs receipts with. */
  server: string
  account: string
  space: string
}

/** The one space that a catalog is kept in step with. */
export interface JoinedSpace extends SpaceName {
  /**
   * The space's sealed key, hex: what this computer wrote opens with no other, so a server that has lost the space is
   * given it again. Null: not known yet.
   */
  sealedKey: string | null
}

/** How far the catalog knows its space's log. */
export interface KnownLog {
  sequence: number
  /** Hex, 32 bytes. */
  hash: string
  /** The last record there of each computer that wrote any, by its key as hex: its next one names it. */
  writers: Record<string, WriterPlace>
}

export interface WriterPlace {
  deviceSequence: number
  /** SHA-256 of its header, hex. */
  header: string
}

/** How far the catalog knows its space's log, and what this computer wrote last into it. */
export interface SpacePlace extends KnownLog {
  /** Key of this computer, hex; null: not known yet. */
  device: string | null
  deviceSequence: number
  /** Hex; null: nothing yet. */
  deviceHeader: string | null
}

export const beginningOfLog: KnownLog = { sequence: 0, hash: '00'.repeat(32), writers: {} }

export function readJoinedSpace(meta: Meta): JoinedSpace | null {
  const text = meta.text('joined_space')
  // Written below; before sealed keys were kept, without one.
  return text === null ? null : { sealedKey: null, ...(JSON.parse(text) as SpaceName) }
}

export function readPlace(meta: Meta): SpacePlace {
  const nothing: SpacePlace = { ...beginningOfLog, device: null, deviceSequence: 0, deviceHeader: null }
  const text = meta.text('space_place')
  const place = { ...nothing, ...(text === null ? {} : (JSON.parse(text) as Partial<SpacePlace>)) } // Written below.
  // Before writers were noted: the log is read once more.
  return place.sequence > 0 && Object.keys(place.writers).length === 0
    ? { ...place, ...beginningOfLog }
    : place
}

export function setPlace(meta: Meta, place: SpacePlace): void {
  meta.set('space_place', JSON.stringify(place))
}

/**
 * Joins the catalog to a space for good: from now on every edit is noted to be sent, and all that is there now as well.
 * One that belongs to a space already stays with that, and learns its key where it did not know it.
 * @param device key of this computer, hex
 */
export function joinSpace(write: Write, meta: Meta, joined: JoinedSpace, device: string): void {
  const before = readJoinedSpace(meta)
  meta.set('joined_space', JSON.stringify(before ? { ...before, sealedKey: joined.sealedKey } : joined))
  writeAs(write, meta, device)
  if (before) return
  write.isTimed = true
  settleUndone(write)
  stageEverything(write)
  stageAllToStore(write)
}

/**
 * Only what this computer signs is taken from it. One whose key was lost has signed in as a new one, which begins anew;
 * what the other had sent is in the log, and what it had not is sealed again.
 */
function writeAs(write: Write, meta: Meta, device: string): void {
  const place = readPlace(meta)
  if (place.device === device) return
  if (place.device !== null) {
    giveUpSealed(write, 0)
    write.statements('DELETE FROM sealed_batches').run()
    Object.assign(place, { deviceSequence: 0, deviceHeader: null })
  }
  setPlace(meta, { ...place, device })
}

export function timeOf(bytes: Uint8Array): HybridTime {
  return hexOf<HybridTime>(bytes)
}

export function timeBytes(time: HybridTime | null): Buffer | null {
  return time === null ? null : bytesOf(time)
}
