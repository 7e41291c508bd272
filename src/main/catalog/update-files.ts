import { AppError } from '../../shared/errors.ts'
import type { FileId, PhotoId } from '../../shared/ids.ts'
import { newId } from '../../shared/random.ts'
import { bytesOf, hashPrefix } from './bytes.ts'
import type { FileUpdate, NewFile } from './catalog.ts'
import { stageFound } from './found-fields.ts'
import { insertFile, nextFile } from './insert-file.ts'
import { metadataText } from './metadata-text.ts'
import { carryOutOperations } from './operations.ts'
import type { PhotoFacts } from './photo-facts.ts'
import { forgetPicture } from './pictures.ts'
import { refreshPhotoAndNames } from './refresh-photo.ts'
import { stageUnsentFile } from './sync/unsent.ts'
import { recordAction } from './write-path.ts'
import type { Write } from './write-path.ts'

interface FileState {
  number: number
  photo: number
  sha256: Uint8Array | null
  bytes: number
  mtime: number
}

/** Enters what was found out about files. A file that is not in the catalog any more is passed over. */
export function updateFiles(write: Write, updates: readonly FileUpdate[]): void {
  const touched = new Set<number>()
  for (const update of updates) {
    const file = write
      .statements<FileState>('SELECT number, photo, sha256, bytes, mtime FROM files WHERE id = ?')
      .get(bytesOf(update.fileId))
    if (!file) continue
    updateFile(write, file, update)
    stageUnsentFile(write, file.number)
    touched.add(file.photo)
  }
  refreshAll(write, touched)
}

/**
 * Adds files to a photo that exists. A file whose place is taken by a file of the catalog is passed over.
 * @throws AppError not-found
 */
export function addFiles(write: Write, photoId: PhotoId, files: readonly NewFile[]): void {
  const slot = write.statements<number>('SELECT slot FROM photos WHERE id = ?').pluck().get(bytesOf(photoId))
  if (slot === undefined) throw new AppError('not-found', { what: 'The photo' })
  let number = nextFile(write)
  for (const file of files) {
    const folder = write.places.folderNumber(file.volumeId, file.folder)
    const taken = write.statements('SELECT 1 FROM files WHERE folder = ? AND name = ? AND missing = 0')
    if (taken.get(folder, file.name)) continue
    insertFile(write, slot, number++, file, file.id ?? newId<FileId>(write.random), folder)
  }
  refreshAll(write, new Set([slot]))
}

function refreshAll(write: Write, slots: ReadonlySet<number>): void {
  const facts = new Map<number, PhotoFacts>()
  for (const slot of slots) facts.set(slot, refreshPhotoAndNames(write, slot))
  for (const [slot, { metadata }] of facts) stageFound(write, slot, metadata)
  carryOutOperations(write)
  recordAction(write, { kind: 'found', summary: { photos: facts.size }, changed: facts.size })
}

function updateFile(write: Write, file: FileState, update: FileUpdate): void {
  const set = (column: string, value: string | number | Uint8Array | null) =>
    write.statements(`UPDATE files SET ${column} = ? WHERE number = ?`).run(value, file.number)
  if (update.metadata) {
    set('metadata', metadataText(update.metadata))
    set('metadata_state', update.metadataComplete ? 2 : 1)
  } else if (update.metadataComplete) {
    set('metadata_state', 2)
  }
  if (update.embedded) set('embedded', JSON.stringify(update.embedded))
  if (update.sha256) changeContent(write, file, bytesOf(update.sha256))
  if (update.bytes !== undefined) set('bytes', update.bytes)
  if (update.mtime !== undefined) set('mtime', Math.round(update.mtime))
  if (isRewritten(file, update)) forgetPicture(write, file.photo)
  if (update.missing !== undefined) set('missing', update.missing ? 1 : 0)
  if (update.place) {
    const { volumeId, folder, name } = update.place
    set('folder', write.places.folderNumber(volumeId, folder))
    set('name', name)
    write.lists = true
  }
}

function isRewritten(file: FileState, { bytes = file.bytes, mtime = file.mtime }: FileUpdate): boolean {
  return bytes !== file.bytes || Math.round(mtime) !== file.mtime
}

/** Another program may rewrite a file; what it was before is remembered, so that it is known again on a card. */
function changeContent(write: Write, file: FileState, sha256: Buffer): void {
  if (file.sha256 && sha256.equals(file.sha256)) return
  if (file.sha256) {
    write
      .statements(
        'INSERT OR IGNORE INTO former_contents (hash_prefix, sha256, file, until_at) VALUES (?, ?, ?, ?)',
      )
      .run(hashPrefix(file.sha256), file.sha256, file.number, write.at)
  }
  write
    .statements('UPDATE files SET sha256 = ?, hash_prefix = ? WHERE number = ?')
    .run(sha256, hashPrefix(sha256), file.number)
}
