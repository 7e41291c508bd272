import { accessSync, constants } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { ErrorNotice } from '../../shared/errors.ts'
import { makeFolder } from '../make-folder.ts'
import type { Catalog } from './catalog.ts'
import type { CatalogFiles } from './catalog-files.ts'
import { LiveCatalog } from './live-catalog.ts'
import { loadMemory } from './load-memory.ts'
import { requireLocalDisk } from './network-share.ts'
import { changedSince, readHeader } from './sidecar.ts'
import { WorkerThread } from './worker-calls.ts'

/**
 * Opens the catalog of a library, or makes it. The caller holds the library's lock.
 * @returns the catalog, and what opening it found and did
 * @throws AppError library-newer, library-damaged (with the latest good backup), library-on-network-share,
 *   library-not-writable, sqlite-too-old
 */
export async function openCatalog(
  files: CatalogFiles,
): Promise<{ catalog: Catalog; notice: ErrorNotice | null }> {
  prepareFolder(dirname(files.path))
  const writer = new WorkerThread('writer', files)
  // It opens the file when it is first asked, which is after the writer has brought it up to date.
  const reader = new WorkerThread('reader', files)
  try {
    const header = readHeader(files.path)
    const opened = await writer.call('open', header !== null && changedSince(header, files.path))
    const memory = await loadMemory(files, opened, header, writer, reader)
    const catalog = new LiveCatalog(files, memory, writer, reader, opened)
    return { catalog, notice: opened.notice }
  } catch (error) {
    await Promise.all([writer.stop(), reader.stop()])
    throw error
  }
}

function prepareFolder(folder: string): void {
  try {
    makeFolder(folder)
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw new AppError('library-not-writable', { path: folder }, { cause: error })
  }
  requireLocalDisk(folder)
}
