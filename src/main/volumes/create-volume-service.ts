import { realpath, statfs } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { VolumeId } from '../../shared/ids.ts'
import type { Volume } from '../../shared/import.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { looksLikeCard } from './card-signs.ts'
import { linuxMounts } from './linux-mounts.ts'
import { macosMounts } from './macos-mounts.ts'
import type { Mount, MountSource } from './mount.ts'
import type { VolumeService } from './volume-service.ts'
import { windowsMounts } from './windows-mounts.ts'

/** How often the fingerprint of mounts is looked at: a card is noticed while the hand is still on it. */
const LOOK_EVERY_MS = 1_500

interface Connected {
  id: VolumeId
  mount: Mount
}

export async function createVolumeService(deps: {
  catalog: Pick<Catalog, 'volumeSeen' | 'volumes'>
  onBug: (error: unknown) => void
  source?: MountSource
}): Promise<VolumeService> {
  const source = deps.source ?? systemMounts()
  const listeners = new Set<(volumes: Volume[]) => void>()
  let fingerprint = ''
  let connected: Connected[] = []
  let looking: Promise<void> = Promise.resolve()

  async function look(): Promise<void> {
    const now = await source.fingerprint()
    if (now === fingerprint) return
    const mounts = await source.list()
    connected = await Promise.all(
      mounts.map(async (mount) => ({ id: await deps.catalog.volumeSeen(mount), mount })),
    )
    const first = fingerprint === ''
    fingerprint = now
    if (first || listeners.size === 0) return
    const volumes = await list()
    for (const listener of listeners) listener(volumes)
  }

  /** One look at a time; each caller gets a look that began after it asked. */
  function refresh(): Promise<void> {
    looking = looking.catch(() => undefined).then(look)
    return looking
  }

  async function list(): Promise<Volume[]> {
    const here = await Promise.all(connected.map(describe))
    const known = await deps.catalog.volumes()
    const ids = new Set(here.map((volume) => volume.id))
    return [...here, ...known.filter((volume) => !ids.has(volume.id)).map(unplugged)]
  }

  /** The innermost mount that holds a path; the same file system may be mounted at several places. */
  function mountOf(path: string): Connected | undefined {
    return connected
      .filter(({ mount }) => isInside(path, mount.mountPath))
      .sort((a, b) => b.mount.mountPath.length - a.mount.mountPath.length)[0]
  }

  await refresh()
  const timer = setInterval(() => refresh().catch(deps.onBug), LOOK_EVERY_MS)
  timer.unref()

  return {
    async list() {
      await refresh()
      return list()
    },
    async locate(path) {
      const real = await realpath(path).catch(() => {
        throw new AppError('folder-missing', { path })
      })
      await refresh()
      const found = mountOf(real)
      if (!found) throw new AppError('folder-missing', { path })
      const relative = real.slice(found.mount.mountPath.length).split(sep).filter(Boolean).join('/')
      return { volumeId: found.id, mountPath: found.mount.mountPath, relative }
    },
    resolve(volumeId, folder, name) {
      const found = connected.find((volume) => volume.id === volumeId)
      return found ? join(found.mount.mountPath, ...folder.split('/'), name) : null
    },
    connected: () => connected.map(({ id }) => id),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async eject(volumeId) {
      const found = connected.find((volume) => volume.id === volumeId)
      if (!found) throw new AppError('not-found', { what: 'This volume' })
      try {
        await source.eject(found.mount)
      } catch (error) {
        throw new AppError(
          'eject-failed',
          { name: found.mount.name, reason: reasonOf(error) },
          { cause: error },
        )
      }
      await refresh()
    },
    async close() {
      clearInterval(timer)
      await looking.catch(() => undefined)
    },
  }
}

function systemMounts(): MountSource {
  if (process.platform === 'darwin') return macosMounts
  if (process.platform === 'win32') return windowsMounts
  return linuxMounts
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

async function describe({ id, mount }: Connected): Promise<Volume> {
  const space = await statfs(mount.mountPath).catch(() => null)
  return {
    id,
    name: mount.name,
    mountPath: mount.mountPath,
    fileSystem: mount.fileSystem,
    bytesTotal: space && space.blocks * space.bsize,
    bytesFree: space && space.bavail * space.bsize,
    removable: mount.removable,
    readOnly: mount.readOnly,
    isCard: await looksLikeCard(mount.mountPath),
  }
}

function unplugged(volume: { id: VolumeId; name: string }): Volume {
  return {
    id: volume.id,
    name: volume.name,
    mountPath: null,
    fileSystem: null,
    bytesTotal: null,
    bytesFree: null,
    removable: true,
    readOnly: false,
    isCard: false,
  }
}

/** The last line a system program wrote is the reason; a Node error's message leads with the command. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.trim().split('\n').at(-1) ?? text
}
