import { join } from 'node:path'
import type { PhotoId } from '../../../shared/ids.ts'
import type { FileRole } from '../../../shared/photo.ts'
import type { ImportFileRow } from '../../catalog/catalog.ts'
import { type CardPhoto, sourcePath } from '../card/card-photo.ts'
import type { StoredImport } from './stored-import.ts'

/** A photo of an import: what is on the card, and what the journal says of its files. */
export interface PlannedPhoto {
  readonly photo: CardPhoto
  /** Index in the stored import, and `group` in the journal. */
  readonly group: number
  readonly sequence: number
  readonly files: PlannedFile[]
  /** The photo of the library, where it has one: from before, or since its files were added. */
  photoId: PhotoId | null
}

export interface PlannedFile {
  /** Mirror of the journal's row, changed together with it. */
  readonly row: ImportFileRow
  /** Index in the photo's files. */
  readonly member: number
  readonly role: FileRole
  /** One per destination. */
  readonly copies: Copy[]
}

/**
 * `none`: to be copied. `part`: proven, waiting for its name. `placed`: proven, under its final name. `elsewhere`: the
 * library has the content in a place of its own, so that none is wanted here.
 */
export interface Copy {
  state: 'none' | 'part' | 'placed' | 'elsewhere'
  /** How it was read back. */
  method: string | null
  /** Milliseconds. */
  verifiedAt: number
}

export const noCopy: Readonly<Copy> = { state: 'none', method: null, verifiedAt: 0 }
export const copyElsewhere: Readonly<Copy> = { state: 'elsewhere', method: null, verifiedAt: 0 }

/** The library had this content before; at most a further copy of it is made. */
export function isKnown(file: PlannedFile): boolean {
  return file.copies[0]!.state === 'elsewhere'
}

/** Not a picture or clip itself: it comes along with one, and is nothing without it. */
export function isCompanion(file: PlannedFile): boolean {
  return file.role === 'sidecar' || file.role === 'audio' || file.role === 'other'
}

/** Has its first copy under its final name, or the library had the content before. */
export function isTaken(file: PlannedFile): boolean {
  return file.copies[0]!.state === 'placed' || isKnown(file)
}

/** Rows of a new import, photo after photo, as the journal keeps them. */
export function plannedRows(photos: readonly CardPhoto[], destinations: number): ImportFileRow[] {
  return photos
    .flatMap((photo, group) => photo.files.map(({ file }) => ({ group, file })))
    .map(({ group, file }, index) => ({
      index,
      source: sourcePath(file),
      group,
      bytes: file.bytes,
      mtime: file.mtime,
      state: 'seen',
      targets: new Array<null>(destinations).fill(null),
      sha256: null,
      xxh128: null,
      error: null,
    }))
}

/** Puts the journal's rows and the card's photos together. Null where a photo is not on the card as journalled. */
export function planPhotos(
  rows: readonly ImportFileRow[],
  stored: StoredImport,
  cardPhotos: readonly CardPhoto[],
  destinations: number,
): (PlannedPhoto | null)[] {
  const bySource = new Map(
    cardPhotos.flatMap((photo) =>
      photo.files.map(({ file, role }, member) => [sourcePath(file), { photo, member, role, file }] as const),
    ),
  )
  const groups = Map.groupBy(rows, (row) => row.group)
  return [...groups].map(([group, groupRows]) => {
    const found = groupRows.map((row) => ({ row, source: bySource.get(row.source) }))
    const photo = found[0]?.source?.photo
    const kept = stored.photos[group]
    if (!photo || !kept) return null
    const files = found.flatMap(({ row, source }): PlannedFile[] =>
      source && source.file.bytes === row.bytes
        ? [
            {
              row,
              member: source.member,
              role: source.role,
              copies: copiesWanted(destinations, kept.knownAs),
            },
          ]
        : [],
    )
    if (files.length !== found.length) return null
    return { photo, group, sequence: kept.sequence, files, photoId: kept.knownAs }
  })
}

/** A photo that the library has wants further copies only. */
function copiesWanted(destinations: number, knownAs: PhotoId | null): Copy[] {
  return Array.from({ length: destinations }, (_, index) => ({
    ...(knownAs !== null && index === 0 ? copyElsewhere : noCopy),
  }))
}

/** Parts lie on the destination itself, so that giving them their name moves no bytes. */
export function partPath(destination: string, importId: string, index: number): string {
  return join(destination, INCOMING, importId, `${index}.part`)
}

export const INCOMING = '.incoming'
