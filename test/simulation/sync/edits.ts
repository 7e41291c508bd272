import type { PhotoChange } from '../../../src/shared/edits.ts'
import { AppError } from '../../../src/shared/errors.ts'
import type { AlbumId, ContentHash, FileId, PhotoId } from '../../../src/shared/ids.ts'
import { metadata, newFile, newPhoto } from '../../integration/catalog/open-library.ts'
import type { Device } from './device.ts'
import type { Draw } from './draw.ts'

const texts = ['', 'dawn', '夜明け', 'swan'] as const
const keywords = ['swan', 'Swan', 'lake', '白鳥'] as const
/** Numbers of contents that several computers take in. */
const SHARED = 3

/** Something that a user does on a device, drawn. What cannot be done as it was drawn is not done. */
export function edit(device: Device, draw: Draw): void {
  try {
    const what = draw.nat(20)
    if (what < 9) changePhotos(device, draw)
    else if (what < 14) changeAlbum(device, draw)
    else if (what === 14) addPhoto(device, draw)
    else if (what === 15) addFile(device, draw)
    else if (what === 16) rewriteFile(device, draw)
    else if (what < 19) device.writer.undo()
    else device.writer.redo()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}

function photos(device: Device): number[] {
  return device.rows<{ slot: number }>('SELECT slot FROM photos ORDER BY slot').map(({ slot }) => slot)
}

function changePhotos(device: Device, draw: Draw): void {
  const all = photos(device)
  if (all.length === 0) return
  const change = changeOf(device, draw, all)
  if (change) device.writer.apply({ kind: 'photos', ...change })
}

function changeOf(
  device: Device,
  draw: Draw,
  all: number[],
): { slots: number[]; change: PhotoChange } | null {
  const slots = draw.chance(0.1) ? all : draw.some(all, 3)
  switch (draw.nat(9)) {
    case 0:
      return { slots, change: { field: 'rating', value: draw.nat(6) } }
    case 1:
      return { slots, change: { field: 'flag', value: draw.one(['pick', 'none', 'reject']) } }
    case 2:
      return { slots, change: { field: 'label', value: draw.one(['red', 'blue', null]) } }
    case 3:
    case 4:
    case 5:
      return {
        slots: draw.some(all.slice(0, 2), 1),
        change: { field: draw.one(['title', 'caption', 'creator', 'copyright']), value: draw.one(texts) },
      }
    case 6:
      return {
        slots,
        change: {
          field: 'keywords',
          add: [draw.one(keywords)],
          remove: draw.chance(0.5) ? [draw.one(keywords)] : [],
        },
      }
    case 7:
      return { slots, change: { field: 'trashed', value: draw.chance(0.6) } }
    default: {
      const [slot] = slots as [number]
      const files = device.rows<{ id: string }>(
        'SELECT lower(hex(id)) AS id FROM files WHERE photo = ?',
        slot,
      )
      const value = draw.chance(0.2) ? null : (draw.one(files).id as FileId) // Ids.
      return { slots: [slot], change: { field: 'face', value } }
    }
  }
}

function changeAlbum(device: Device, draw: Draw): void {
  const albums = device
    .rows<{ id: string }>('SELECT lower(hex(id)) AS id FROM albums WHERE alive = 1 ORDER BY id')
    .map(({ id }) => id as AlbumId) // Ids.
  const all = photos(device)
  if (albums.length === 0 || draw.chance(0.15)) {
    const id = Buffer.from(draw.bytes(16)).toString('hex') as AlbumId // Of their form.
    device.writer.apply({ kind: 'album-create', id, title: draw.one(['Best', 'Lake']) })
    return
  }
  const id = draw.one(albums)
  const what = draw.nat(8)
  if (what === 0) device.writer.apply({ kind: 'album-delete', id })
  else if (what === 1)
    device.writer.apply({ kind: 'album-rename', id, title: draw.one(['Best', 'Lake', 'Trip']) })
  else if (all.length === 0) return
  else if (what < 5) device.writer.apply({ kind: 'album-add', id, slots: draw.some(all, 3) })
  else if (what === 5) device.writer.apply({ kind: 'album-remove', id, slots: draw.some(all, 2) })
  else {
    const members = device.writer && membersOf(device, id)
    if (members.length === 0) return
    const after = draw.chance(0.3) ? null : draw.one(members).id
    device.writer.apply({
      kind: 'album-move',
      id,
      slots: draw.some(members, 2).map(({ slot }) => slot),
      after,
    })
  }
}

function membersOf(device: Device, id: AlbumId): { slot: number; id: PhotoId }[] {
  return device.rows(
    `SELECT p.slot, lower(hex(p.id)) AS id FROM album_photos m JOIN albums a ON a.number = m.album
     JOIN photos p ON p.slot = m.photo WHERE hex(a.id) = ? ORDER BY p.slot`,
    id.toUpperCase(),
  )
}

const contentOf = (name: string) => Buffer.from(name.padEnd(32).slice(0, 32)).toString('hex') as ContentHash // 64 digits.

function hashDrawn(draw: Draw): ContentHash {
  return Buffer.from(draw.bytes(32)).toString('hex') as ContentHash // 64 hex digits.
}

const said = (draw: Draw) =>
  metadata({
    takenAt: '2024:06:01 12:00:00',
    rating: draw.chance(0.3) ? draw.nat(6) : null,
    caption: draw.chance(0.3) ? draw.one(texts) : null,
    creator: draw.chance(0.2) ? 'Camera' : null,
    keywords: draw.chance(0.3) ? [draw.one(keywords)] : [],
  })

export function addPhoto(device: Device, draw: Draw): void {
  const { volumeId } = device
  const initial = {
    creator: draw.chance(0.2) ? 'Template' : '',
    rating: draw.chance(0.2) ? draw.nat(6) : null,
  }
  if (draw.chance(0.4)) return addShared(device, draw)
  const name = `OWN_${device.name}_${draw.nat(1_000_000)}`
  const raw = newFile(volumeId, `${name}.NEF`, { sha256: hashDrawn(draw), metadata: said(draw) })
  const jpeg = newFile(volumeId, `${name}.JPG`, { sha256: hashDrawn(draw), metadata: said(draw) })
  device.writer.addPhotos([newPhoto(draw.chance(0.4) ? [raw, jpeg] : [jpeg], initial)])
}

/** The same card in several computers; one may have taken only half of it. */
function addShared(device: Device, draw: Draw): void {
  const name = `SHARED_${draw.nat(SHARED)}`
  const known = device.rows('SELECT 1 FROM files WHERE name IN (?, ?)', `${name}.JPG`, `${name}.NEF`)
  if (known.length > 0) return
  const of = (end: string) =>
    newFile(device.volumeId, `${name}.${end}`, {
      sha256: contentOf(`${name}.${end}`),
      metadata: metadata({ takenAt: '2024:06:01 12:00:00', caption: 'from the card' }),
    })
  const half = draw.chance(0.3)
  device.writer.addPhotos([newPhoto(half ? [of('JPG')] : [of('NEF'), of('JPG')])])
}

/** Files of this computer's own photos, which no other has on a disk too. */
function ownFiles(device: Device): { id: FileId; photo: PhotoId; role: string; name: string }[] {
  return device.rows(
    `SELECT lower(hex(f.id)) AS id, lower(hex(p.id)) AS photo, f.role, f.name FROM files f
     JOIN photos p ON p.slot = f.photo WHERE f.name LIKE ? ORDER BY f.number`,
    `OWN_${device.name}_%`,
  )
}

function addFile(device: Device, draw: Draw): void {
  const own = ownFiles(device)
  if (own.length === 0) return
  const { photo, name } = draw.one(own)
  const stem = name.replace(/\..*/, '')
  const role = draw.one(['sidecar', 'audio'] as const)
  const added = { ...newFile(device.volumeId, `${stem}.${role}`, { sha256: hashDrawn(draw) }), role }
  device.writer.addFiles(photo, [{ ...added, metadata: role === 'sidecar' ? said(draw) : null }])
}

function rewriteFile(device: Device, draw: Draw): void {
  const own = ownFiles(device)
  if (own.length === 0) return
  const { id } = draw.one(own)
  device.writer.updateFiles([
    {
      ...{ fileId: id, bytes: 1000 + draw.nat(1000), mtime: Date.UTC(2025, 0, 1) + draw.nat(1000) },
      ...{ sha256: hashDrawn(draw), metadata: said(draw), metadataComplete: true },
    },
  ])
}
