import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeBackup } from '../../../../src/server/admin/backup/make-backup.ts'
import { readManifest } from '../../../../src/server/admin/backup/manifest.ts'
import { openBackup, restoreBackup } from '../../../../src/server/admin/backup/restore-backup.ts'
import { linesOf, wordAlike } from '../../../../src/server/admin/backup/rows.ts'
import type { BlobStore } from '../../../../src/server/blobs/blob-store.ts'
import { openFolderBlobs } from '../../../../src/server/blobs/folder-blobs.ts'
import { readTables } from '../../../../src/server/database/catalog.ts'
import { withClient } from '../../../../src/server/database/roles.ts'
import { readServerKeys } from '../../../../src/server/keys/server-keys.ts'
import { recordTypes } from '../../../../src/shared/crypto/sealed-record.ts'
import { api } from '../../../../src/shared/space/api.ts'
import { appendRecord, logStart, namedSpace, openSpace } from '../../../../src/shared/space/client/space-log.ts'
import { uploadSmall } from '../../../../src/shared/space/client/upload.ts'
import type { ScratchServer } from '../scratch-server.ts'
import { openScratchServer, registerMember } from '../scratch-server.ts'
import type { WholeMember } from '../whole-member.ts'
import { addWholeMember } from '../whole-member.ts'
import type { EmptyDatabase } from './empty-database.ts'
import { copyKeys, openEmptyDatabase } from './empty-database.ts'
import type { RunAdmin } from './run-admin.ts'
import { adminOf } from './run-admin.ts'

const MAIN = join(import.meta.dirname, '..', '..', '..', '..', 'src', 'server', 'main.ts')
const folders: string[] = []

let server: ScratchServer
let target: EmptyDatabase
let admin: RunAdmin
let still: WholeMember
let busy: WholeMember

beforeAll(async () => {
  ;[server, target] = [await openScratchServer(), await openEmptyDatabase()]
  admin = adminOf(server.database.folder)
  ;[still, busy] = [await addWholeMember(server), await addWholeMember(server)]
})
afterAll(async () => {
  await server.close()
  await target.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'image-space-backup-'))
  folders.push(folder)
  return folder
}

const resources = (blobs: BlobStore = server.blobs) => ({
  database: server.database.urls,
  blobs,
  keys: readServerKeys(join(server.database.folder, 'server-keys.json')),
})
const SCHEMA = 3

/** A backup that is whole, of the server as it is now. */
async function backup(folder = newFolder()): Promise<string> {
  await makeBackup(resources(), SCHEMA, folder)
  return folder
}

const restore = async (folder: string, blobs: BlobStore) =>
  restoreBackup(folder, await openBackup(folder), { database: target.urls, blobs }, 'test')

async function blobsOf(store: BlobStore): Promise<string[]> {
  const found: string[] = []
  for await (const { account, blob } of store.list())
    found.push(`${account.toString('hex')}/${blob.toString('hex')}`)
  return found.sort()
}

/** Takes away whatever a restore has made. */
async function emptyTarget(): Promise<void> {
  await withClient(target.superuserUrl, async (client) => {
    await client.query('DROP SCHEMA public CASCADE')
    await client.query('CREATE SCHEMA public')
    await client.query('GRANT ALL ON SCHEMA public TO image_space_owner')
    await client.query('GRANT USAGE ON SCHEMA public TO image_space_app, image_space_watch')
  })
}

const asOwner = async (url: string, sql: string, values: unknown[] = []) =>
  withClient(url, async (client) => (await client.query<Record<string, unknown>>(sql, values)).rows)

/** Every row of an account, as text, by table. */
async function rowsOf(url: string, account: Uint8Array): Promise<Record<string, string[]>> {
  const named = Buffer.from(account).toString('base64')
  return withClient(url, async (client) => {
    await client.query('BEGIN')
    await wordAlike(client)
    const rows: Record<string, string[]> = {}
    for (const table of await readTables(client)) {
      rows[table.name] = []
      for await (const lines of linesOf(client, table))
        rows[table.name]!.push(...lines.filter((line) => line.includes(named)))
    }
    return rows
  })
}

/** Writes records and blobs, one after another, until told to stop. @returns how many of each were acknowledged */
function keepWriting({ member }: WholeMember): () => Promise<{ records: number; blobs: number }> {
  const tools = server.tools()
  let going = true
  const written = { records: 0, blobs: 0 }
  const done = (async () => {
    const space = await openSpace(tools, member, await namedSpace(member, 'busy'))
    const { key } = await tools.connection.ask(api.server.describe, {})
    let [seen, before] = [logStart, { sequence: 0, header: null as Uint8Array | null }]
    while (going) {
      const type = recordTypes.batch
      const { head, device } = await appendRecord(tools, member, space, type, randomBytes(500), seen, before)
      ;[seen, before] = [head, device]
      written.records++
      await uploadSmall(tools, member.session, key, randomBytes(2_000))
      written.blobs++
    }
  })()
  return async () => {
    going = false
    await done
    return written
  }
}

test('a backup made while members write is one state, and becomes the same server in another database', async () => {
  const folder = join(newFolder(), 'backup')
  const stop = keepWriting(busy)
  const made = await admin('backup', folder, '--json')
  const written = await stop()
  expect(made.code).toBe(0)
  expect(made.stderr).toContain(`NOT IN IT: the server's keys, ${join(server.database.folder, 'server-keys.json')}`)
  expect(written.blobs).toBeGreaterThan(3)
  expect(readdirSync(folder).some((name) => name.includes('keys'))).toBe(false)
  const summary = made.json() as { rows: number; blobs: number; copied: number }
  expect(summary.copied).toBe(summary.blobs)
  expect(summary.blobs).toBeGreaterThanOrEqual(4)

  const restored = adminOf(target.folder, target.env)
  const withoutKeys = await restored('restore', folder)
  expect(withoutKeys.code).toBe(2)
  expect(withoutKeys.stderr).toContain('put the keys of the server that it is of there first')
  copyKeys(server.database.folder, target.folder)
  const done = await restored('restore', folder, '--as', 'one', '--json')
  expect(done.stderr).toBe('')
  expect(done.json()).toMatchObject({ rows: summary.rows, blobs: summary.blobs })

  const checked = await restored('invariants', '--json')
  expect(checked.json()).toMatchObject({ found: [], noticed: [] })
  const { account } = still.member.session
  const [there, here] = [await rowsOf(server.database.urls.owner, account), await rowsOf(target.urls.owner, account)]
  expect(here).toEqual(there)
  expect(Object.values(here).flat().length).toBeGreaterThan(20)
  const blobs = await openFolderBlobs(join(target.folder, 'blobs'))
  for (const [blob, bytes] of still.blobs) {
    const stored = await blobs.read(account, Buffer.from(blob, 'hex'))
    expect(Buffer.concat(await stored!.toArray())).toEqual(bytes)
  }
  // Of who wrote meanwhile, a beginning is there and nothing has a gap, as the invariants have just said.
  const [{ n }] = (await asOwner(target.urls.owner, 'SELECT count(*)::int AS n FROM blobs')) as [{ n: number }]
  expect(n).toBe(summary.blobs)
  expect(await asOwner(target.urls.owner, "SELECT operator, act FROM operator_acts WHERE operator = 'one'")).toEqual([
    { operator: 'one', act: expect.stringMatching(/^restored the backup of \d{4}-/) as string },
  ])

  // Numbers go on where they had got to: what was given once is not given again.
  const another = await server.another({ databaseUrl: target.urls.app, blobs })
  const tools = server.tools()
  const connection = new (tools.connection.constructor as typeof import('../../../../src/shared/space/client/connection.ts').Connection)(
    another.origin,
    (await import('../../../../src/shared/space/client/send-by-fetch.ts')).sendByFetch,
    tools.random,
  )
  const { memberNumber } = await registerMember({ ...tools, connection }, { email: 'next@example.org' })
  expect(memberNumber).toBe(3)
  await another.close()
  rmSync(join(target.folder, 'blobs'), { recursive: true })
  await emptyTarget()
})
