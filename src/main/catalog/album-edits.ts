import { AppError } from '../../shared/errors.ts'
import type { AlbumId, PhotoId } from '../../shared/ids.ts'
import { LONG_ORDER_KEY, orderKeysBetween } from '../../shared/order-key.ts'
import { RegisterSource } from '../../shared/registers.ts'
import { bytesOf } from './bytes.ts'
import type { EditOutcome } from './apply-edit.ts'
import type { SlotEdit } from './slot-edit.ts'
import type { Write } from './write-path.ts'

type AlbumEdit = Exclude<SlotEdit, { kind: 'photos' }>

interface Member {
  photo: number
  order_key: string
}

/** Stages the operations of an edit of albums. */
export function stageAlbumEdit(write: Write, edit: AlbumEdit): EditOutcome {
  switch (edit.kind) {
    case 'album-create':
      return create(write, edit.id, edit.title)
    case 'album-rename': {
      stageAlbumField(write, albumNumber(write, edit.id), 'title', edit.title)
      return { changed: 0, summary: { key: 'album-renamed', params: { title: edit.title } } }
    }
    case 'album-delete': {
      const album = albumNumber(write, edit.id)
      stageAlbumField(write, album, 'alive', 0)
      return outcome(write, 'album-deleted', album, membersOf(write, album).length)
    }
    case 'album-add':
      return add(write, albumNumber(write, edit.id), edit.slots)
    case 'album-remove':
      return remove(write, albumNumber(write, edit.id), edit.slots)
    case 'album-move':
      return move(write, albumNumber(write, edit.id), edit.slots, edit.after)
  }
}

function create(write: Write, id: AlbumId, title: string): EditOutcome {
  const insert = write.statements('INSERT OR IGNORE INTO albums (id, created_at) VALUES (?, ?)')
  if (insert.run(bytesOf(id), write.at).changes === 0) throw new AppError('bad-request', { what: 'album' })
  const album = write.statements<number>('SELECT number FROM albums WHERE id = ?').pluck().get(bytesOf(id))!
  stageAlbumField(write, album, 'title', title)
  stageAlbumField(write, album, 'alive', 1)
  return { changed: 0, summary: { key: 'album-created', params: { title } } }
}

function add(write: Write, album: number, slots: readonly number[]): EditOutcome {
  const members = membersOf(write, album)
  const present = new Set(members.map((member) => member.photo))
  const fresh = [...new Set(slots)].filter((slot) => !present.has(slot))
  const keys = orderKeysBetween(members.at(-1)?.order_key ?? null, null, fresh.length, write.random)
  stageMembers(write, album, fresh, keys)
  return outcome(write, 'album-added', album, fresh.length)
}

function remove(write: Write, album: number, slots: readonly number[]): EditOutcome {
  const present = new Set(membersOf(write, album).map((member) => member.photo))
  const leaving = [...new Set(slots)].filter((slot) => present.has(slot))
  stageMembers(write, album, leaving, null)
  return outcome(write, 'album-removed', album, leaving.length)
}

function move(write: Write, album: number, slots: readonly number[], after: PhotoId | null): EditOutcome {
  const members = membersOf(write, album)
  const present = new Set(members.map((member) => member.photo))
  const moving = [...new Set(slots)].filter((slot) => present.has(slot))
  const movingSet = new Set(moving)
  const staying = members.filter((member) => !movingSet.has(member.photo))
  const place = placeBehind(write, members, movingSet, after)
  const [left, right] = [staying[place - 1]?.order_key ?? null, staying[place]?.order_key ?? null]
  const keys = orderKeysBetween(left, right, moving.length, write.random)
  if (keys.some((key) => key.length > LONG_ORDER_KEY)) {
    const order = staying.map((member) => member.photo).toSpliced(place, 0, ...moving)
    stageMembers(write, album, order, orderKeysBetween(null, null, order.length, write.random))
  } else {
    stageMembers(write, album, moving, keys)
  }
  return outcome(write, 'album-moved', album, moving.length)
}

/** How many of the photos that stay come before the place behind `after`, which may be moving itself. */
function placeBehind(
  write: Write,
  members: readonly Member[],
  moving: ReadonlySet<number>,
  after: PhotoId | null,
): number {
  if (after === null) return 0
  const slot = write.statements<number>('SELECT slot FROM photos WHERE id = ?').pluck().get(bytesOf(after))
  const at = members.findIndex((member) => member.photo === slot)
  if (at < 0) throw new AppError('not-found', { what: 'The photo' })
  return members.slice(0, at + 1).filter((member) => !moving.has(member.photo)).length
}

/** @throws AppError not-found */
function albumNumber(write: Write, id: AlbumId): number {
  const sql = 'SELECT number FROM albums WHERE id = ? AND alive = 1'
  const number = write.statements<number>(sql).pluck().get(bytesOf(id))
  if (number === undefined) throw new AppError('not-found', { what: 'The album' })
  return number
}

function membersOf(write: Write, album: number): Member[] {
  return write
    .statements<Member>('SELECT photo, order_key FROM album_photos WHERE album = ? ORDER BY order_key, photo')
    .all(album)
}

function stageAlbumField(
  write: Write,
  album: number,
  field: 'title' | 'alive',
  value: string | number,
): void {
  write
    .statements(
      `INSERT INTO operations (object, field, element, time, base, value, before, source, source_before)
       SELECT a.number, 'album.${field}', 0, :time, r.time, :value, a.${field}, ${RegisterSource.user}, ifnull(r.source, 0)
       FROM albums a LEFT JOIN registers r ON r.object = a.number AND r.field = 'album.${field}' AND r.element = 0
       WHERE a.number = :album AND a.${field} IS NOT :value`,
    )
    .run({ time: write.time, value, album })
}

/** @param keys one per photo; null takes them out */
function stageMembers(
  write: Write,
  album: number,
  photos: readonly number[],
  keys: readonly string[] | null,
): void {
  const rows = photos.map((photo, index) => [photo, keys?.[index] ?? null])
  write
    .statements(
      `INSERT INTO operations (object, field, element, time, base, value, before, source, source_before)
       SELECT :album, 'album.member', m.value ->> 0, :time, r.time, m.value ->> 1, p.order_key, ${RegisterSource.user},
         ifnull(r.source, 0)
       FROM json_each(:rows) m
       LEFT JOIN album_photos p ON p.album = :album AND p.photo = m.value ->> 0
       LEFT JOIN registers r ON r.object = :album AND r.field = 'album.member' AND r.element = m.value ->> 0
       ORDER BY m.key`,
    )
    .run({ album, time: write.time, rows: JSON.stringify(rows) })
}

function outcome(
  write: Write,
  key: 'album-added' | 'album-removed' | 'album-moved' | 'album-deleted',
  album: number,
  count: number,
): EditOutcome {
  const title = write.statements<string>('SELECT title FROM albums WHERE number = ?').pluck().get(album) ?? ''
  return { changed: count, summary: { key, params: { count, title } } }
}
