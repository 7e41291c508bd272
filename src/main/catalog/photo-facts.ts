import { badgeOf } from '../../shared/badge.ts'
import { cameraName } from '../../shared/camera-name.ts'
import { Kind } from '../../shared/columns.ts'
import type { FileId } from '../../shared/ids.ts'
import type { Metadata } from '../../shared/metadata.ts'
import type { FileRole } from '../../shared/photo.ts'
import { aspectByMetadata } from './aspect.ts'
import { captureTime, fileTime } from './local-time.ts'
import type { LocalTime } from './local-time.ts'
import { mergedMetadata } from './merged-metadata.ts'

/** A file as far as it makes its photo. */
export interface FactFile {
  id: FileId
  role: FileRole
  folder: number
  name: string
  bytes: number
  mtime: number
  missing: boolean
  metadata: Metadata | null
}

/** What a photo is by its files: worked out anew whenever one of them changes, never edited. */
export interface PhotoFacts {
  face: FileId
  name: string
  badge: string
  folder: number
  kind: number
  bytes: number
  takenAt: string | null
  time: LocalTime
  timeGuessed: boolean
  camera: string
  lens: string
  /** Shape of the face by its metadata, as in the aspect column; 0 unknown. A preview knows better. */
  aspect: number
  duration: number | null
  missing: boolean
  metadata: Metadata
}

const originals: readonly FileRole[] = ['raw', 'jpeg', 'heif', 'image', 'video']
const pictures: readonly FileRole[] = [...originals, 'version']
const order: readonly FileRole[] = [...originals, 'version', 'motion', 'audio', 'sidecar', 'other']

const kinds: Readonly<Partial<Record<FileRole, number>>> = {
  raw: Kind.raw,
  jpeg: Kind.jpeg,
  heif: Kind.heif,
  image: Kind.image,
  video: Kind.video,
  motion: Kind.motion,
  version: Kind.version,
}

/** @param faceChoice the user's choice of the file whose picture stands for the photo */
export function photoFacts(given: readonly FactFile[], faceChoice: string | null): PhotoFacts {
  const files = given.length === 1 ? given : leadFirst(given)
  const lead = files[0]
  if (!lead) throw new Error('a photo has at least one file')
  const face = faceOf(files, faceChoice)
  const metadata = mergedMetadata(files)
  const captured = captureTime(metadata)
  return {
    face: face.id,
    name: face.name,
    badge: badgeOf(files),
    folder: lead.folder,
    kind: files.reduce((bits, file) => bits | (kinds[file.role] ?? 0), 0),
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    takenAt: captured ? metadata.takenAt : null,
    time: captured ?? fileTime(lead.mtime),
    timeGuessed: captured === null,
    camera: cameraName(metadata.make, metadata.model).slice(0, 200),
    lens: (metadata.lens ?? metadata.lensId ?? '').trim().slice(0, 200),
    aspect: aspectByMetadata(face.metadata),
    duration: metadata.durationSeconds ?? clipSeconds(files),
    missing: picturesOf(files).every((file) => file.missing),
    metadata,
  }
}

/** Files that matter for "is every original of it copied". */
export function isOriginal(role: FileRole): boolean {
  return originals.includes(role)
}

export function leadFirst<File extends { role: FileRole }>(files: readonly File[]): File[] {
  return files.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
}

/** The user's choice, else the newest version, else the camera's own picture, else what leads; what is there first. */
function faceOf(files: readonly FactFile[], choice: string | null): FactFile {
  const shown = picturesOf(files)
  const there = shown.some((file) => !file.missing) ? shown.filter((file) => !file.missing) : shown
  const newest = there.filter((file) => file.role === 'version').toSorted((a, b) => b.mtime - a.mtime)[0]
  return (
    shown.find((file) => file.id === choice) ??
    newest ??
    there.find((file) => file.role === 'jpeg' || file.role === 'heif') ??
    there[0]!
  )
}

function picturesOf(files: readonly FactFile[]): readonly FactFile[] {
  const shown = files.filter((file) => pictures.includes(file.role))
  return shown.length > 0 ? shown : files
}

function clipSeconds(files: readonly FactFile[]): number | null {
  return files.find((file) => file.role === 'motion')?.metadata?.durationSeconds ?? null
}
