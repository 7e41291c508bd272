import { afterAll, describe, expect, test } from 'vitest'
import { withClient } from '../../../../src/server/database/roles.ts'
import { api } from '../../../../src/shared/space/api.ts'
import { readProfile, writeProfile } from '../../../../src/shared/space/client/profile.ts'
import { uploadSmall } from '../../../../src/shared/space/client/upload.ts'
import { adminOf } from '../admin/run-admin.ts'
import { openScratchServer, random } from '../scratch-server.ts'
import { startSwift, whyNoSwift } from '../swift.ts'
import { testServer } from './server-cases.ts'
import { Clients } from './server-under-test.ts'
import type { TwoProcesses } from './two-processes.ts'
import { startTwoProcesses } from './two-processes.ts'

const noSwift = whyNoSwift()
if (noSwift !== null) console.warn(`TWO PROCESSES ARE NOT TESTED: no OpenStack Swift here, ${noSwift}.`)
/** It takes long to start; meanwhile the one process is tested. */
const starting = noSwift === null ? startSwift('image-space') : null
// Where it fails, those fail who wait for it.
starting?.catch(() => undefined)
afterAll(async () => (await starting)?.stop())

describe('one process with a folder', () => {
  testServer(async () => {
    const { origin, database, close } = await openScratchServer()
    return { origin, processes: [origin, origin], admin: adminOf(database.folder), close }
  })
})

describe.each(starting ? [starting] : [])('two processes on one PostgreSQL and one S3 store', (store) => {
  let two: TwoProcesses
  testServer(async () => (two = await startTwoProcesses((await store).access)))

  const said = (process: 0 | 1, message: string) =>
    two.logged(process).filter(({ msg }) => msg === message).length
  /** Who watches sweeps as soon as they begin. */
  const watching = () => ([0, 1] as const).filter((process) => said(process, 'swept') > 0)
  const soon = { timeout: 60_000 }

  test('one of them watches; when it is killed the other does, and nothing that was kept is lost', async () => {
    const clients = new Clients(two)
    const { email, desk } = await clients.twoComputers()
    await writeProfile(clients.inTurn(), desk, { email, name: 'Still Here' })
    const { key } = await clients.anywhere().connection.ask(api.server.describe, {})
    const bytes = random.bytes(50_000)
    const { object: blob } = await uploadSmall(clients.inTurn(), desk.session, key, bytes)

    await expect.poll(watching, soon).toHaveLength(1)
    const [one] = watching()
    const other = one === 0 ? 1 : 0
    const addRoom = (more: number) =>
      withClient(two.database.superuserUrl, (client) =>
        client.query(
          'UPDATE accounts SET used_bytes = used_bytes + $2, changed = pg_current_xact_id() WHERE account_id = $1',
          [desk.session.account, more],
        ),
      )
    // Something breaks that nobody looks at: who watches hangs, and nobody else may.
    two.halt(one!)
    await addRoom(1)
    await two.kill(one!)
    await expect.poll(() => said(other, 'not as it should be'), soon).toBeGreaterThan(0)
    await addRoom(-1)
    await expect.poll(watching, soon).toContain(other)

    for (let turn = 0; turn < 3; turn++) {
      expect(await readProfile(clients.anywhere(), desk)).toEqual({ email, name: 'Still Here' })
      const { connection } = clients.anywhere()
      expect(await connection.fetchBlob(desk.session, api.blobs.read, blob)).toEqual(bytes)
    }
    expect((await clients.signInAgain(clients.anywhere(), email)).rootKey).toEqual(desk.rootKey)
  })
})
