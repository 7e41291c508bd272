import { afterAll, beforeAll, expect, test } from 'vitest'
import { testAccounts } from './account-cases.ts'
import { testBlobs } from './blob-cases.ts'
import { testIsolation } from './isolation-cases.ts'
import { testRecords } from './record-cases.ts'
import type { ServerUnderTest } from './server-under-test.ts'
import { Clients } from './server-under-test.ts'

/** What members notice of a server, whichever of its processes each of their calls reaches. */
export function testServer(open: () => Promise<ServerUnderTest>): void {
  let clients: Clients

  beforeAll(async () => {
    clients = new Clients(await open())
  })
  afterAll(() => clients.server.close())

  testAccounts(() => clients)
  testRecords(() => clients)
  testBlobs(() => clients)
  testIsolation(() => clients)

  test('after all that no rule is broken, and every blob is in its place', async () => {
    const checked = await clients.server.admin('invariants', '--json')
    expect(checked.json()).toMatchObject({ found: [], noticed: [] })
  })
}
