import { access, constants, lstat, realpath, stat, statfs } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { AppError, type ErrorNotice } from '../../../shared/errors.ts'
import type { VolumeId } from '../../../shared/ids.ts'
import type { ImportOptions } from '../../../shared/import.ts'
import { unitsEn } from '../../../shared/text/units.ts'
import type { VolumeService } from '../../volumes/volume-service.ts'
import { checkChain } from '../manifest/write-generation.ts'

/** A folder that gets copies. */
export interface Destination {
  /** Absolute; links above it resolved. It may not exist yet. */
  path: string
  volumeId: VolumeId
  volumeName: string
  /** Place of `path` on its volume, `/` between names. */
  relative: string
  bytesFree: number
  problems: ErrorNotice[]
}

/** Room for manifests, folders and what a file system rounds up. */
const SPARE_BYTES = 16 * 1024 * 1024
const SPARE_SHARE = 0.02

/** Looks at the destinations without creating anything. `problems` say why an import into them cannot start. */
export async function lookAtDestinations(
  options: Pick<ImportOptions, 'to' | 'second'>,
  cardRoot: string,
  bytes: number,
  volumes: Pick<VolumeService, 'locate' | 'list'>,
): Promise<Destination[]> {
  const names = new Map((await volumes.list()).map((volume) => [volume.id, volume.name]))
  const paths = options.second === null ? [options.to] : [options.to, options.second]
  const card = await realpath(cardRoot).catch(() => cardRoot)
  const destinations: Destination[] = []
  for (const path of paths) {
    const { existing, path: real } = await resolveAhead(path)
    const place = await volumes.locate(existing)
    const below = real.slice(existing.length).split(sep).filter(Boolean).join('/')
    const space = await statfs(existing)
    destinations.push({
      path: real,
      volumeId: place.volumeId,
      volumeName: names.get(place.volumeId) ?? basename(place.mountPath),
      relative: [place.relative, below].filter((part) => part !== '').join('/'),
      bytesFree: space.bavail * space.bsize,
      problems: await problemsOf(real, existing, card),
    })
  }
  addSharedProblems(destinations, bytes)
  return destinations
}

/** The real path of a folder that may not exist yet, and the nearest folder above it that does. */
async function resolveAhead(path: string): Promise<{ existing: string; path: string }> {
  let above = resolve(path)
  const missing: string[] = []
  for (;;) {
    const real = await realpath(above).catch(() => null)
    if (real !== null) return { existing: real, path: join(real, ...missing) }
    if (dirname(above) === above) throw new AppError('folder-missing', { path })
    missing.unshift(basename(above))
    above = dirname(above)
  }
}

async function problemsOf(path: string, existing: string, card: string): Promise<ErrorNotice[]> {
  if (isInside(path, card)) return [{ code: 'destination-inside-card', params: { path } }]
  if (!(await stat(existing)).isDirectory()) return [{ code: 'not-a-folder', params: { path: existing } }]
  // One new folder is a wish; several missing ones are more likely a disk that is not connected.
  const missing = path.slice(existing.length).split(sep).filter(Boolean).length
  if (missing > 1 && !isInside(path, homedir())) return [{ code: 'folder-missing', params: { path } }]
  const writable = await access(existing, constants.W_OK).then(
    () => true,
    () => false,
  )
  if (!writable) return [{ code: 'folder-not-writable', params: { path } }]
  return chainProblems(path)
}

/** A chain that was changed by hand takes no further manifest; better said before the copy than after. */
async function chainProblems(path: string): Promise<ErrorNotice[]> {
  try {
    await checkChain(path)
    return []
  } catch (error) {
    if (error instanceof AppError) return [{ code: error.code, params: error.params }]
    throw error
  }
}

/** Problems that only show when both are looked at together: same place, and space where they share a volume. */
function addSharedProblems(destinations: Destination[], bytes: number): void {
  const [first, second] = destinations
  if (first && second && (isInside(first.path, second.path) || isInside(second.path, first.path))) {
    second.problems.push({ code: 'destinations-same-place', params: { path: second.path } })
  }
  for (const destination of destinations) {
    const sharing = destinations.filter((other) => other.volumeId === destination.volumeId).length
    const missing = bytesNeeded(bytes) * sharing - destination.bytesFree
    if (missing > 0 && destination.problems.length === 0)
      destination.problems.push(diskFull(destination, missing))
  }
}

export function bytesNeeded(bytes: number): number {
  return bytes === 0 ? 0 : Math.ceil(bytes * (1 + SPARE_SHARE)) + SPARE_BYTES
}

export function diskFull(destination: Pick<Destination, 'path'>, missing: number): ErrorNotice {
  return { code: 'disk-full', params: { path: destination.path, missing: unitsEn.bytes(missing) } }
}

export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

/** True while the folder itself can be reached: a disk that was unplugged takes its folders along. */
export async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
