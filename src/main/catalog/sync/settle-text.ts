import type { AlbumId, PhotoId } from '../../../shared/ids.ts'
import { laterOf, nextHybridTime } from '../../../shared/hybrid-clock.ts'
import { RegisterSource } from '../../../shared/registers.ts'
import { losersOf } from '../../../shared/sync/merge.ts'
import { bytesOf } from '../bytes.ts'
import type { Meta } from '../meta.ts'
import type { Write } from '../write-path.ts'
import { timeBytes, timeOf } from './joined-space.ts'
import { keepVersions, readVersions } from './text-versions.ts'

/** A text of a photo or of an album. */
export interface SettledText {
  field: string
  photoId: PhotoId | null
  albumId: AlbumId | null
}

/**
 * The user has seen the other versions of texts and keeps what holds. Every computer is told: for each version an
 * operation goes out that says again what holds, as written over that one (docs/sync.md).
 * @returns how many of the texts had other versions
 */
export function settleTexts(write: Write, meta: Meta, texts: readonly SettledText[]): number {
  return texts.filter((text) => settleText(write, meta, text)).length
}

function settleText(write: Write, meta: Meta, { field, photoId, albumId }: SettledText): boolean {
  const object = write
    .statements<number>(
      albumId === null ? 'SELECT slot FROM photos WHERE id = ?' : 'SELECT number FROM albums WHERE id = ?',
    )
    .pluck()
    .get(bytesOf(albumId ?? photoId ?? ''))
  const register = write
    .statements<{
      value: string
      time: Uint8Array
      source: number
    }>('SELECT value, time, source FROM registers WHERE field = ? AND object = ? AND element = 0')
    .get(field, object)
  if (object === undefined || !register) return false
  const { value } = register
  const held = { ...register, time: timeOf(register.time) }
  const versions = readVersions(write.statements, field, object)
  const lost = new Set(losersOf(held, versions).map((loser) => loser.value))
  const unseen = versions.filter((version) => version.value !== null && lost.has(version.value))
  if (unseen.length === 0) return false
  // What held is a version like the others now: of the same text, so that nobody is asked about it.
  keepVersions(write, field, object, [{ time: held.time, value, seen: false }])
  for (const version of unseen) {
    const time = nextHybridTime(laterOf(write.received, timeOf(write.time)), 0, meta.device())
    write.received = time
    keepVersions(write, field, object, [
      { ...version, seen: true },
      { time, value, seen: false },
    ])
    write
      .statements('INSERT INTO unsent (field, object, element, time, base, value) VALUES (?, ?, 0, ?, ?, ?)')
      .run(field, object, timeBytes(time), timeBytes(version.time), value)
  }
  write
    .statements(
      `UPDATE registers SET time = ?, base = ?, source = ${RegisterSource.user}
       WHERE field = ? AND object = ? AND element = 0`,
    )
    .run(timeBytes(write.received), timeBytes(unseen.at(-1)!.time), field, object)
  return true
}
