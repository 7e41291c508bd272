import type { FileId, PhotoId, VolumeId } from '../../../shared/ids.ts'
import type { TravellingOperation } from '../../../shared/sync/operation.ts'
import { bytesOf, hashPrefix, hexOf } from '../bytes.ts'
import { insertPhotos } from '../add-photos.ts'
import type { NewFile } from '../catalog.ts'
import { insertFile, nextFile } from '../insert-file.ts'
import { stageFound } from '../found-fields.ts'
import { metadataText } from '../metadata-text.ts'
import { carryOutOperations, lastOperation } from '../operations.ts'
import { refreshPhotoAndNames } from '../refresh-photo.ts'
import { recordAction } from '../write-path.ts'
import type { Write } from '../write-path.ts'
import { parseFileFacts } from './file-facts.ts'
import type { FileFacts } from './file-facts.ts'
import { deviceOf, noteOrigin } from './file-origins.ts'
import { volumeElsewhere } from './elsewhere.ts'
import { timeBytes, timeOf } from './joined-space.ts'
import { fileNumber, photoSlot } from './travelling-ids.ts'

/** Stands for the time at which a photo was added until it is told: our clock may be before that. */
export const NOT_SAID = Number.MAX_SAFE_INTEGER

interface FileOperation {
  operation: TravellingOperation
  facts: FileFacts | null
}

/**
 * Enters files of photos, and with them the photos that are new here. A file whose content is here already, under another
 * id, is that file, and its photo that photo: two computers may have taken in the same card before they met.
 * @returns ids of photos and files that were not known by them before, among others: what waited for them can go on
 */
export function receiveFiles(write: Write, operations: readonly TravellingOperation[]): string[] {
  const files = operations
    .filter(({ field }) => field === 'file')
    .map((operation) => ({ operation, facts: factsOf(operation) }))
  if (files.length === 0) return []
  const sent = unsentFiles(write)
  const volume = volumeElsewhere(write)
  const arrived: string[] = []
  const fresh = new Map<string, FileOperation[]>()
  const freshContents = new Set<string>()
  const touched = new Set<number>()
  const insertAll = () => {
    arrived.push(...insertFresh(write, fresh, volume))
    fresh.clear()
    freshContents.clear()
  }
  for (const [object, of] of photosOf(files)) {
    // What is new may be what another computer has sent just before.
    if (of.some(({ facts }) => freshContents.has(contentOf(facts)))) insertAll()
    const slot = photoSlot(write.statements, object) ?? samePhoto(write, object, of, arrived)
    if (slot !== undefined) {
      for (const file of of) {
        if (!placeFile(write, slot, file, volume)) continue
        touched.add(slot)
        arrived.push(file.operation.element)
      }
      continue
    }
    const known = of.filter(({ facts }) => facts !== null)
    if (known.length > 0) fresh.set(object, known)
    for (const { facts } of known) if (facts!.sha256 !== null) freshContents.add(contentOf(facts))
  }
  insertAll()
  recordStaged(write, arrived.length)
  refreshTouched(write, touched)
  forgetUnsent(write, sent)
  return arrived
}

/** Of each photo its files, of each file the latest that is said of it. */
function photosOf(files: readonly FileOperation[]): Map<string, FileOperation[]> {
  const latest = new Map<string, FileOperation>()
  for (const file of files) {
    const { element, time } = file.operation
    const before = latest.get(element)
    if (!before || before.operation.time < time) latest.set(element, file)
  }
  return Map.groupBy(latest.values(), ({ operation }) => operation.object)
}

function contentOf(facts: FileFacts | null): string {
  return facts === null ? '' : `${facts.sha256} ${facts.role}`
}

/** The photo here that an unknown one is, by the content of any of its files; it has another id now. */
function samePhoto(
  write: Write,
  object: string,
  files: readonly FileOperation[],
  arrived: string[],
): number | undefined {
  for (const file of files) {
    const same = sameContent(write, file)
    if (!same) continue
    alias(write, 'photo', object, same.photo)
    arrived.push(object)
    return same.photo
  }
  return undefined
}

/** A file of a photo that is here. @returns whether the photo has to be worked out anew */
function placeFile(write: Write, slot: number, file: FileOperation, volume: VolumeId): boolean {
  const { operation, facts } = file
  const known = fileNumber(write.statements, operation.element)
  if (known !== undefined) return updateFile(write, known, file, volume)
  if (facts === null) return false
  const same = sameContent(write, file)
  if (same?.photo === slot) {
    alias(write, 'file', operation.element, same.number)
    noteTime(write, same.number, operation)
    noteOrigin(write, same.number, operation.time)
    return true
  }
  const id = operation.element as FileId // An id, checked with the batch.
  insertFile(write, slot, nextFile(write), newFile(file, volume), id, folderOf(write, file, volume))
  const number = fileNumber(write.statements, id)!
  noteTime(write, number, operation)
  noteOrigin(write, number, operation.time)
  return true
}

/** What files say is the same on every computer that knows them. */
function refreshTouched(write: Write, touched: ReadonlySet<number>): void {
  for (const slot of touched) stageFound(write, slot, refreshPhotoAndNames(write, slot).metadata, false)
  carryOutOperations(write)
  recordStaged(write, touched.size)
}

function recordStaged(write: Write, changed: number): void {
  recordAction(write, { kind: 'received', summary: {}, changed })
  write.firstOperation = lastOperation(write.statements) + 1
}

function insertFresh(write: Write, fresh: ReadonlyMap<string, FileOperation[]>, volume: VolumeId): string[] {
  const photos = [...fresh].map(([id, files]) => ({
    id: id as PhotoId, // An id, checked with the batch.
    importId: null,
    files: files.map((file) => ({ ...newFile(file, volume), id: file.operation.element as FileId })), // Likewise.
    initial: { rating: null, flag: 'none' as const, creator: '', copyright: '', keywords: [] },
  }))
  // Places elsewhere are of many computers: that one is taken says nothing.
  insertPhotos(write, photos, () => null)
  for (const { id } of photos)
    write.statements('UPDATE photos SET added_at = ? WHERE id = ?').run(NOT_SAID, bytesOf(id))
  for (const files of fresh.values())
    for (const { operation } of files) {
      const number = fileNumber(write.statements, operation.element)!
      noteTime(write, number, operation)
      noteOrigin(write, number, operation.time)
    }
  return photos.map(({ id }) => id)
}

/** What is not of the form of this version is known by name only, as a file of nothing. */
function factsOf({ value }: TravellingOperation): FileFacts | null {
  if (typeof value !== 'string') return null
  try {
    return parseFileFacts(value)
  } catch {
    return null
  }
}

/**
 * A file that lies on this computer is what it is here: only its own disk says otherwise.
 * @returns whether the photo has to be worked out anew
 */
function updateFile(write: Write, number: number, file: FileOperation, volume: VolumeId): boolean {
  const { operation, facts } = file
  const row = write
    .statements<{ volume: Uint8Array; time: Uint8Array | null }>(
      `SELECT v.id AS volume, t.time FROM files f JOIN folders d ON d.number = f.folder
       JOIN volumes v ON v.number = d.volume LEFT JOIN file_times t ON t.file = f.number WHERE f.number = ?`,
    )
    .get(number)!
  // A catalog that was restored from a backup hears from the space what it has told it.
  if (deviceOf(operation.time).equals(deviceOf(timeOf(write.time)))) noteOrigin(write, number, operation.time)
  if (row.time && timeOf(row.time) >= operation.time) return false
  noteTime(write, number, operation)
  if (hexOf<VolumeId>(row.volume) !== volume) return false
  if (facts === null) {
    write.statements('UPDATE files SET missing = 1 WHERE number = ?').run(number)
    return true
  }
  const sha256 = facts.sha256 === null ? null : bytesOf(facts.sha256)
  write
    .statements(
      `UPDATE files SET role = ?, folder = ?, name = ?, bytes = ?, mtime = ?, sha256 = ?, hash_prefix = ?, metadata = ?,
         metadata_state = ?, embedded = ?, missing = 0 WHERE number = ?`,
    )
    .run(
      ...[facts.role, folderOf(write, file, volume), facts.name, facts.bytes, facts.mtime, sha256],
      ...[sha256 && hashPrefix(sha256), facts.metadata && metadataText(facts.metadata)],
      ...[facts.complete ? 2 : 1, facts.embedded && JSON.stringify(facts.embedded), number],
    )
  return true
}

function newFile({ facts }: FileOperation, volumeId: VolumeId): NewFile {
  const { complete, ...known } = facts!
  return { ...known, volumeId, xxh128: null, metadataComplete: complete }
}

function folderOf(write: Write, { facts }: FileOperation, volume: VolumeId): number {
  return write.places.folderNumber(volume, facts!.folder)
}

/**
 * The first file of this content that the computer does not have itself: what it has twice stays two. The first of those
 * that are in the log; each computer finds the same one, since they all read the log in one order.
 */
function sameContent(
  write: Write,
  { operation, facts }: FileOperation,
): { number: number; photo: number } | undefined {
  if (!facts?.sha256) return undefined
  const hash = bytesOf(facts.sha256)
  return write
    .statements<{ number: number; photo: number }>(
      `SELECT number, photo FROM (
         SELECT f.number, f.photo, (SELECT min(since) FROM file_origins WHERE file = f.number) AS since FROM files f
         WHERE f.hash_prefix = :prefix AND f.sha256 = :hash AND f.role = :role AND f.missing = 0
           AND NOT EXISTS (SELECT 1 FROM file_origins WHERE file = f.number AND device = :device))
       ORDER BY since IS NULL, since, number LIMIT 1`,
    )
    .get({ prefix: hashPrefix(hash), hash, role: facts.role, device: deviceOf(operation.time) })
}

function alias(write: Write, kind: 'photo' | 'file', id: string, number: number): void {
  write
    .statements(`INSERT OR IGNORE INTO ${kind}_aliases (id, ${kind}) VALUES (?, ?)`)
    .run(bytesOf(id), number)
}

function noteTime(write: Write, number: number, { time }: TravellingOperation): void {
  write
    .statements(
      'INSERT INTO file_times VALUES (?, ?) ON CONFLICT DO UPDATE SET time = max(time, excluded.time)',
    )
    .run(number, timeBytes(time))
}

/** Files that had to be sent before; what is received need not be. */
function unsentFiles(write: Write): Set<number> {
  return new Set(write.statements<number>('SELECT file FROM unsent_files').pluck().all())
}

function forgetUnsent(write: Write, before: ReadonlySet<number>): void {
  for (const file of unsentFiles(write))
    if (!before.has(file)) write.statements('DELETE FROM unsent_files WHERE file = ?').run(file)
}
