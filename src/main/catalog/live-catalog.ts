import { Kind, State } from '../../shared/columns.ts'
import { AppError } from '../../shared/errors.ts'
import type { Edit, EditResult, PhotoSet } from '../../shared/edits.ts'
import type { AlbumId, ContentHash, FileId, ImportId, PhotoId, VolumeId } from '../../shared/ids.ts'
import type { ImportReport } from '../../shared/import.ts'
import type { ViewQuery, ViewSource } from '../../shared/view.ts'
import type { EditOutcome } from './apply-edit.ts'
import { BackupSchedule } from './backup-schedule.ts'
import type {
  BacklogItem,
  Catalog,
  CatalogChange,
  FileUpdate,
  ImportBegin,
  ImportFileChange,
  ImportFileRow,
  NewCopy,
  NewFile,
  NewPhoto,
  PictureFacts,
  SeenVolume,
} from './catalog.ts'
import { createCatalogBlobs } from './catalog-blobs.ts'
import type { CatalogBlobs } from './catalog-blobs.ts'
import { createCatalogSync } from './catalog-sync.ts'
import type { CatalogSync } from './catalog-sync.ts'
import type { CatalogFiles } from './catalog-files.ts'
import type { Commit } from './commit.ts'
import { folderTree } from './folder-tree.ts'
import type { LibraryMemory } from './library-memory.ts'
import { MatchCache } from './match-cache.ts'
import { writeSidecar } from './sidecar.ts'
import type { SlotEdit } from './slot-edit.ts'
import type { UndoState } from './undo-state.ts'
import { Views } from './views.ts'
import { WorkerThread } from './worker-calls.ts'
import type { Written } from './write-path.ts'
import type { OpenedCatalog } from './writer.ts'

/** More changed slots than this are told as "many". */
const MANY_SLOTS = 2_000

/** The open catalog: columns and views in memory here, a thread that writes, a thread that reads. */
export class LiveCatalog implements Catalog {
  readonly path: string
  readonly sync: CatalogSync
  readonly blobs: CatalogBlobs
  readonly #files: CatalogFiles
  readonly #memory: LibraryMemory
  readonly #writer: WorkerThread<'writer'>
  readonly #reader: WorkerThread<'reader'>
  readonly #matches: MatchCache
  readonly #views: Views
  readonly #backups: BackupSchedule
  readonly #listeners = new Set<(change: CatalogChange) => void>()
  #undo: UndoState

  constructor(
    files: CatalogFiles,
    memory: LibraryMemory,
    writer: WorkerThread<'writer'>,
    reader: WorkerThread<'reader'>,
    opened: OpenedCatalog,
  ) {
    this.path = files.path
    this.#files = files
    this.#memory = memory
    this.#writer = writer
    this.#reader = reader
    this.#matches = new MatchCache(reader)
    this.#views = new Views(memory, this.#matches)
    this.#backups = new BackupSchedule(files, writer, opened.lastBackupAt)
    this.#undo = opened.undo
    this.sync = createCatalogSync(writer, (call) => this.#written(call))
    this.blobs = createCatalogBlobs(writer, reader, (call) => this.#written(call))
  }

  get columns() {
    return this.#memory.columns
  }

  get version() {
    return this.#memory.version
  }

  onChange(listener: (change: CatalogChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  volumeSeen(volume: SeenVolume) {
    return this.#written(this.#writer.call('volumeSeen', volume))
  }
  volumes() {
    return this.#reader.call('volumes')
  }
  findContents(hashes: ContentHash[]) {
    return this.#reader.call('findContents', hashes)
  }
  findNames(files: { name: string; bytes: number }[]) {
    return this.#reader.call('findNames', files)
  }
  filesIn(volumeId: VolumeId, folder: string) {
    return this.#reader.call('filesIn', volumeId, folder)
  }
  file(fileId: FileId) {
    return this.#reader.call('file', fileId)
  }
  filesOf(photoId: PhotoId) {
    return this.#reader.call('filesOf', photoId)
  }

  addPhotos(photos: NewPhoto[]) {
    return this.#written(this.#writer.call('addPhotos', photos))
  }
  addFiles(photoId: PhotoId, files: NewFile[]) {
    return this.#written(this.#writer.call('addFiles', photoId, files))
  }
  updateFiles(updates: FileUpdate[]) {
    return this.#written(this.#writer.call('updateFiles', updates))
  }
  addCopies(copies: NewCopy[]) {
    return this.#written(this.#writer.call('addCopies', copies))
  }
  setPictures(pictures: PictureFacts[]) {
    return this.#written(this.#writer.call('setPictures', pictures))
  }

  async backlog(
    what: 'metadata' | 'hash' | 'preview',
    limit: number,
    afterSlot = -1,
  ): Promise<BacklogItem[]> {
    return what === 'preview'
      ? this.#reader.call('backlogItems', this.#slotsWithoutPreview(limit, afterSlot))
      : this.#reader.call('filesToDo', what, limit, afterSlot)
  }

  async apply(edit: Edit): Promise<EditResult> {
    return this.#edited(this.#writer.call('apply', this.#slotEditOf(edit)))
  }
  undo() {
    return this.#edited(this.#writer.call('undo'))
  }
  redo() {
    return this.#edited(this.#writer.call('redo'))
  }
  async undoState() {
    return this.#undo
  }

  view(query: ViewQuery) {
    return this.#views.open(query)
  }
  viewOrder(viewId: string) {
    return this.#views.order(viewId)
  }
  changedSince(version: number) {
    return this.#memory.changedSince(version)
  }
  slotOf(photoId: PhotoId) {
    return this.#memory.ids.slotOf(photoId)
  }
  idOf(slot: number) {
    return this.#memory.ids.idOf(slot)
  }
  cells(slots: number[]) {
    return this.#reader.call('cells', slots)
  }
  detail(photoId: PhotoId) {
    return this.#reader.call('detail', photoId)
  }
  facets(source: ViewSource) {
    return this.#views.facets(source)
  }
  albums() {
    return this.#reader.call('albums')
  }
  albumPhotos(id: AlbumId) {
    return this.#reader.call('albumPhotos', id)
  }
  suggestKeywords(text: string, limit: number) {
    return this.#reader.call('suggestKeywords', text, limit)
  }
  async folders() {
    return folderTree(this.#memory)
  }

  importBegin(begin: ImportBegin) {
    return this.#written(this.#writer.call('importBegin', begin))
  }
  importPlanFiles(importId: ImportId, files: ImportFileRow[]) {
    return this.#written(this.#writer.call('importPlanFiles', importId, files))
  }
  importFileState(importId: ImportId, changes: ImportFileChange[]) {
    return this.#written(this.#writer.call('importFileState', importId, changes))
  }
  importFiles(importId: ImportId) {
    return this.#reader.call('importFiles', importId)
  }
  importEnd(importId: ImportId, state: 'done' | 'cancelled', report: ImportReport) {
    return this.#written(this.#writer.call('importEnd', importId, state, report))
  }
  importSetState(importId: ImportId, state: 'running' | 'paused') {
    return this.#written(this.#writer.call('importSetState', importId, state))
  }
  imports() {
    return this.#reader.call('imports')
  }
  importReport(importId: ImportId) {
    return this.#reader.call('importReport', importId)
  }
  importOptions(importId: ImportId) {
    return this.#reader.call('importOptions', importId)
  }

  backup() {
    return this.#backups.backup()
  }
  async quickCheck(): Promise<string[]> {
    const checker = new WorkerThread('checker', this.#files)
    try {
      return await checker.call('quickCheck')
    } finally {
      await checker.stop()
    }
  }

  /** Waits for what is being written, then leaves the catalog ready for a fast start. */
  async close(): Promise<void> {
    await this.#backups.stop()
    await this.#reader.call('close')
    await this.#reader.stop()
    const closedAs = await this.#writer.call('close')
    await this.#writer.stop()
    writeSidecar(this.path, closedAs, this.#memory)
  }

  /** Memory follows each commit before anybody hears of it. */
  async #written<Value>(call: Promise<Written<Value>>): Promise<Value> {
    const { value, commit } = await call
    this.#memory.apply(commit)
    if (commit.texts || commit.lists) this.#matches.forget()
    if (commit.undo) this.#undo = commit.undo
    const change = this.#changeOf(commit)
    if (change) for (const listener of this.#listeners) listener(change)
    return value
  }

  async #edited(call: Promise<Written<EditOutcome>>): Promise<EditResult> {
    const { changed, summary } = await this.#written(call)
    return { changed, summary, ...this.#undo }
  }

  #changeOf(commit: Commit): CatalogChange | null {
    const slots = commit.patch?.slots ?? new Uint32Array(0)
    if (slots.length === 0 && !commit.lists && !commit.undo) return null
    return {
      version: this.#memory.version,
      membership: commit.membership,
      slots: slots.length <= MANY_SLOTS ? [...slots] : null,
      lists: commit.lists,
      details: slots.length > 0,
      undo: commit.undo,
    }
  }

  #slotEditOf(edit: Edit): SlotEdit {
    if (!('photos' in edit)) return edit
    const { photos, ...rest } = edit
    return { ...rest, slots: this.#slotsOf(photos) } as SlotEdit // `photos` became `slots`, as SlotEdit says.
  }

  /** @throws AppError not-found when one of them is not in the library */
  #slotsOf(photos: PhotoSet): number[] {
    const slots = 'slots' in photos ? photos.slots : photos.ids.map((id) => this.#memory.ids.slotOf(id) ?? -1)
    const { length, state } = this.#memory.columns
    for (const slot of slots) {
      if (slot < 0 || slot >= length || (state[slot]! & State.vacant) !== 0) {
        throw new AppError('not-found', { what: 'The photo' })
      }
    }
    return slots
  }

  #slotsWithoutPreview(limit: number, afterSlot: number): number[] {
    const { state, kind, length } = this.#memory.columns
    const settled = State.preview | State.missing | State.vacant
    const found: number[] = []
    for (let slot = afterSlot + 1; slot < length && found.length < limit; slot++) {
      if ((state[slot]! & settled) === 0 && (kind[slot]! & Kind.undecodable) === 0) found.push(slot)
    }
    return found
  }
}
