import {
  type Columns,
  emptyColumns,
  FLAG_CODES,
  Kind,
  LABEL_CODES,
  State,
} from '../../../src/shared/columns.ts'
import type { AlbumId, FileId, PhotoId, VolumeId } from '../../../src/shared/ids.ts'
import { emptyMetadata } from '../../../src/shared/metadata.ts'
import type { PhotoCell, PhotoDetail } from '../../../src/shared/photo.ts'

/** Shape and colour of a picture, without its bytes. */
export interface PictureFacts {
  width: number
  height: number
  colour: number
}

export const cameras = ['NIKON Z 8', 'Canon EOS R6', 'FUJIFILM X-T5', 'Apple iPhone 15 Pro']
export const lenses = [
  'NIKKOR Z 24-120mm f/4 S',
  'RF 50mm F1.2 L USM',
  'XF 35mm F1.4 R',
  'iPhone back camera',
]
const badges = ['R+J', 'JPEG', 'RAW', 'HEIC']
const texts = [
  {
    title: 'Morning after the snowfall',
    caption: 'First light over the orchard; the road to the pass is closed.',
  },
  { title: '', caption: '' },
  { title: '', caption: 'Seen from the pier.' },
]

/** A whole number below `below` that depends on the slot and the salt alone. */
export function pick(slot: number, salt: number, below: number): number {
  let value = Math.imul(slot + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  return ((value ^ (value >>> 13)) >>> 0) % below
}

const lastDay = Math.floor(Date.UTC(2025, 1, 8) / 86_400_000)

/** Columns of photos taken on shoots of very different length over some years, oldest first. */
export function syntheticColumns(count: number, pictures: readonly PictureFacts[], shoot = 48): Columns {
  const columns = emptyColumns(count)
  columns.length = count
  const shoots = Math.max(1, Math.ceil(count / shoot))
  for (let slot = 0; slot < count; slot++) {
    const picture = pictures[slot % pictures.length]!
    const group = Math.floor(slot / shoot)
    columns.day[slot] =
      lastDay - (shoots - 1 - group) * Math.max(1, Math.round(4000 / shoots)) - pick(group, 1, 3)
    columns.minute[slot] = 480 + ((slot * 3) % 600)
    columns.aspect[slot] = Math.round((picture.width / picture.height) * 4096)
    columns.colour[slot] = picture.colour
    columns.rating[slot] = [0, 0, 0, 2, 2, 3, 3, 4, 5, 1][pick(slot, 2, 10)]!
    columns.flag[slot] = [0, 0, 0, 0, 1, 1, 2, 0][pick(slot, 3, 8)]!
    columns.label[slot] = pick(slot, 4, 6) === 0 ? 1 + pick(slot, 5, 5) : 0
    columns.kind[slot] = [Kind.raw | Kind.jpeg, Kind.jpeg, Kind.raw, Kind.heif][pick(slot, 6, 4)]!
    columns.state[slot] = State.preview
    columns.copies[slot] = [2, 2, 2, 2, 2, 1, 1, 3, 2, 0][pick(slot, 7, 10)]!
    columns.preview[slot] = 1
  }
  return columns
}

/** One of each that is not usual, where a first screen shows them. */
export function makeSomeUnusual(columns: Columns): void {
  const last = columns.length - 1
  if (last < 60) return
  columns.kind[last - 8] = Kind.image | Kind.undecodable
  columns.state[last - 8] = 0
  columns.state[last - 11] = State.preview | State.missing
  columns.kind[last - 14] = Kind.video
}

// The brands are made by the engine only; here ids are counted out.
const id = <Id extends string>(prefix: string, number: number) =>
  (prefix + number.toString(16).padStart(32 - prefix.length, '0')) as Id

export const photoId = (slot: number) => id<PhotoId>('a', slot)
export const fileId = (slot: number) => id<FileId>('f', slot)
export const albumId = (number: number) => id<AlbumId>('b', number)
export const volumeId = (number: number) => id<VolumeId>('d', number)
export const slotOfId = (photo: PhotoId) => Number.parseInt(photo.slice(1), 16)

function takenAt(columns: Columns, slot: number): string {
  const date = new Date(columns.day[slot]! * 86_400_000 + columns.minute[slot]! * 60_000)
  return date.toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ')
}

export function syntheticCell(columns: Columns, slot: number): PhotoCell {
  const kind = columns.kind[slot]!
  const video = (kind & Kind.video) !== 0
  return {
    slot,
    id: photoId(slot),
    name: `DSC_${String(slot % 10_000).padStart(4, '0')}`,
    title: texts[slot % texts.length]!.title,
    badge: video ? 'MOV' : (kind & Kind.undecodable) !== 0 ? 'X3F' : badges[pick(slot, 6, 4)]!,
    takenAt: takenAt(columns, slot),
    durationSeconds: video ? 42 : null,
  }
}

export function syntheticDetail(columns: Columns, slot: number, picture: PictureFacts): PhotoDetail {
  const cell = syntheticCell(columns, slot)
  const raw = (columns.kind[slot]! & Kind.raw) !== 0
  const camera = pick(Math.floor(slot / 48), 8, cameras.length)
  const file = (number: number, name: string, role: 'raw' | 'jpeg') => ({
    id: fileId(slot * 4 + number),
    role,
    name,
    path: `/media/studio/Pictures/2025/02 Winter valley/${name}`,
    bytes: role === 'raw' ? 54_100_000 : 9_200_000,
    sha256: null,
    fileType: role === 'raw' ? 'NEF' : 'JPEG',
    width: picture.width,
    height: picture.height,
    missing: (columns.state[slot]! & State.missing) !== 0,
    copies: Array.from({ length: columns.copies[slot]! }, (_, copy) => ({
      volumeId: volumeId(copy),
      volumeName: ['Studio SSD', 'Archive A', 'Archive B'][copy] ?? `Archive ${copy}`,
      connected: copy === 0,
      path: `/media/${copy}/${name}`,
      verifiedAt: Date.UTC(2025, 1, 8, 18, 12),
      method: 'o_direct',
    })),
  })
  const files = raw
    ? [file(1, `${cell.name}.JPG`, 'jpeg'), file(0, `${cell.name}.NEF`, 'raw')]
    : [file(0, `${cell.name}.JPG`, 'jpeg')]
  return {
    id: cell.id,
    slot,
    name: files[0]!.name,
    faceFileId: files[0]!.id,
    files,
    metadata: {
      ...emptyMetadata,
      fileType: raw ? 'NEF' : 'JPEG',
      make: cameras[camera]!.split(' ')[0]!,
      model: cameras[camera]!,
      lens: lenses[camera]!,
      takenAt: cell.takenAt,
      offset: '+01:00',
      subsec: '40',
      iso: 64 * 2 ** pick(slot, 9, 6),
      fNumber: 8,
      exposureTime: 1 / 320,
      focalLength: 35,
      exposureBias: 0.3,
      exposureProgram: 3,
      width: picture.width,
      height: picture.height,
      orientation: 1,
      gpsLat: 47.28,
      gpsLon: 12.47,
    },
    rating: columns.rating[slot]!,
    flag: FLAG_CODES[columns.flag[slot]!]!,
    label: LABEL_CODES[columns.label[slot]!]!,
    title: texts[slot % texts.length]!.title,
    caption: texts[slot % texts.length]!.caption,
    creator: 'Aki Tanaka',
    copyright: '© 2025 Aki Tanaka',
    keywords: ['winter', 'snow', 'orchard'],
    albums: [],
    importId: null,
    addedAt: Date.UTC(2025, 1, 8, 18, 10),
    trashedAt: null,
    previewProblem: (columns.kind[slot]! & Kind.undecodable) !== 0 ? 'cannot-decode' : null,
    fullPreview: { width: picture.width, height: picture.height, source: 'embedded' },
  }
}
