import { systemClock, systemRandom } from '../system.ts'
import type { Clock, RandomSource } from '../../shared/random.ts'
import type { ErrorNotice } from '../../shared/errors.ts'
import type { ImportId, PhotoId, VolumeId } from '../../shared/ids.ts'
import type { ImportReport } from '../../shared/import.ts'
import { addPhotos } from './add-photos.ts'
import { applyEdit } from './apply-edit.ts'
import type {
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
import type { CatalogFiles } from './catalog-files.ts'
import { createChosen } from './chosen.ts'
import { readPatchFrom } from './column-rows.ts'
import type { ColumnPatch } from './column-layout.ts'
import type { Dictionaries } from './commit.ts'
import { DamagedCatalog, openForWriting } from './database.ts'
import type { Database } from './database.ts'
import {
  importBegin,
  importEnd,
  importFileState,
  importPlanFiles,
  importSetState,
  markInterrupted,
} from './imports.ts'
import { keepCopyBefore, rowCounts } from './verified-copy.ts'
import { Meta } from './meta.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { addCopies, setPictures } from './pictures.ts'
import { rememberVolume } from './places.ts'
import { forgetOldActions } from './forget-actions.ts'
import type { SlotEdit } from './slot-edit.ts'
import { createStatements } from './statements.ts'
import type { SealedRecord } from '../../shared/space/client/space-log.ts'
import { noteStored } from './blobs/places.ts'
import type { Stored } from './blobs/places.ts'
import {
  beginUpload,
  countToStore,
  forgetToStore,
  nextFilesToStore,
  nextPreviewsToStore,
  noteUploadAddress,
  parkToStore,
  readParked,
  unparkToStore,
} from './blobs/to-store.ts'
import type { FileToStore, StoredAt, Upload } from './blobs/to-store.ts'
import { noteUnnamed } from './blobs/unnamed.ts'
import type { Outgoing, SyncState } from './catalog-sync.ts'
import { joinSpace, readJoinedSpace, readPlace } from './sync/joined-space.ts'
import type { JoinedSpace } from './sync/joined-space.ts'
import {
  gatherUnsent,
  keepSealed,
  markSent,
  nextSealed,
  readAgain,
  sendAgainBehindEnd,
} from './sync/outbox.ts'
import { receive } from './sync/receive.ts'
import type { Received } from './sync/receive.ts'
import { heldRemovals, settleRemovals } from './sync/removals.ts'
import { UnsentCounter } from './sync/count-unsent.ts'
import { restampUnsent } from './sync/restamp-unsent.ts'
import { settleTexts } from './sync/settle-text.ts'
import type { SettledText } from './sync/settle-text.ts'
import { readOverwrittenTexts } from './sync/text-versions.ts'
import { redo, undo } from './undo.ts'
import { undoState } from './undo-state.ts'
import type { UndoState } from './undo-state.ts'
import { addFiles, updateFiles } from './update-files.ts'
import { WritePath } from './write-path.ts'

/** What the engine needs to know of a catalog it has opened. */
export interface OpenedCatalog {
  /** Names the state the catalog was closed in: what was written beside it then is valid now. */
  closedAs: string | null
  version: number
  /** One more than the highest slot. */
  slots: number
  dictionaries: Dictionaries
  undo: UndoState
  notice: ErrorNotice | null
  lastBackupAt: number
}

export type WriterMethods = ReturnType<typeof createWriter>

/** What the writer does not have of itself. */
export interface WriterParts {
  clock: Clock
  random: RandomSource
  /** Opens the one connection that writes. */
  connect(path: string): Database
}

const systemParts: WriterParts = { clock: systemClock, random: systemRandom, connect: openForWriting }

/** The thread that writes. Every method but the reading ones is one transaction through the write path. */
export function createWriter({ path, backups }: CatalogFiles, parts: WriterParts = systemParts) {
  const { clock, random } = parts
  const database = parts.connect(path)
  const statements = createStatements(database)
  const meta = new Meta(statements)
  const unsent = new UnsentCounter(statements)
  const state: { path?: WritePath } = {}
  const write = () => {
    if (!state.path) throw new Error('the catalog is not open')
    return state.path
  }

  return {
    /**
     * Checks, migrates and marks the catalog as in use.
     * @param suspect its file was changed since it was closed
     */
    open(suspect: boolean): OpenedCatalog {
      migrate(database, migrations, path, (version) => keepCopyBefore(database, backups, version))
      const clean = meta.number('closed') === 1
      const isNew = meta.text('device') === null
      if (!isNew && (!clean || suspect)) requireSound()
      const closedAs = clean ? stamp() : null
      // A catalog that was put back to a backup never gives out a time that it has given out before.
      meta.set('device', Buffer.from(random.bytes(8)).toString('hex'))
      meta.set('opening', Buffer.from(random.bytes(8)).toString('hex'))
      meta.set('closed', 0)
      createChosen(database)
      state.path = new WritePath(database, statements, clock, random)
      const { commit } = state.path.run(markInterrupted)
      return {
        closedAs,
        version: meta.number('version'),
        slots: statements<number>('SELECT ifnull(max(slot) + 1, 0) FROM photos').pluck().get() ?? 0,
        // The first commit brings all names there are.
        dictionaries: commit.dictionaries,
        undo: undoState(statements),
        notice: isNew || clean ? null : { code: 'library-unclean-stop', params: {} },
        lastBackupAt: meta.number('last_backup_at'),
      }
    },
    rowsFrom: (first: number, limit: number): ColumnPatch => readPatchFrom(statements, first, limit),

    volumeSeen: (seen: SeenVolume) => write().run(() => rememberVolume(statements, seen, clock, random)),
    addPhotos: (photos: NewPhoto[]) => write().run((to) => addPhotos(to, photos)),
    addFiles: (photoId: PhotoId, files: NewFile[]) => write().run((to) => addFiles(to, photoId, files)),
    updateFiles: (updates: FileUpdate[]) => write().run((to) => updateFiles(to, updates)),
    addCopies: (copies: NewCopy[]) => write().run((to) => addCopies(to, copies)),
    setPictures: (pictures: PictureFacts[]) => write().run((to) => setPictures(to, pictures)),

    apply: (edit: SlotEdit) => write().run((to) => applyEdit(to, edit)),
    undo: () => write().run(undo),
    redo: () => write().run(redo),

    syncState: (): SyncState => ({
      joined: readJoinedSpace(meta),
      place: readPlace(meta),
      unsent: unsent.counts(),
      held: heldRemovals(statements),
    }),
    spacePlace: () => readPlace(meta),
    joinSpace: (joined: JoinedSpace, device: string) =>
      write().run((to) => joinSpace(to, meta, joined, device)),
    gatherUnsent: (limit: number) => write().run((to) => gatherUnsent(to, limit)),
    keepSealed: (batch: SealedRecord, holds: Outgoing[]) =>
      write().run((to) => keepSealed(to, meta, batch, holds)),
    nextSealed: () => nextSealed(statements),
    markSent: (deviceSequence: number, sequence: number) =>
      write().run((to) => markSent(to, meta, deviceSequence, sequence)),
    receive: (received: Received) => write().run((to) => receive(to, meta, received)),
    settleRemovals: (agreed: boolean) => write().run((to) => settleRemovals(to, agreed)),
    readAgain: () => write().run((to) => readAgain(to, meta)),
    sendAgainBehindEnd: () => sendAgainBehindEnd(statements, meta),
    settleTexts: (texts: SettledText[]) => write().run((to) => settleTexts(to, meta, texts)),
    overwrittenTexts: () => readOverwrittenTexts(statements),
    setClockOffset: (offset: number) => meta.set('clock_offset', offset),
    restampUnsent: (serverNow: number) => write().run((to) => restampUnsent(to, meta, serverNow)),

    countToStore: () => countToStore(statements),
    nextFilesToStore: (limit: number, connected: VolumeId[], except: number[]) =>
      nextFilesToStore(statements, limit, connected, except),
    nextPreviewsToStore: (kind: 'grid' | 'screen', limit: number) =>
      nextPreviewsToStore(statements, kind, limit),
    beginUpload: (file: Pick<FileToStore, 'number' | 'sha256' | 'bytes'>, fresh: Omit<Upload, 'address'>) =>
      beginUpload(statements, file, fresh),
    noteUploadAddress: (file: number, address: string | null) => noteUploadAddress(statements, file, address),
    noteStored: (stored: Stored[]) => write().run((to) => noteStored(to, stored)),
    forgetToStore: (at: StoredAt) => forgetToStore(statements, at),
    parkToStore: (at: StoredAt & { content: string }, why: ErrorNotice) => parkToStore(statements, at, why),
    unparkToStore: () => unparkToStore(statements),
    noteUnnamed: (listed: string[], now: number) => noteUnnamed(statements, listed, now),
    readParked: () => readParked(statements),

    importBegin: (begin: ImportBegin) => write().run((to) => importBegin(to, begin)),
    importPlanFiles: (id: ImportId, files: ImportFileRow[]) =>
      write().run((to) => importPlanFiles(to, id, files)),
    importFileState: (id: ImportId, changes: ImportFileChange[]) =>
      write().run((to) => importFileState(to, id, changes)),
    importEnd: (id: ImportId, end: 'done' | 'cancelled', report: ImportReport) =>
      write().run((to) => importEnd(to, id, end, report)),
    importSetState: (id: ImportId, running: 'running' | 'paused') =>
      write().run((to) => importSetState(to, id, running)),

    /** Copies the catalog while it is in use; gives the rows the copy must have. */
    async copyTo(target: string): Promise<Record<string, number>> {
      await database.backup(target)
      // No request comes between the last page and these counts.
      return rowCounts(database)
    },
    backedUp: (at: number) => meta.set('last_backup_at', at),
    forgetOldActions: (before: number) => forgetOldActions(database, statements, before),

    /** @returns the name of the state it is closed in */
    close(): string {
      meta.set('closed', 1)
      const closedAs = stamp()
      database.pragma('wal_checkpoint(TRUNCATE)')
      database.close()
      return closedAs
    },
  }

  function stamp(): string {
    return `${meta.text('opening')}-${meta.number('version')}`
  }

  function requireSound(): void {
    const problems = statements<string>('PRAGMA quick_check(1)').pluck().all()
    if (problems.length !== 1 || problems[0] !== 'ok') throw new DamagedCatalog(problems.join('; '))
  }
}
