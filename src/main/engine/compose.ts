import { newId } from '../../shared/random.ts'
import { bringOriginals } from '../blobs/bring-originals.ts'
import { createFromSpace } from '../blobs/from-space.ts'
import { OriginalCache } from '../blobs/original-cache.ts'
import { SpaceLink } from '../blobs/space-link.ts'
import { StoreService } from '../blobs/store-service.ts'
import { openCatalog } from '../catalog/open-catalog.ts'
import { createBackgroundReader } from '../index/background-reader.ts'
import { indexFolder } from '../index/index-folder.ts'
import { createCardService } from '../ingest/create-card-service.ts'
import { createJobs } from '../jobs/create-jobs.ts'
import { createMetadataReader } from '../metadata/create-metadata-reader.ts'
import { createPreviewService } from '../previews/create-preview-service.ts'
import { createSyncService } from '../sync/sync-service.ts'
import { systemClock, systemRandom } from '../system.ts'
import { createVolumeService } from '../volumes/create-volume-service.ts'
import { announceChanges } from './announce-changes.ts'
import type { EngineLog } from './engine-log.ts'
import type { Engine } from './engine.ts'
import { createEventHub } from './event-hub.ts'
import type { LibraryLayout } from './library-layout.ts'
import { programVersion } from './program-version.ts'
import { sampleCardJob } from './sample-card-job.ts'
import { openSettings } from './settings-store.ts'

/**
 * Builds the engine of a library: the one place where its parts are made and joined.
 * @throws AppError library-newer, library-damaged, library-on-network-share, …
 */
export async function composeEngine(
  layout: LibraryLayout,
  log: EngineLog,
  requestStop: Engine['requestStop'],
): Promise<Engine> {
  const onBug = (error: unknown) => log.bug('in the background', error)
  const settings = openSettings(layout.settings)
  const { catalog, notice } = await openCatalog({ path: layout.catalog, backups: layout.backups })
  const volumes = await createVolumeService({ catalog, onBug })
  const jobs = createJobs({ clock: systemClock, random: systemRandom, onBug })
  const metadata = createMetadataReader()
  const link = new SpaceLink()
  const cache = new OriginalCache(layout.originalCache, () => settings.get().originalCache * 1e9)
  const space = createFromSpace({ blobs: catalog.blobs, link, cache })
  const previews = createPreviewService({
    ...{ catalog, volumes, jobs, storePath: layout.previews, onBug },
    space: { preview: space.preview, original: space.original, find: (file) => cache.find(file) },
  })
  // What could not be had without the space may be there now.
  link.onOpen(() => previews.wake())
  const store = new StoreService({
    catalog,
    previews,
    volumes,
    link,
    settings,
    random: systemRandom,
    clock: systemClock,
    onBug,
  })
  const indexDeps = { catalog, metadata, volumes, jobs }
  const background = createBackgroundReader(indexDeps)
  const lookForWork = () => {
    background.wake()
    previews.wake()
  }
  const cards = createCardService({
    catalog,
    metadata,
    volumes,
    jobs,
    random: systemRandom,
    clock: systemClock,
    version: programVersion,
    onAdded: lookForWork,
    onBug,
  })
  const sync = createSyncService({
    ...{
      library: layout.root,
      catalog,
      settings,
      store,
      link,
      clock: systemClock,
      random: systemRandom,
      onBug,
    },
    openHost: async () => (await import('../space/account-host.ts')).thisComputer(layout.root),
  })
  const account = async () => {
    const { AccountService } = await import('../space/account-service.ts')
    const { thisComputer } = await import('../space/account-host.ts')
    return new AccountService(thisComputer(layout.root), sync)
  }
  const events = createEventHub()
  const known = await volumes.list()
  announceChanges({ catalog, jobs, cards, volumes, settings, sync, events, known })
  lookForWork()

  return {
    layout,
    epoch: newId(systemRandom),
    notice,
    catalog,
    metadata,
    previews,
    cards,
    volumes,
    jobs,
    settings,
    sync,
    account,
    log,
    events,
    space,
    async stored() {
      await background.settled()
      await previews.settled()
      await store.settled()
    },
    bringOriginals: (to) => bringOriginals(to, { catalog, volumes, jobs, space, clock: systemClock }),
    indexFolder: (path) => indexFolder(path, indexDeps, lookForWork),
    settled: () => background.settled(),
    makeSampleCard: () => sampleCardJob(layout.sampleCard, jobs),
    requestStop,
    async close() {
      await sync.close()
      await store.close()
      await link.close()
      await cards.stop()
      await jobs.stop()
      await previews.close()
      await metadata.close()
      await volumes.close()
      await catalog.close()
    },
  }
}
