import type { HybridTime } from '../../../shared/hybrid-clock.ts'
import { bytesOf, hexOf } from '../bytes.ts'
import type { Meta } from '../meta.ts'
import type { Write } from '../write-path.ts'
import { settleUndone } from './settle-undone.ts'
import { stageEverything } from './unsent.ts'

/** The one space that a catalog is kept in step with: whose it is, and on which server. All hex. */
export interface JoinedSpace {
  /** Key that the server signs receipts with. */
  server: string
  account: string
  space: string
}

/** How far the catalog knows its space's log, and what this computer wrote last into it. */
export interface SpacePlace {
  sequence: number
  /** Hex, 32 bytes. */
  hash: string
  deviceSequence: number
  /** Hex; null: nothing yet. */
  deviceHeader: string | null
}

export function readJoinedSpace(meta: Meta): JoinedSpace | null {
  const text = meta.text('joined_space')
  return text === null ? null : (JSON.parse(text) as JoinedSpace) // Written below.
}

export function readPlace(meta: Meta): SpacePlace {
  const text = meta.text('space_place')
  if (text === null) return { sequence: 0, hash: '00'.repeat(32), deviceSequence: 0, deviceHeader: null }
  return JSON.parse(text) as SpacePlace // Written below.
}

export function setPlace(meta: Meta, place: SpacePlace): void {
  meta.set('space_place', JSON.stringify(place))
}

/**
 * Joins the catalog to a space for good: from now on every edit is noted to be sent, and all that is there now as well.
 * One that belongs to a space already stays with that.
 */
export function joinSpace(write: Write, meta: Meta, joined: JoinedSpace): void {
  if (readJoinedSpace(meta)) return
  meta.set('joined_space', JSON.stringify(joined))
  write.isTimed = true
  settleUndone(write)
  stageEverything(write)
}

export function timeOf(bytes: Uint8Array): HybridTime {
  return hexOf<HybridTime>(bytes)
}

export function timeBytes(time: HybridTime | null): Buffer | null {
  return time === null ? null : bytesOf(time)
}
