import { badgeOf } from '../../../shared/badge.ts'
import { cameraName } from '../../../shared/camera-name.ts'
import type { ErrorNotice } from '../../../shared/errors.ts'
import type { PhotoId } from '../../../shared/ids.ts'
import type { CardItem } from '../../../shared/import.ts'
import type { Flag } from '../../../shared/photo.ts'
import type { FileGroup } from '../../grouping/group-files.ts'
import type { FastMetadata } from '../../metadata/metadata-reader.ts'
import type { CardFile } from './walk-card.ts'

/** One photo on a card: its files, what they say, what the user chose, how far its copy is. */
export interface CardPhoto {
  readonly index: number
  /** Lead first. */
  readonly files: FileGroup<CardFile>['members']
  readonly bytes: number
  /** Per file, in the order of `files`; null until read. */
  readonly metadata: (FastMetadata | null)[]
  flag: Flag
  rating: number
  /** Taken out by hand, without rejecting it. */
  takenOut: boolean
  /** The photo of the library that holds the content of every file. */
  knownAs: PhotoId | null
  sameNameOtherContent: boolean
  state: CardItem['state']
  error: ErrorNotice | null
}

export function newCardPhoto(index: number, group: FileGroup<CardFile>): CardPhoto {
  return {
    index,
    files: group.members,
    bytes: group.members.reduce((sum, member) => sum + member.file.bytes, 0),
    metadata: group.members.map(() => null),
    flag: 'none',
    rating: 0,
    takenOut: false,
    knownAs: null,
    sameNameOtherContent: false,
    state: 'seen',
    error: null,
  }
}

/** Relative to the card, `/` between names. */
export function sourcePath(file: CardFile): string {
  return file.folder === '' ? file.name : `${file.folder}/${file.name}`
}

export function leadOf(photo: CardPhoto): CardFile {
  return photo.files[0]!.file // a group is made from its lead
}

/** Copied when the import starts. */
export function isSelected(photo: CardPhoto): boolean {
  return photo.flag !== 'reject' && !photo.takenOut && photo.knownAs === null
}

/** Wall clock at capture by the first file that knows it, else null. */
export function takenAtOf(photo: CardPhoto): string | null {
  return photo.metadata.find((found) => found?.metadata.takenAt)?.metadata.takenAt ?? null
}

export function cameraOf(photo: CardPhoto): string {
  const found = photo.metadata.find((candidate) => candidate?.metadata.model)?.metadata
  return found ? cameraName(found.make, found.model) : ''
}

export function cardItem(photo: CardPhoto): CardItem {
  const lead = leadOf(photo)
  return {
    index: photo.index,
    name: lead.name,
    folder: lead.folder,
    badge: badgeOf(photo.files.map(({ file, role }) => ({ role, name: file.name }))),
    bytes: photo.bytes,
    files: photo.files.length,
    takenAt: takenAtOf(photo),
    camera: cameraOf(photo),
    aspect: aspectOf(photo.metadata[0] ?? null),
    hasPreview: photo.metadata.some((found) => (found?.embedded.length ?? 0) > 0),
    alreadyImported: photo.knownAs !== null && photo.state === 'seen',
    sameNameOtherContent: photo.sameNameOtherContent,
    flag: photo.flag,
    rating: photo.rating,
    selected: isSelected(photo),
    state: photo.state,
    error: photo.error,
  }
}

const UNKNOWN_ASPECT = 1.5

function aspectOf(found: FastMetadata | null): number {
  const { width, height, orientation, rotation } = found?.metadata ?? {}
  if (!width || !height) return UNKNOWN_ASPECT
  const turned = (orientation ?? 1) >= 5 || (rotation ?? 0) % 180 !== 0
  return turned ? height / width : width / height
}
