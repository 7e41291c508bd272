import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, utimes } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Clock } from '../../shared/random.ts'
import { AppError } from '../../shared/errors.ts'
import type { Job } from '../../shared/jobs.ts'
import type { Catalog, CatalogFile } from '../catalog/catalog.ts'
import { ensureFolder } from '../ingest/copy/place.ts'
import type { JobContext, Jobs } from '../jobs/jobs.ts'
import type { VolumeService } from '../volumes/volume-service.ts'
import type { FromSpace } from './from-space.ts'

export interface BringParts {
  catalog: Pick<Catalog, 'blobs' | 'file' | 'updateFiles' | 'addCopies'>
  volumes: Pick<VolumeService, 'locate'>
  jobs: Pick<Jobs, 'start'>
  space: FromSpace
  clock: Clock
}

const LISTED = 256
/** Fetched at once. */
const AT_ONCE = 3
/** Files of one name and folder, of different computers, that find a place. */
const NAMES = 1000

/**
 * Brings the files that only the space has into a folder, in the folders in which they lay on the computer that stored
 * them, each checked against the content that its computer had told. From then on they are files of this computer.
 * @param to a folder that is there
 */
export function bringOriginals(to: string, parts: BringParts): Job {
  return parts.jobs.start(
    { kind: 'bring', subject: basename(to) || to, canPause: true, canCancel: true },
    (context) => bring(to, parts, context),
  )
}

async function bring(to: string, parts: BringParts, context: JobContext): Promise<void> {
  const { blobs } = parts.catalog
  const { volumeId, relative } = await parts.volumes.locate(to)
  let itemsDone = 0
  let bytesDone = 0
  let after: number | null = null
  for (;;) {
    const files = await blobs.filesToBring(LISTED, after)
    const last = files.at(-1)
    if (!last) break
    after = last.number
    const queue = files.values()
    const work = async () => {
      for (const { fileId } of queue) {
        await context.whenRunning()
        context.signal.throwIfAborted()
        const file = await parts.catalog.file(fileId)
        if (!file) continue
        await bringOne(file)
        context.progress({ itemsDone: ++itemsDone, bytesDone: (bytesDone += file.bytes) })
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  }

  async function bringOne(file: CatalogFile): Promise<void> {
    try {
      const below = nameHere(file.folder)
      await ensureFolder(to, below)
      const name = await fetchBeside(file, below)
      const place = { volumeId, folder: [relative, below].filter(Boolean).join('/'), name }
      await utimes(join(to, ...below.split('/'), name), new Date(), new Date(file.mtime))
      await parts.catalog.updateFiles([{ fileId: file.id, place, missing: false }])
      const verified = { verifiedAt: parts.clock.now(), method: 'sha256' }
      await parts.catalog.addCopies([{ fileId: file.id, ...place, ...verified }])
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'engine-stopped' || error.code === 'space-away')
        throw error
      context.failed(join(file.folder, file.name), { code: error.code, params: error.params })
    }
  }

  /** @returns the name that was free */
  async function fetchBeside(file: CatalogFile, below: string): Promise<string> {
    for (let n = 1; n < NAMES; n++) {
      const name = n === 1 ? nameHere(file.name) : numbered(nameHere(file.name), n)
      const path = join(to, ...below.split('/'), name)
      const there = await whatIsAt(path, file)
      // An attempt before may have got that far.
      if (there === 'this' || (there === 'nothing' && (await parts.space.fetch(file, path)))) return name
    }
    throw new AppError('write-failed', { path: file.name, reason: 'EEXIST' })
  }
}

async function whatIsAt(
  path: string,
  { bytes, sha256 }: CatalogFile,
): Promise<'nothing' | 'this' | 'something'> {
  const there = await lstat(path).catch(() => null)
  if (!there) return 'nothing'
  if (!there.isFile() || there.size !== bytes) return 'something'
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(path), hash)
  } catch {
    return 'something'
  }
  return hash.digest('hex') === sha256 ? 'this' : 'something'
}

/** Windows takes fewer characters, and a backslash for the end of a folder. */
function nameHere(name: string): string {
  return process.platform === 'win32' ? name.replaceAll(/[\\:*?"<>|]/g, '_') : name
}

function numbered(name: string, n: number): string {
  const extension = extname(name)
  return `${name.slice(0, name.length - extension.length)} (${n})${extension}`
}
