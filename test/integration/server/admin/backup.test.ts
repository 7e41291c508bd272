import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
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
import { migrations } from '../../../../src/server/database/migrations/index.ts'
import { withClient } from '../../../../src/server/database/roles.ts'
import { readServerKeys } from '../../../../src/server/keys/server-keys.ts'
import { recordTypes } from '../../../../src/shared/crypto/sealed-record.ts'
import { api } from '../../../../src/shared/space/api.ts'
import { Connection } from '../../../../src/shared/space/client/connection.ts'
import { sendByFetch } from '../../../../src/shared/space/client/send-by-fetch.ts'
import {
  appendRecord,
  logStart,
  namedSpace,
  openSpace,
} from '../../../../src/shared/space/client/space-log.ts'
import { uploadSmall } from '../../../../src/shared/space/client/upload.ts'
import type { ScratchServer } from '../scratch-server.ts'
import { openScratchServer, random, registerMember } from '../scratch-server.ts'
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
  // Other databases word times in other ways.
  await withClient(target.superuserUrl, async (client) => {
    await client.query("ALTER DATABASE image_space SET TimeZone = 'Asia/Tokyo'")
    await client.query("ALTER DATABASE image_space SET DateStyle = 'SQL, DMY'")
    await client.query("ALTER DATABASE image_space SET bytea_output = 'escape'")
  })
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
const SCHEMA = migrations.at(-1)!.version

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
  expect(made.stderr).toContain(
    `NOT IN IT: the server's keys, ${join(server.database.folder, 'server-keys.json')}`,
  )
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
  const [there, here] = [
    await rowsOf(server.database.urls.owner, account),
    await rowsOf(target.urls.owner, account),
  ]
  expect(here).toEqual(there)
  expect(Object.values(here).flat().length).toBeGreaterThan(20)
  const blobs = await openFolderBlobs(join(target.folder, 'blobs'))
  for (const [blob, bytes] of still.blobs) {
    const stored = await blobs.read(account, Buffer.from(blob, 'hex'))
    expect(Buffer.concat(await stored!.toArray())).toEqual(bytes)
  }
  // Of who wrote meanwhile, a beginning is there and nothing has a gap, as the invariants have just said.
  const [{ n }] = (await asOwner(target.urls.owner, 'SELECT count(*)::int AS n FROM blobs')) as [
    { n: number },
  ]
  expect(n).toBe(summary.blobs)
  expect(
    await asOwner(target.urls.owner, "SELECT operator, act FROM operator_acts WHERE operator = 'one'"),
  ).toEqual([{ operator: 'one', act: expect.stringMatching(/^restored the backup of \d{4}-/) as string }])

  // Numbers go on where they had got to: what was given once is not given again.
  const another = await server.another({ databaseUrl: target.urls.app, blobs })
  const connection = new Connection(another.origin, sendByFetch, random)
  const { memberNumber } = await registerMember(
    { ...server.tools(), connection },
    { email: 'next@example.org' },
  )
  expect(memberNumber).toBe(3)
  rmSync(join(target.folder, 'blobs'), { recursive: true })
  await emptyTarget()
})

test('a second backup into the same folder copies what is new, drops what is gone, and leaves nothing of the first', async () => {
  const folder = newFolder()
  await backup(folder)
  const [again, tools] = [await makeBackup(resources(), SCHEMA, folder), server.tools()]
  expect(again.copied).toBe(0)
  const { key } = await tools.connection.ask(api.server.describe, {})
  const { object } = await uploadSmall(tools, busy.member.session, key, randomBytes(1_000))
  const added = await makeBackup(resources(), SCHEMA, folder)
  expect(added.copied).toBe(1)
  const name = `${Buffer.from(busy.member.session.account).toString('hex')}/${Buffer.from(object).toString('hex')}`
  const kept = await openFolderBlobs(folder)
  expect(await blobsOf(kept)).toContain(name)

  await tools.connection.askAs(busy.member.session, api.blobs.remove, { params: { blob: object } })
  const { manifest } = await makeBackup(resources(), SCHEMA, folder)
  const left = await blobsOf(kept)
  expect(left).not.toContain(name)
  expect(left).toHaveLength(manifest.blobs.count)
  expect(readdirSync(folder).sort()).toEqual(['blobs', 'manifest.json', manifest.folder, 'uploads'].sort())
})

test('a folder with the backup of another server is left alone', async () => {
  const folder = await backup()
  const other = { ...resources(), keys: readServerKeys(join(newFolder(), 'keys.json')) }
  await expect(makeBackup(other, SCHEMA, folder)).rejects.toThrow('has a backup of another server')
})

const blobFiles = (folder: string) =>
  readdirSync(join(folder, 'blobs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /[0-9a-f]{64}$/.test(name) && name.includes('/'))
    .map((name) => join(folder, 'blobs', name))
    .sort()

test('rows that break a rule are refused even where all sums are right', async () => {
  const folder = await backup()
  const manifest = (await readManifest(folder))!
  const account = Buffer.from(still.member.session.account)
  await asOwner(
    server.database.urls.owner,
    'UPDATE accounts SET used_bytes = used_bytes + 1 WHERE account_id = $1',
    [account],
  )
  const wrong = await makeBackup(resources(), SCHEMA, newFolder())
  await asOwner(
    server.database.urls.owner,
    'UPDATE accounts SET used_bytes = used_bytes - 1 WHERE account_id = $1',
    [account],
  )
  // The backup says of itself that its server was not in order; one that does not say so is refused.
  const rule = 'used and reserved room are the sums of blobs and uploads'
  expect(wrong.manifest.broken).toEqual([rule])
  expect(manifest.broken).toEqual([])
  const blobs = await openFolderBlobs(newFolder())
  const from = folders.at(-2)!
  const to = { database: target.urls, blobs }
  await expect(restoreBackup(from, { ...wrong.manifest, broken: [] }, to, 'test')).rejects.toThrow(rule)
  expect(await target.tables()).toEqual([])
  await restoreBackup(from, wrong.manifest, to, 'test')
  await emptyTarget()
})

test('a target that is not empty is refused, with what is in it', async () => {
  const folder = await backup()
  copyKeys(server.database.folder, target.folder)
  const here = await admin('restore', folder)
  expect(here.code).toBe(2)
  expect(here.stderr).toMatch(/The database is not empty: it has the tables and views .*accounts/)
  const blobs = await openFolderBlobs(newFolder())
  await blobs.addAccount(still.member.session.account)
  await expect(restore(folder, blobs)).rejects.toThrow(/The blob store is not empty: .* has a place in it/)
  await expect(restore(folder, server.blobs)).rejects.toThrow('The blob store is not empty: blob')
  expect(await target.tables()).toEqual([])
  expect((await blobsOf(server.blobs)).length).toBeGreaterThan(3)
})

test('a backup is not restored under other keys', async () => {
  const folder = await backup()
  readServerKeys(join(target.folder, 'other-keys.json'))
  const run = await adminOf(target.folder, {
    ...target.env,
    SERVER_KEYS_FILE: join(target.folder, 'other-keys.json'),
  })('restore', folder)
  expect(run.code).toBe(2)
  expect(run.stderr).toContain('has other keys than the server that was backed up')
  expect(await target.tables()).toEqual([])
})

test('kill -9 in the middle leaves the backup before it, or none', async () => {
  const [fresh, older] = [newFolder(), await backup()]
  const before = await readManifest(older)
  for (const folder of [fresh, older]) await killedBackup(folder)
  await expect(openBackup(fresh)).rejects.toThrow('it was never completed')
  expect(await openBackup(older)).toEqual(before)
  expect(readdirSync(older).filter((name) => name.startsWith('tables-'))).toHaveLength(2)
  const blobs = await openFolderBlobs(newFolder())
  await restore(older, blobs)
  expect(await blobsOf(blobs)).toHaveLength(before!.blobs.count)
  await emptyTarget()
  // The next one is whole, and clears away what the killed ones have left.
  for (const folder of [fresh, older]) {
    const { manifest } = await makeBackup(resources(), SCHEMA, folder)
    expect(readdirSync(folder).filter((name) => name.startsWith('tables-'))).toEqual([manifest.folder])
  }
})

/** A backup that is killed while it waits for a table that somebody holds, with half of the tables written. */
async function killedBackup(folder: string): Promise<void> {
  await withClient(server.database.urls.owner, async (client) => {
    await client.query('BEGIN')
    await client.query('LOCK TABLE sessions IN ACCESS EXCLUSIVE MODE')
    const child = spawn(process.execPath, [MAIN, 'admin', 'backup', folder, '--data', server.database.folder])
    const ended = new Promise((done) => child.once('exit', (_code, signal) => done(signal)))
    const waiting = async () =>
      (await asOwner(server.database.urls.owner, 'SELECT FROM pg_locks WHERE NOT granted')).length
    await expect.poll(waiting, { timeout: 60_000 }).toBe(1)
    child.kill('SIGKILL')
    expect(await ended).toBe('SIGKILL')
  })
  // Its connection ends with the wait, and with it the turn that it had.
  const turns = async () =>
    (
      await asOwner(
        server.database.urls.owner,
        "SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 4887",
      )
    ).length
  await expect.poll(turns, { timeout: 60_000 }).toBe(0)
}

test('a database that changes what it is given is refused', async () => {
  const folder = await backup()
  await withClient(target.superuserUrl, async (client) => {
    await client.query(`CREATE FUNCTION in_japanese() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN NEW.language := 'ja'; RETURN NEW; END $$`)
    await client.query(`CREATE FUNCTION meddle() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
        IF to_regclass('contacts') IS NOT NULL AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'meddled') THEN
          CREATE TRIGGER meddled BEFORE INSERT ON contacts FOR EACH ROW EXECUTE FUNCTION in_japanese();
        END IF;
      END $$`)
    await client.query(
      "CREATE EVENT TRIGGER meddling ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION meddle()",
    )
  })
  await expect(restore(folder, await openFolderBlobs(newFolder()))).rejects.toThrow(
    'the database does not give back the table contacts as it was',
  )
  expect(await target.tables()).toEqual([])
  await withClient(target.superuserUrl, (client) => client.query('DROP EVENT TRIGGER meddling'))
  await emptyTarget()
})

test('a folder that cannot be made is told', async () => {
  const run = await admin('backup', join(newFolder(), 'not', 'there'))
  expect(run.code).toBe(2)
  expect(run.stderr).toContain('cannot be made (ENOENT). Nothing was backed up')
})

test('of two backups at once the second is refused', async () => {
  await withClient(server.database.urls.owner, async (client) => {
    await client.query('SELECT pg_advisory_lock(4887)')
    const run = await admin('backup', newFolder())
    expect(run.code).toBe(2)
    expect(run.stderr).toContain('A backup of this server is being made already')
  })
})

test('a blob that is lost makes no backup, and leaves the one before', async () => {
  const folder = newFolder()
  const { manifest } = await makeBackup(resources(), SCHEMA, folder)
  const [path] = blobFiles(join(server.database.folder, 'blobs'))
  renameSync(path!, `${path}.away`)
  // A folder that has the blob from before does without it; another has nothing to take it from.
  expect((await makeBackup(resources(), SCHEMA, folder)).manifest.blobs).toEqual(manifest.blobs)
  const before = await readManifest(folder)
  rmSync(blobFiles(folder).find((name) => name.endsWith(path!.slice(-64)))!)
  const failed = makeBackup(resources(), SCHEMA, folder)
  await expect(failed).rejects.toThrow(
    /No backup was made: blob [0-9a-f]{64} of account [0-9a-f]{64} is not stored/,
  )
  expect(await readManifest(folder)).toEqual(before)
  writeFileSync(path!, randomBytes(3_000))
  await expect(makeBackup(resources(), SCHEMA, folder)).rejects.toThrow('is damaged')
  rmSync(path!)
  renameSync(`${path}.away`, path!)
})

test('a blob that is removed and swept while the backup is made is left out', async () => {
  const tools = server.tools()
  const { key } = await tools.connection.ask(api.server.describe, {})
  const { session } = busy.member
  const { object: blob } = await uploadSmall(tools, session, key, randomBytes(1_000))
  let asked = 0
  const going = new Proxy(server.blobs, {
    get(blobs, name: keyof BlobStore) {
      if (name !== 'read') return typeof blobs[name] === 'function' ? blobs[name].bind(blobs) : blobs[name]
      return async (account: Uint8Array, wanted: Uint8Array) => {
        if (!Buffer.from(wanted).equals(blob)) return blobs.read(account, wanted)
        // The state that the backup is of still names it.
        if (++asked === 2) await tools.connection.askAs(session, api.blobs.remove, { params: { blob } })
        return null
      }
    },
  })
  const { manifest } = await makeBackup(resources(going), SCHEMA, newFolder())
  expect(asked).toBe(2)
  const [{ n }] = (await asOwner(server.database.urls.owner, 'SELECT count(*)::int AS n FROM blobs')) as [
    { n: number },
  ]
  expect(manifest.blobs.count).toBe(n)
})

test('a drill restores into a scratch database, says what it took, and leaves nothing', async () => {
  const folder = await backup()
  const before = readdirSync(server.database.folder)
  const done = await admin('restore-drill', folder)
  expect([done.code, done.stderr]).toEqual([0, ''])
  expect(done.stdout).toMatch(
    /^Can be restored: the state of .* rows in \d+ tables and \d+ blobs of .*It took [\d.]+ s/,
  )
  expect(done.stdout).toContain('Nothing is broken.')
  rmSync(blobFiles(folder)[0]!)
  const damaged = await admin('restore-drill', folder)
  expect(damaged.code).toBe(2)
  expect(damaged.stderr).toContain('is missing')
  expect(readdirSync(server.database.folder)).toEqual(before)
})
