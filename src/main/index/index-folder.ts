import { lstat } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { Job } from '../../shared/jobs.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { walkCard } from '../ingest/card/walk-card.ts'
import type { JobContext, Jobs } from '../jobs/jobs.ts'
import type { MetadataReader } from '../metadata/metadata-reader.ts'
import type { VolumeService } from '../volumes/volume-service.ts'
import { addFolders } from './add-folders.ts'
import { compareTree } from './compare-tree.ts'
import { ContentHashes } from './content-hashes.ts'
import { IndexedTree } from './indexed-tree.ts'
import { refreshChanged } from './refresh-changed.ts'
import { recogniseMoved } from './recognise-moved.ts'

export interface IndexDeps {
  catalog: Catalog
  metadata: MetadataReader
  volumes: VolumeService
  jobs: Jobs
}

/** Told when a folder brought something new, so that previews and the background reader look for work. */
export type OnAdded = () => void

/**
 * References a folder in place: finds its photos, adds what the catalog does not know, follows what was changed or
 * moved since, and marks what is gone as missing. Never writes into the folder and never deletes from the catalog.
 */
export function indexFolder(path: string, deps: IndexDeps, onAdded: OnAdded = () => undefined): Job {
  return deps.jobs.start(
    { kind: 'index', subject: basename(path) || path, canPause: true, canCancel: true },
    (context) => index(path, deps, context).finally(onAdded),
  )
}

async function index(path: string, deps: IndexDeps, context: JobContext): Promise<void> {
  await requireFolder(path)
  const { volumeId, relative } = await deps.volumes.locate(path)
  const listing = await walkCard(path)
  for (const { path: passedOver, error } of listing.skipped) context.failed(passedOver, error)
  context.progress({ itemsDone: 0, itemsTotal: listing.files.length })

  const tree = new IndexedTree(path, volumeId, relative)
  const hashes = new ContentHashes(context)
  try {
    const difference = await compareTree(tree, listing, deps.catalog)
    await recogniseMoved(tree, difference, hashes, deps)
    await refreshChanged(difference.changed, hashes, deps)
    await deps.catalog.updateFiles([
      ...difference.returned.map((file) => ({ fileId: file.known.id, missing: false })),
      ...difference.gone.filter((file) => !file.missing).map((file) => ({ fileId: file.id, missing: true })),
    ])
    await addFolders(tree, difference.files, deps, context)
  } finally {
    await hashes.close()
  }
}

async function requireFolder(path: string): Promise<void> {
  const stat = await lstat(path).catch(() => {
    throw new AppError('folder-missing', { path })
  })
  if (!stat.isDirectory()) throw new AppError('not-a-folder', { path })
}
