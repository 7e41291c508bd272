import type { ErrorNotice } from '../../shared/errors.ts'
import type { EngineEvent } from '../../shared/ipc/events.ts'
import type { Job } from '../../shared/jobs.ts'
import type { FromSpace } from '../blobs/from-space.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { CardService } from '../ingest/card-service.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { AccountService } from '../space/account-service.ts'
import type { MetadataReader } from '../metadata/metadata-reader.ts'
import type { PreviewService } from '../previews/preview-service.ts'
import type { SyncService } from '../sync/sync-service.ts'
import type { VolumeService } from '../volumes/volume-service.ts'
import type { EngineLog } from './engine-log.ts'
import type { LibraryLayout } from './library-layout.ts'
import type { SettingsStore } from './settings-store.ts'

/** All parts of a running engine, as the router and the bulk addresses use them. Made by compose.ts. */
export interface Engine {
  readonly layout: LibraryLayout
  /** Names this run. */
  readonly epoch: string
  /** What opening the library found and did, for the first window to tell. */
  readonly notice: ErrorNotice | null
  readonly catalog: Catalog
  readonly metadata: MetadataReader
  readonly previews: PreviewService
  readonly cards: CardService
  readonly volumes: VolumeService
  readonly jobs: Jobs
  readonly settings: SettingsStore
  readonly sync: SyncService
  /** Loaded when it is first asked for. */
  account(): Promise<AccountService>
  readonly log: EngineLog
  readonly events: { subscribe(signal?: AbortSignal): AsyncGenerator<EngineEvent, void, void> }
  /** What is not on this computer, from the image space. */
  readonly space: FromSpace
  /** Resolves once all files and previews that can be stored in the image space now are. */
  stored(): Promise<void>
  /** Brings all files that only the image space has into a folder, as a job. */
  bringOriginals(to: string): Job
  /** References a folder in place, as a job. */
  indexFolder(path: string): Job
  /** Resolves once the backlog of metadata and hashes is worked off. */
  settled(): Promise<void>
  makeSampleCard(): Promise<{ path: string; bytes: number; photos: number }>
  /** Asks the process to end at the next safe point. False: it stays, since somebody else needs it. */
  requestStop(unlessNeeded: boolean): boolean
  /** Brings all work to a safe point and closes everything. */
  close(): Promise<void>
}
