import { createServer, request } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openSettings } from '../../../src/main/engine/settings-store.ts'
import type { SettingsStore } from '../../../src/main/engine/settings-store.ts'
import type { AccountHost } from '../../../src/main/space/account-host.ts'
import { registerAccount } from '../../../src/main/space/register-account.ts'
import { signInAccount } from '../../../src/main/space/sign-in-account.ts'
import type { LibraryAccount } from '../../../src/main/space/library-account.ts'
import { SpaceLink } from '../../../src/main/blobs/space-link.ts'
import { createSyncService } from '../../../src/main/sync/sync-service.ts'
import type { SyncServiceParts } from '../../../src/main/sync/sync-service.ts'
import type { SyncService } from '../../../src/main/sync/sync-service.ts'
import type { SyncStatus } from '../../../src/shared/sync-status.ts'
import { addSomePhotos, temporaryLibrary } from '../catalog/temporary-library.ts'
import type { TemporaryLibrary } from '../catalog/temporary-library.ts'
import { scratchLibrary } from '../space/scratch-library.ts'

export const password = 'correct horse battery'

/** A library with an account, and the service that keeps it in step. */
export interface SyncComputer {
  library: TemporaryLibrary
  settings: SettingsStore
  account: LibraryAccount
  host: AccountHost
  service: SyncService
  bugs: unknown[]
  /** The first status that is so, of now and later. */
  until(wanted: (status: SyncStatus) => boolean): Promise<SyncStatus>
}

export interface ComputerOf {
  server: string
  email: string
  /** Signs in to an account that is there. */
  second?: boolean
  host?: Partial<AccountHost>
  photos?: number
  /** Syncs only when it is told to. */
  paused?: boolean
  /** Called with how to end it; else it ends with the test. */
  whenDone?: WhenDone
  /** One that is there already. */
  library?: TemporaryLibrary
}

type WhenDone = (end: () => void | Promise<void>) => void

/** Its service begins at once. */
export async function syncComputer(of: ComputerOf): Promise<SyncComputer> {
  const host = { ...scratchLibrary(of.whenDone), ...of.host }
  const library = of.library ?? (await temporaryLibrary())
  if (of.photos) await addSomePhotos(library, of.photos)
  const asked = { server: of.server, email: of.email, language: 'en' as const, deviceName: 'Desk' }
  const code = { given: null, ask: null }
  const account = of.second
    ? await signInAccount(host, { ...asked, askPassword: async () => password })
    : (await registerAccount(host, { ...asked, askPassword: async () => password, code, profile: {} }))
        .account
  return { ...startService(host, library, of), account }
}

/** Only what is known of photos is looked at here. */
const nothingToStore: SyncServiceParts['store'] = {
  status: { files: 0, bytes: 0, previews: 0, parked: 0, bytesPerSecond: 0 },
  onChange: () => undefined,
}

export function startService(
  host: AccountHost,
  library: TemporaryLibrary,
  { paused = false, whenDone = onTestFinished as WhenDone }: Pick<ComputerOf, 'paused' | 'whenDone'> = {},
) {
  const settings = openSettings(join(host.library, 'settings.json'))
  if (paused) settings.change({ syncPaused: true })
  const bugs: unknown[] = []
  const service = createSyncService({
    ...{ library: host.library, catalog: library.catalog, settings, clock: host.clock, random: host.random },
    ...{ link: new SpaceLink(), store: nothingToStore },
    openHost: async () => host,
    onBug: (error) => bugs.push(error),
  })
  whenDone(() => service.close())
  const until = (wanted: (status: SyncStatus) => boolean) =>
    new Promise<SyncStatus>((resolve) => {
      const stop = service.onChange(look)
      function look(status: SyncStatus): void {
        if (!wanted(status)) return
        stop()
        resolve(status)
      }
      look(service.status())
    })
  return { host, library, settings, service, bugs, until }
}

/** Passes everything on to a server, at an address of its own, and can be away for a while. */
export async function doorTo(target: () => number) {
  const listen = (server: Server, port: number) =>
    new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  const make = () =>
    createServer((incoming, outgoing) => {
      const { method, url, headers } = incoming
      const passed = request(
        { host: '127.0.0.1', port: target(), method, path: url, headers, agent: false },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 0, answer.headers)
          answer.pipe(outgoing)
          answer.on('error', () => outgoing.destroy())
        },
      )
      passed.on('error', () => outgoing.destroy())
      outgoing.on('close', () => passed.destroy())
      incoming.pipe(passed)
    })
  let door = make()
  await listen(door, 0)
  const { port } = door.address() as AddressInfo // It listens on a port.
  return {
    origin: `http://127.0.0.1:${port}`,
    away() {
      door.closeAllConnections()
      door.close()
    },
    async back() {
      door = make()
      await listen(door, port)
    },
  }
}
