import { afterAll, beforeAll } from 'vitest'
import { WatchDatabase } from '../../../src/server/watch/watch-database.ts'
import type { ScratchServer } from './scratch-server.ts'
import { openScratchServer } from './scratch-server.ts'

/** A server for all tests of a file, and what its watch sees of the database. There once the tests run. */
export function watchedServer(): { server: ScratchServer; watch: WatchDatabase } {
  const of = {} as { server: ScratchServer; watch: WatchDatabase } // Filled before the first test.
  beforeAll(async () => {
    of.server = await openScratchServer()
    of.watch = new WatchDatabase(of.server.database.urls.watch)
  })
  afterAll(async () => {
    await of.watch.close()
    await of.server.close()
  })
  return of
}
