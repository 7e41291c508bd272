import type { FileId, PhotoId } from '../../../shared/ids.ts'
import { newId } from '../../../shared/random.ts'
import type { CatalogFile, NewCopy, NewFile, NewPhoto } from '../../catalog/catalog.ts'
import { split } from './name-targets.ts'
import type { PlannedFile, PlannedPhoto } from './planned-photo.ts'
import type { RunContext } from './run-context.ts'

/**
 * Adds placed photos to the catalog, each with all its files in one transaction, and their proven copies. What an
 * earlier run added before it was cut off is found by its place and content, and not added again.
 */
export async function addToCatalog(run: RunContext, photos: readonly PlannedPhoto[]): Promise<void> {
  if (photos.length === 0) return
  const copies: NewCopy[] = []
  const added: { planned: PlannedPhoto; photo: NewPhoto }[] = []
  for (const planned of photos) {
    const files = planned.files.filter((file) => file.copies[0]!.state === 'placed')
    const earlier = await catalogued(run, files)
    const fresh = files.filter((file) => !earlier.has(file))
    const ids = new Map<PlannedFile, FileId>(fresh.map((file) => [file, newId<FileId>(run.random)]))
    for (const [file, found] of earlier) {
      ids.set(file, found.id)
      planned.photoId = found.photoId
    }
    const newFiles = fresh.map((file) => newFile(run, planned, file, ids.get(file)!))
    const home = planned.photoId ?? planned.attachTo
    if (home !== null) {
      planned.photoId = home
      if (newFiles.length > 0) await run.catalog.addFiles(home, newFiles)
    } else {
      added.push({ planned, photo: newPhoto(run, planned, newFiles) })
    }
    copies.push(...files.flatMap((file) => newCopies(run, file, ids.get(file)!)))
  }
  if (added.length > 0) {
    const ids = await run.catalog.addPhotos(added.map(({ photo }) => photo))
    for (const [index, { planned }] of added.entries()) planned.photoId = ids[index]!
  }
  await run.catalog.addCopies(copies)
  await run.journal.write(photos.flatMap((planned) => planned.files.filter(isPlaced).map(markCatalogued)))
}

function markCatalogued({ row }: PlannedFile) {
  row.state = 'catalogued'
  return { index: row.index, state: 'catalogued' as const }
}

function isPlaced(file: PlannedFile): boolean {
  return file.copies[0]!.state === 'placed'
}

/** Files of a photo that the catalog has at their place already. Only a resumed import can meet any. */
async function catalogued(
  run: RunContext,
  files: readonly PlannedFile[],
): Promise<Map<PlannedFile, CatalogFile>> {
  const found = new Map<PlannedFile, CatalogFile>()
  const destination = run.destinations[0]!
  for (const file of files.filter((candidate) => candidate.recovered)) {
    const place = placeOf(run, file, 0)
    const there = await run.catalog.filesIn(destination.volumeId, place.folder)
    const same = there.find((other) => other.name === place.name && other.sha256 === file.row.sha256)
    if (same) found.set(file, same)
  }
  return found
}

function placeOf(run: RunContext, file: PlannedFile, index: number) {
  const destination = run.destinations[index]!
  const { folder, name } = split(file.row.targets[index]!)
  return {
    volumeId: destination.volumeId,
    folder: [destination.relative, folder].filter((part) => part !== '').join('/'),
    name,
  }
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

function newCopies(run: RunContext, file: PlannedFile, fileId: FileId): NewCopy[] {
  return file.copies.flatMap((copy, index) =>
    copy.state === 'placed' && file.row.targets[index] !== null && copy.method !== null
      ? [{ fileId, ...placeOf(run, file, index), verifiedAt: copy.verifiedAt, method: copy.method }]
      : [],
  )
}

function newPhoto(run: RunContext, planned: PlannedPhoto, files: NewFile[]): NewPhoto & { id: PhotoId } {
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
