import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { bringOriginals } from '../../../src/main/blobs/bring-originals.ts'
import { createFromSpace } from '../../../src/main/blobs/from-space.ts'
import { OriginalCache } from '../../../src/main/blobs/original-cache.ts'
import { SpaceLink } from '../../../src/main/blobs/space-link.ts'
import { StoreService } from '../../../src/main/blobs/store-service.ts'
import { openSettings } from '../../../src/main/engine/settings-store.ts'
import { createJobs } from '../../../src/main/jobs/create-jobs.ts'
import { createPreviewService } from '../../../src/main/previews/create-preview-service.ts'
import { registerAccount } from '../../../src/main/space/register-account.ts'
import { signInAccount } from '../../../src/main/space/sign-in-account.ts'
import { createSyncService } from '../../../src/main/sync/sync-service.ts'
import type { ContentHash, PhotoId } from '../../../src/shared/ids.ts'
import type { Job } from '../../../src/shared/jobs.ts'
import type { SettingsChange } from '../../../src/shared/settings.ts'
import type { FileRole } from '../../../src/shared/photo.ts'
import { newFile, newPhoto, temporaryLibrary } from '../catalog/temporary-library.ts'
import { scratchLibrary } from '../space/scratch-library.ts'
import { password } from '../sync/sync-computers.ts'

export type SpaceComputer = Awaited<ReturnType<typeof spaceComputer>>

export interface SpaceComputerOf {
  server: string
  email: string
  /** Signs in to an account that is there. */
  second?: boolean
  settings?: SettingsChange
  /** Days that it is when blobs are looked through, from today. */
  daysOn?: () => number
}

/** A computer with a disk, previews, an account and all that moves blobs, put together as the engine does. */
export async function spaceComputer(of: SpaceComputerOf) {
  const host = scratchLibrary()
  const { catalog, volumeId } = await temporaryLibrary()
  const disk = join(host.library, 'disk')
  mkdirSync(disk)
  const bugs: unknown[] = []
  const onBug = (error: unknown) => void bugs.push(error)
  const { clock, random } = host
  const settings = openSettings(join(host.library, 'settings.json'))
  if (of.settings) settings.change(of.settings)
  /** Names of files whose disk has gone. */
  const away = new Set<string>()
  const volumes = {
    resolve: (id: string, folder: string, name: string) =>
      id === volumeId && !away.has(name) ? join(disk, folder, name) : null,
    connected: () => [volumeId],
    locate: (path: string) =>
      Promise.resolve({ volumeId, mountPath: disk, relative: path.slice(disk.length + 1) }),
    onChange: () => () => undefined,
  }
  const jobs = createJobs({ clock, random, onBug })
  const link = new SpaceLink()
  const cache = new OriginalCache(
    join(host.library, 'original-cache'),
    () => settings.get().originalCache * 1e9,
  )
  const space = createFromSpace({ blobs: catalog.blobs, link, cache })
  const previews = createPreviewService({
    ...{ catalog, volumes, jobs, storePath: join(host.library, 'previews.db'), onBug },
    space: { preview: space.preview, original: space.original, find: (file) => cache.find(file) },
  })
  link.onOpen(() => previews.wake())
  const later = { now: () => clock.now() + (of.daysOn?.() ?? 0) * 86_400_000 }
  const store = new StoreService({ catalog, previews, volumes, link, settings, random, onBug, clock: later })
  const asked = { server: of.server, email: of.email, language: 'en' as const, deviceName: 'Desk' }
  const askPassword = async () => password
  if (of.second) await signInAccount(host, { ...asked, askPassword })
  else await registerAccount(host, { ...asked, askPassword, code: { given: null, ask: null }, profile: {} })
  const service = createSyncService({
    ...{ library: host.library, catalog, settings, clock, random, link, store, onBug },
    openHost: async () => host,
  })
  onTestFinished(async () => {
    await service.close()
    await store.close()
    await link.close()
    await jobs.stop()
    await previews.close()
  })

  return {
    ...{ catalog, disk, previews, space, store, link, service, settings, bugs, cache, away },
    /** Files that were hashed, as an import leaves them: one photo each. */
    async add(...paths: string[]): Promise<PhotoId[]> {
      const ids = await catalog.addPhotos(paths.map((path) => newPhoto([fileAt(path)])))
      previews.wake()
      return ids
    },
    /** Until changes are in step, and all that can be stored is. */
    async sync() {
      await service.now()
      await previews.settled()
      await store.settled()
      return service.now()
    },
    /** Brings all that only the space has. */
    async bring(to: string): Promise<Job> {
      const ended = Promise.withResolvers<Job>()
      jobs.onChange((job) => {
        if (job.kind === 'bring' && ['done', 'failed', 'cancelled'].includes(job.state)) ended.resolve(job)
      })
      mkdirSync(to, { recursive: true })
      bringOriginals(to, { catalog, volumes, jobs, space, clock })
      return ended.promise
    },
    fileAt,
  }

  function fileAt(path: string, role: FileRole = 'jpeg') {
    const content = readFileSync(join(disk, path))
    const sha256 = createHash('sha256').update(content).digest('hex') as ContentHash // Of 64 hex digits.
    const { size, mtimeMs } = statSync(join(disk, path))
    const folder = dirname(path) === '.' ? '' : dirname(path)
    return newFile(volumeId, basename(path), {
      ...{ folder, role, bytes: size, mtime: Math.round(mtimeMs), sha256, metadataComplete: true },
    })
  }
}
