import type { ContentHash, PhotoId, VolumeId } from '../../../shared/ids.ts'
import type { ImportReport } from '../../../shared/import.ts'
import type { ErrorNotice } from '../../../shared/errors.ts'
import { errors } from '../../../shared/text/en/errors.ts'
import type { Catalog, ImportFileRow } from '../../catalog/catalog.ts'
import { isKnown, type PlannedFile, type PlannedPhoto } from './planned-photo.ts'
import type { RunContext } from './run-context.ts'
import type { StoredImport } from './stored-import.ts'
import { reachVerdict } from './verdict.ts'

export interface ReportParts {
  run: RunContext
  stored: StoredImport
  photos: readonly PlannedPhoto[]
  manifests: string[]
  seconds: number
  cancelled: boolean
}

/** The report of an import that came to its end, with the verdict about the card. */
export async function makeReport(parts: ReportParts): Promise<ImportReport> {
  const { run, stored, photos } = parts
  const files = photos.flatMap((photo) => photo.files)
  const fresh = photos.filter((photo) => stored.photos[photo.group]?.knownAs === null)
  const duplicates = fresh.filter((photo) => photo.files.every(isKnown))
  const copied = files.filter((file) => file.copies.some(({ state }) => state === 'placed'))
  const done = photos.filter((photo) => photo.files.every((file) => file.row.state === 'catalogued')).length
  const failed = files.flatMap(({ row }) => (row.error ? [failure(row)] : []))
  const { verdict, reasons } = reachVerdict({
    cardVolumeId: run.card.volumeId,
    destinations: run.destinations,
    copied: copied.filter((file) => !isKnown(file)).map((file) => volumesOf(run, file)),
    known: await knownCopies(run.catalog, stored, duplicates, new Set(photos.map((photo) => photo.photoId))),
    failedPhotos: photos.filter((photo) => photo.files.some((file) => file.row.error !== null)).length,
    leftOut: stored.leftOut,
    skipped: stored.skipped,
    cancelled: parts.cancelled ? { done, total: photos.length } : null,
  })
  return {
    importId: run.importId,
    photos: fresh.length + stored.known.length,
    files:
      fresh.flatMap((photo) => photo.files).length +
      stored.known.reduce((sum, known) => sum + known.files, 0),
    copied: copied.length,
    alreadyImported: stored.known.length + duplicates.length,
    failed,
    verdict,
    reasons,
    manifests: parts.manifests,
    bytes: copied.reduce((sum, file) => sum + file.row.bytes, 0),
    seconds: parts.seconds,
  }
}

function failure(row: ImportFileRow): ImportReport['failed'][number] {
  // The journal keeps the codes that failFile was given.
  const error = row.error as ErrorNotice
  return { path: row.source, reason: errors[error.code](error.params), error }
}

function volumesOf(run: RunContext, file: PlannedFile): VolumeId[] {
  return run.destinations.flatMap((destination, index) =>
    file.copies[index]!.state === 'placed' ? [destination.volumeId] : [],
  )
}

/**
 * Volumes with verified copies of each file of photos that the library had, photo by photo. A second photo of the
 * card with the content of one copied now shares that one's copies.
 */
async function knownCopies(
  catalog: Pick<Catalog, 'detail' | 'findContents'>,
  stored: StoredImport,
  duplicates: readonly PlannedPhoto[],
  ownIds: ReadonlySet<PhotoId | null>,
): Promise<VolumeId[][][]> {
  const contents = duplicates.flatMap((photo) => photo.files.flatMap(({ row }) => row.sha256 ?? []))
  const found = await catalog.findContents([...new Set<ContentHash>(contents)])
  const ids = new Set<PhotoId>([
    ...stored.known.map((known) => known.photoId),
    ...[...found.values()].map((known) => known.photoId).filter((id) => !ownIds.has(id)),
  ])
  const details = await Promise.all([...ids].map((id) => catalog.detail(id).catch(() => null))) // removed meanwhile
  return details.map((detail) =>
    detail === null
      ? [[]]
      : detail.files.map((file) =>
          file.copies.filter((copy) => copy.verifiedAt !== null).map((copy) => copy.volumeId),
        ),
  )
}
