import { utimesSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { expect } from 'vitest'
import { vaultPath } from '../../../src/main/space/kept-account.ts'
import type { PhotoId } from '../../../src/shared/ids.ts'
import { fetchWithin, sendByFetch } from '../../../src/shared/space/client/send-by-fetch.ts'
import type { Session } from '../../../src/shared/space/client/connection.ts'
import type { SyncStatus } from '../../../src/shared/sync-status.ts'
import { createFormat } from '../../../src/shared/text/format.ts'
import { syncSentence } from '../../../src/shared/text/sync-sentence.ts'
import { addSomePhotos, openTemporaryLibrary } from '../catalog/temporary-library.ts'
import type { ScratchServer } from '../server/scratch-server.ts'
import { openScratchServer } from '../server/scratch-server.ts'
import { libraryState } from './library-state.ts'
import type { Lie, LyingProxy } from './lying-proxy.ts'
import { lyingProxy } from './lying-proxy.ts'
import type { ComputerOf, SyncComputer } from './sync-computers.ts'
import { syncComputer } from './sync-computers.ts'

/** A member with two computers, and another member, at one server. */
export interface World {
  server: ScratchServer
  proxy: LyingProxy
  /** The one that is lied to. */
  a: SyncComputer
  /** The same member's other computer, to which everybody is honest. */
  b: SyncComputer
  /** Somebody else's. */
  c: SyncComputer
  photo: PhotoId
  /** Of what is lied to. */
  session(): Session
}

/** What is known behind a lie. */
export interface Outcome {
  state: SyncStatus['state']
  reason?: string
  /** The report that reached the server; none where it says nothing. */
  report?: string
  /** How many changes still wait then. */
  unsent: number
  /** What the other computer had written was taken in before the lie. */
  pulled?: true
}

export interface Case {
  lie(world: World): Lie | Promise<Lie>
  then: Outcome
  /** The keys of the account are asked for again. */
  signedInAnew?: true
  /** Silence is not waited for long. */
  impatient?: true
}

export const needsYou = (reason: string, report?: string): Outcome => ({
  ...{ state: 'needs-you', reason, unsent: 1 },
  ...(report !== undefined && { report }),
})
export const offline = (reason: string): Outcome => ({ state: 'offline', reason, unsent: 1 })
export const afterPull = (of: Outcome): Outcome => ({ ...of, pulled: true })
/** What was said does no harm. */
export const goesOn: Outcome = { state: 'up-to-date', unsent: 0 }

export interface OpenWorld extends World {
  /** Lies, looks, and sees that it goes on when nobody lies any more. */
  tryCase(of: Case): Promise<void>
}

/** Its computers are gone when the test is over, its server with `close`. */
export async function openWorld(): Promise<OpenWorld & { close(): Promise<void> }> {
  const proxy = await lyingProxy(() => (server.app.server.address() as AddressInfo).port) // It listens on a port.
  const server = await openScratchServer({ publicUrl: new URL(proxy.origin) })
  let patience = sendByFetch
  const ends: (() => void | Promise<void>)[] = []
  const computer = async (of: Omit<ComputerOf, 'server'>) => {
    const library = await openTemporaryLibrary()
    ends.push(() => library.remove())
    const whenDone = (end: () => void | Promise<void>) => void ends.push(end)
    return syncComputer({ server: proxy.origin, paused: true, library, whenDone, ...of })
  }
  const email = 'one@example.org'
  const a = await computer({ email, host: { send: (request) => patience(request) } })
  const b = await computer({ email, second: true })
  const c = await computer({ email: 'other@example.org', photos: 1 })
  const session = () => a.account.member.session
  proxy.victim = session()
  const [photo] = (await addSomePhotos(b.library, 2)) as [PhotoId]
  for (const { service } of [b, a, c, b]) expect((await service.now()).report).not.toBeNull()
  const world: World = { server, proxy, a, b, c, photo, session }
  const id = photo.toUpperCase()
  let edits = 0
  let isClean = true
  const owner = new pg.Client({ connectionString: server.database.urls.owner })
  await owner.connect()
  /** What was reported to the server, which forgets it. */
  const takeReports = async (): Promise<string[]> => {
    const { rows } = await owner.query<{ kind: string }>('DELETE FROM reports RETURNING kind')
    return rows.map(({ kind }) => kind)
  }
  const recover = async () => {
    await takeReports()
    for (const { service } of [a, b, a]) await service.now()
  }

  return {
    ...world,
    async tryCase({ lie, then, signedInAnew, impatient }) {
      if (!isClean) await recover() // What went before has failed.
      isClean = false
      // B has written two records that A has not seen, and A waits to send something.
      for (const value of [2 * edits + 1, 2 * edits + 2]) {
        await rate(b, photo, value)
        expect((await b.service.now()).report).not.toBeNull()
      }
      const rating = (2 * edits + 2) % 6
      const caption = `edit ${++edits}`
      await a.library.catalog.apply({
        ...{ kind: 'photos', photos: { ids: [photo] } },
        change: { field: 'caption', value: caption },
      })
      const before = libraryState(a.library.path)

      if (signedInAnew) utimesSync(vaultPath(a.host.library), edits, edits)
      if (impatient) patience = fetchWithin(300)
      proxy.lie = await lie(world)
      proxy.calls = []
      const { report } = await a.service.now()
      proxy.lie = null
      patience = sendByFetch

      const status = unpaused(a)
      expect(status, JSON.stringify(status)).toMatchObject({ state: then.state, unsent: then.unsent })
      expect(report === null).toBe(then.reason !== undefined)
      if (then.reason !== undefined) {
        expect(status).toMatchObject({ trouble: { reason: then.reason } })
        const { photos, ...rest } = libraryState(a.library.path)
        const rated = { ...(before.photos[id] as object), rating }
        expect(photos).toEqual(then.pulled ? { ...before.photos, [id]: rated } : before.photos)
        if (!then.pulled) expect(rest).toEqual({ albums: before.albums, texts: before.texts })
        for (const language of ['en', 'ja'] as const)
          expect(syncSentence(status, createFormat(language, ''))).toMatch(/[.。]$/)
      }
      expect(await takeReports()).toEqual(then.report === undefined ? [] : [then.report])
      expect(a.bugs).toEqual([])

      // With the liar gone everything gets there.
      for (const { service } of [a, b])
        expect(await service.now()).toMatchObject({ report: {}, status: { unsent: 0 } })
      expect(libraryState(a.library.path)).toEqual(libraryState(b.library.path))
      expect(await b.library.catalog.detail(photo)).toMatchObject({ caption, rating })
      isClean = true
    },
    async close() {
      for (const end of ends.reverse()) await end()
      await owner.end()
      proxy.close()
      await server.close()
    },
  }
}

/** What its status is, but for the pause that keeps it from doing anything unasked. */
function unpaused({ settings, service }: SyncComputer): SyncStatus {
  settings.change({ syncPaused: false })
  const status = service.status()
  settings.change({ syncPaused: true })
  return status
}

function rate({ library }: SyncComputer, photo: PhotoId, value: number) {
  return library.catalog.apply({
    ...{ kind: 'photos', photos: { ids: [photo] } },
    change: { field: 'rating', value: value % 6 },
  })
}
