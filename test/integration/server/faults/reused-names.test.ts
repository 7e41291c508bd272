import { expect, test } from 'vitest'
import { join } from 'node:path'
import { withClient } from '../../../../src/server/database/roles.ts'
import { readServerKeys } from '../../../../src/server/keys/server-keys.ts'
import { sweep } from '../../../../src/server/watch/sweep.ts'
import { api } from '../../../../src/shared/space/api.ts'
import type { Member } from '../../../../src/shared/space/client/member.ts'
import { readProfile, writeProfile } from '../../../../src/shared/space/client/profile.ts'
import { namedSpace, openSpace } from '../../../../src/shared/space/client/space-log.ts'
import { uploadSmall } from '../../../../src/shared/space/client/upload.ts'
import { registerMember } from '../scratch-server.ts'
import { watchedServer } from '../watched-server.ts'

const watched = watchedServer()

const email = 'once.more@example.org'
const content = new Uint8Array(9_000).fill(7)

async function furnish(): Promise<Member & { memberNumber: number; blob: Uint8Array }> {
  const tools = watched.server.tools()
  const { member, memberNumber } = await registerMember(tools, { email })
  await openSpace(tools, member, await namedSpace(member, 'library'))
  const { key } = await tools.connection.ask(api.server.describe, {})
  const { object: blob } = await uploadSmall(tools, member.session, key, content)
  return { ...member, memberNumber, blob }
}

async function deleteAccount(member: Member): Promise<void> {
  await watched.server.tools().connection.askAs(member.session, api.account.askDeletion, { body: {} })
  await withClient(watched.server.database.urls.owner, (owner) =>
    owner.query("UPDATE accounts SET deletes_at = now() - interval '1 minute' WHERE account_id = $1", [
      Buffer.from(member.session.account),
    ]),
  )
  const { accounts } = await sweep({
    ...{
      database: watched.watch,
      store: watched.server.database.store,
      blobs: watched.server.blobs,
      letters: watched.server.letters,
    },
    keys: readServerKeys(join(watched.server.database.folder, 'server-keys.json')),
    now: Date.now(),
  })
  expect(accounts).toBe(1)
}

test('FI-10 who comes to an address, a content and a name of a space that were another’s finds nothing of theirs', async () => {
  const tools = watched.server.tools()
  const gone = await furnish()
  await writeProfile(tools, gone, { email, name: 'Gone' })
  await deleteAccount(gone)
  const next = await furnish()
  expect(next.session.account).not.toEqual(gone.session.account)
  expect(next.memberNumber).toBeGreaterThan(gone.memberNumber)
  // The same address, and the same bytes; what is theirs has ids of their own all the same.
  expect(next.blob).toEqual(gone.blob)
  expect(await namedSpace(next, 'library')).not.toEqual(await namedSpace(gone, 'library'))
  const { spaces } = await tools.connection.askAs(next.session, api.spaces.list, {})
  expect(spaces).toHaveLength(1)
  expect(await readProfile(tools, next)).toBeNull()
  const { accesses } = await tools.connection.askAs(next.session, api.trust.accesses, {
    query: { after: 0, limit: 100 },
  })
  expect(accesses[0]?.sequence).toBe(1)
  await expect(tools.connection.askAs(gone.session, api.account.describe, {})).rejects.toMatchObject({
    code: 'not-accepted',
  })
  await deleteAccount(next)
  await expect(tools.connection.fetchBlob(next.session, api.blobs.read, next.blob)).rejects.toMatchObject({
    code: 'not-accepted',
  })
})
