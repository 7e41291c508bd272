import type { FileId, PhotoId } from '../../../shared/ids.ts'
import { newId } from '../../../shared/random.ts'
import type { CatalogFile, NewCopy, NewFile, NewPhoto } from '../../catalog/catalog.ts'
import { isTaken, type PlannedFile, type PlannedPhoto } from './planned-photo.ts'
import { placeOf, type RunContext } from './run-context.ts'

/**
 * Adds placed photos to the catalog, each with all its files in one transaction, and their proven copies. What the
 * catalog has already, from before or from a run that was cut off, is found by content and place and not added again.
 */
export async function addToCatalog(run: RunContext, batch: readonly PlannedPhoto[]): Promise<void> {
  const copies: NewCopy[] = []
  const added: { planned: PlannedPhoto; photo: NewPhoto }[] = []
  for (const planned of batch) {
    const placed = planned.files.filter((file) => file.copies.some(({ state }) => state === 'placed'))
    const ids = await knownIds(run, planned, placed)
    const fresh = placed.filter((file) => file.copies[0]!.state === 'placed' && !ids.has(file))
    for (const file of fresh) ids.set(file, newId<FileId>(run.random))
    const files = fresh.map((file) => newFile(run, planned, file, ids.get(file)!))
    if (files.length > 0 && planned.photoId === null)
      added.push({ planned, photo: newPhoto(run, planned, files) })
    else if (files.length > 0 && planned.photoId !== null) await run.catalog.addFiles(planned.photoId, files)
    copies.push(...placed.flatMap((file) => newCopies(run, file, ids.get(file))))
  }
  if (added.length > 0) {
    const ids = await run.catalog.addPhotos(added.map(({ photo }) => photo))
    for (const [index, { planned }] of added.entries()) planned.photoId = ids[index]!
  }
  if (copies.length > 0) await run.catalog.addCopies(copies)
  const done = batch.flatMap((planned) => planned.files.filter(isTaken))
  if (done.length > 0) await run.journal.write(done.map(markCatalogued))
}

function markCatalogued({ row }: PlannedFile) {
  row.state = 'catalogued'
  return { index: row.index, state: 'catalogued' as const, sha256: row.sha256, xxh128: row.xxh128 }
}

/** Files of the photo that the catalog has: all of a known photo's, else what lies at the place of this import's. */
async function knownIds(
  run: RunContext,
  planned: PlannedPhoto,
  files: readonly PlannedFile[],
): Promise<Map<PlannedFile, FileId>> {
  const ids = new Map<PlannedFile, FileId>()
  if (planned.photoId !== null) {
    const known = await run.catalog.filesOf(planned.photoId)
    for (const file of files)
      match(
        ids,
        file,
        known.find((other) => other.sha256 === file.row.sha256),
      )
    return ids
  }
  for (const file of files.filter(({ row }) => run.resumed && row.targets[0] !== null)) {
    const { volumeId, folder, name } = placeOf(run, file, 0)
    const there = await run.catalog.filesIn(volumeId, folder)
    const same = there.find((other) => other.name === name && other.sha256 === file.row.sha256)
    match(ids, file, same)
    if (same) planned.photoId = same.photoId
  }
  return ids
}

function match(ids: Map<PlannedFile, FileId>, file: PlannedFile, found: CatalogFile | undefined): void {
  if (found) ids.set(file, found.id)
}

function newFile(run: RunContext, planned: PlannedPhoto, file: PlannedFile, id: FileId): NewFile {
  const read = planned.photo.metadata[file.member]
  return {
    id,
    ...placeOf(run, file, 0),
    role: file.role,
    bytes: file.row.bytes,
    mtime: file.row.mtime,
    sha256: file.row.sha256,
    xxh128: file.row.xxh128,
    metadata: read?.metadata ?? null,
    metadataComplete: read?.complete ?? false,
    embedded: read?.embedded ?? null,
  }
}

function newCopies(run: RunContext, file: PlannedFile, fileId: FileId | undefined): NewCopy[] {
  if (fileId === undefined) return []
  return file.copies.flatMap((copy, index) =>
    copy.state === 'placed' && file.row.targets[index] !== null && copy.method !== null
      ? [{ fileId, ...placeOf(run, file, index), verifiedAt: copy.verifiedAt, method: copy.method }]
      : [],
  )
}

function newPhoto(run: RunContext, planned: PlannedPhoto, files: NewFile[]): NewPhoto {
  const { photo } = planned
  return {
    id: newId<PhotoId>(run.random),
    importId: run.importId,
    files,
    initial: {
      rating: photo.rating > 0 ? photo.rating : null,
      flag: photo.flag,
      creator: run.options.creator,
      copyright: run.options.copyright,
      keywords: run.options.keywords,
    },
  }
}
