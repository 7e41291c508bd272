import type { FileId, PhotoId } from '../../shared/ids.ts'
import { newId } from '../../shared/random.ts'
import { RegisterSource } from '../../shared/registers.ts'
import { bytesOf, hexOf } from './bytes.ts'
import type { NewFile, NewPhoto } from './catalog.ts'
import { insertFile, nextFile } from './insert-file.ts'
import { initialFieldNames, initialFields } from './initial-fields.ts'
import { keywordNumber } from './keywords.ts'
import { stageAdded, stageOperation } from './operations.ts'
import { factColumns, factValues } from './photo-columns.ts'
import { leadFirst, photoFacts } from './photo-facts.ts'
import type { FactFile } from './photo-facts.ts'
import { indexNewPhotos } from './search-index.ts'
import type { SearchedTexts } from './search-index.ts'
import { recordAction } from './write-path.ts'
import type { Write } from './write-path.ts'

/** A new file with its id and the number of its folder. */
export interface PlacedFile extends FactFile {
  file: NewFile
}

const insertPhoto = `INSERT INTO photos
  (slot, id, import, added_at, rating, flag, label, title, caption, creator, copyright, aspect, ${factColumns.join(', ')})
  VALUES (?, ?, (SELECT number FROM imports WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?,
    ${factColumns.map(() => '?').join(', ')})`

/**
 * Adds photos with their files, registers, operations and search texts. A photo whose lead file's place is in the
 * catalog already is that photo: after a crash the same call can be made again.
 * @returns the ids, in the order given
 */
export function addPhotos(write: Write, photos: readonly NewPhoto[]): PhotoId[] {
  const { ids, texts } = insertPhotos(write, photos, (photo, placed) => knownPhoto(write, photo, placed))
  if (texts.length > 0) {
    stageAdded(write, texts[0]!.slot)
    recordAction(write, { kind: 'add', summary: { photos: texts.length }, changed: texts.length })
  }
  return ids
}

/**
 * The same without an action: rows, search texts and staged operations of what the files say.
 * @param known the photo that one of these is, where it is in the catalog already
 */
export function insertPhotos(
  write: Write,
  photos: readonly NewPhoto[],
  known: (photo: NewPhoto, placed: readonly PlacedFile[]) => PhotoId | null,
): { ids: PhotoId[]; texts: SearchedTexts[] } {
  let slot = nextSlot(write)
  let file = nextFile(write)
  const texts: SearchedTexts[] = []
  const ids = photos.map((photo) => {
    const placed = place(write, photo)
    const there = known(photo, placed)
    if (there) return there
    const id = photo.id ?? newId<PhotoId>(write.random)
    texts.push(addPhoto(write, photo, placed, id, slot, file))
    write.slots.add(slot)
    slot++
    file += photo.files.length
    return id
  })
  if (texts.length > 0) {
    write.membership = write.lists = true
    countDays(write, texts[0]!.slot)
    indexNewPhotos(write, texts)
  }
  return { ids, texts }
}

function place(write: Write, photo: NewPhoto): PlacedFile[] {
  if (photo.files.length === 0) throw new Error('a photo has at least one file')
  return photo.files.map((file) => ({
    file,
    id: file.id ?? newId<FileId>(write.random),
    role: file.role,
    folder: write.places.folderNumber(file.volumeId, file.folder),
    name: file.name,
    bytes: file.bytes,
    mtime: file.mtime,
    missing: false,
    metadata: file.metadata,
  }))
}

function knownPhoto(write: Write, photo: NewPhoto, placed: readonly PlacedFile[]): PhotoId | null {
  const lead = placed.length > 1 ? leadFirst(placed)[0]! : placed[0]!
  const found = write
    // A join would cost ten times as much here, found or not.
    .statements<Uint8Array>(
      `SELECT (SELECT id FROM photos WHERE slot = photo) FROM files WHERE folder = ? AND name = ? AND missing = 0`,
    )
    .pluck()
    .get(lead.folder, lead.name)
  if (found) return hexOf<PhotoId>(found)
  if (photo.id === undefined) return null
  const same = write
    .statements<Uint8Array>('SELECT id FROM photos WHERE id = ?')
    .pluck()
    .get(bytesOf(photo.id))
  return same ? photo.id : null
}

/** @returns what is to be searched of it */
function addPhoto(
  write: Write,
  photo: NewPhoto,
  placed: readonly PlacedFile[],
  id: PhotoId,
  slot: number,
  firstFile: number,
): SearchedTexts {
  const facts = photoFacts(placed, null)
  const fields = initialFields(facts.metadata, photo.initial)
  const face = firstFile + placed.findIndex((file) => file.id === facts.face)
  write
    .statements(insertPhoto)
    .run(
      slot,
      bytesOf(id),
      photo.importId === null ? null : bytesOf(photo.importId),
      write.at,
      fields.rating.value,
      fields.flag.value,
      fields.label.value,
      fields.title.value,
      fields.caption.value,
      fields.creator.value,
      fields.copyright.value,
      facts.aspect,
      ...factValues(write, facts, face),
    )
  for (const [index, { file, id, folder }] of placed.entries())
    insertFile(write, slot, firstFile + index, file, id, folder)
  for (const field of initialFieldNames) {
    const { value, source } = fields[field]
    // No stars, where the file has some, have to be told too.
    const overFile = field === 'rating' && source === RegisterSource.user && facts.metadata.rating !== null
    if (overFile || (value !== 0 && value !== '')) stageOperation(write, slot, field, 0, value, source)
  }
  const keywords = addKeywords(write, slot, facts.metadata.keywords, photo.initial.keywords)
  return {
    slot,
    names: photo.files.map((file) => file.name).join(' / '),
    title: fields.title.value,
    caption: fields.caption.value,
    keywords: keywords.join(' / '),
  }
}

function addKeywords(
  write: Write,
  slot: number,
  fromFile: readonly string[],
  given: readonly string[],
): string[] {
  const numbers = new Map<number, { source: number; text: string }>()
  for (const text of fromFile) {
    const number = keywordNumber(write, text)
    if (number !== null) numbers.set(number, { source: RegisterSource.file, text })
  }
  for (const text of given) {
    const number = keywordNumber(write, text)
    if (number !== null) numbers.set(number, { source: RegisterSource.user, text })
  }
  for (const [number, { source }] of numbers) {
    stageOperation(write, slot, 'keyword', number, 1, source)
    write.statements('INSERT INTO photo_keywords (keyword, photo) VALUES (?, ?)').run(number, slot)
  }
  return [...numbers.values()].map(({ text }) => text)
}

/** A trigger would do it photo by photo, at a tenth of the cost of the whole. Later changes are counted by triggers. */
function countDays(write: Write, firstSlot: number): void {
  write
    .statements(
      `INSERT INTO day_count
       SELECT day, count(*) FROM photos WHERE slot >= ? AND day IS NOT NULL GROUP BY day
       ON CONFLICT DO UPDATE SET photos = photos + excluded.photos`,
    )
    .run(firstSlot)
}

function nextSlot(write: Write): number {
  return write.statements<number>('SELECT ifnull(max(slot) + 1, 0) FROM photos').pluck().get() ?? 0
}
