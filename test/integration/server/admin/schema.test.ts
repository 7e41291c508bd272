import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rehearse } from '../../../../src/server/admin/backup/rehearse.ts'
import { withScratch } from '../../../../src/server/admin/backup/scratch.ts'
import { columnSums, differencesOf } from '../../../../src/server/database/column-sums.ts'
import { readTables, schemaVersion } from '../../../../src/server/database/catalog.ts'
import { migrate } from '../../../../src/server/database/migrate.ts'
import { migrations } from '../../../../src/server/database/migrations/index.ts'
import type { Migration } from '../../../../src/server/database/migrations/index.ts'
import { withClient } from '../../../../src/server/database/roles.ts'
import { readServerKeys } from '../../../../src/server/keys/server-keys.ts'
import { Store } from '../../../../src/server/store/store.ts'
import type { ScratchDatabase } from '../scratch-database.ts'
import { addAccount, openScratchDatabase } from '../scratch-database.ts'
import { addWholeAccount } from '../whole-account.ts'
import type { EmptyDatabase } from './empty-database.ts'
import { openEmptyDatabase } from './empty-database.ts'
import { adminOf } from './run-admin.ts'

const ACCOUNTS = 100
const latest = migrations.at(-1)!.version

let database: ScratchDatabase

beforeAll(async () => {
  database = await openScratchDatabase()
  for (let count = 0; count < ACCOUNTS; count++) await addWholeAccount(database)
  await withClient(database.urls.owner, (client) =>
    client.query(
      'UPDATE contacts SET sealed_email = $1 WHERE account_id = (SELECT account_id FROM accounts LIMIT 1)',
      [randomBytes(2_000)],
    ),
  )
})
afterAll(() => database.close())

const next = (sql: string, changes?: string[]): Migration[] => [
  ...migrations,
  { version: latest + 1, sql, ...(changes && { changes }) },
]
const sumsOf = (url: string) =>
  withClient(url, async (client) => columnSums(client, await readTables(client), 'whole'))

/** The first account's rows become the second's: one of a hundred. */
const first = '(SELECT min(account_id::text)::bytea FROM accounts)'
const second = '(SELECT account_id FROM accounts ORDER BY account_id OFFSET 1 LIMIT 1)'
const swap = (table: string) => `
  CREATE TEMP TABLE pair ON COMMIT DROP AS SELECT ${first} AS a, ${second} AS b;
  ALTER TABLE ${table} DROP CONSTRAINT ${table}_pkey;
  UPDATE ${table} SET account_id = CASE account_id WHEN a THEN b ELSE a END FROM pair WHERE account_id IN (a, b);
  ALTER TABLE ${table} ADD PRIMARY KEY (account_id);`

test.each<[what: string, sql: string, said: string]>([
  [
    'gives one percent of blobs to the wrong owner',
    `ALTER TABLE blobs DROP CONSTRAINT statement_names_owner;
     UPDATE blobs SET account_id = ${second} WHERE account_id = ${first}`,
    'blobs has rows with other keys than before',
  ],
  [
    'gives one percent of sessions to the wrong owner, through their directory',
    `UPDATE session_directory SET account_id = ${second} WHERE account_id = ${first}`,
    'session_directory.account_id has other values than before',
  ],
  [
    'swaps the addresses of two members',
    swap('contacts'),
    'contacts.sealed_email has other values than before',
  ],
  [
    'swaps the keys that two members sign in with',
    swap('credentials'),
    'credentials.sign_in_key has other values',
  ],
  [
    'loses one percent of uploads',
    `DELETE FROM uploads WHERE account_id = ${first}`,
    'uploads has 99 rows and had 100',
  ],
  [
    'adds rows to a table',
    "INSERT INTO operator_acts (operator, act) VALUES ('step', 'was here')",
    'operator_acts has',
  ],
  ['drops a column', 'ALTER TABLE devices DROP COLUMN added_at', 'devices.added_at is gone'],
  ['drops a table', 'DROP TABLE access_checkpoints', 'access_checkpoints is gone'],
])('FI-15 a step that %s is refused, and nothing of it stays', async (_what, sql, said) => {
  const before = await sumsOf(database.urls.owner)
  await expect(migrate(database.urls.owner, next(sql))).rejects.toThrow(said)
  const after = await sumsOf(database.urls.owner)
  expect(differencesOf(before, after)).toEqual([])
  expect(await withClient(database.urls.owner, schemaVersion)).toBe(latest)
})

test('a rehearsal names what steps change, whether it is meant or not, and in long values too', async () => {
  const before = await sumsOf(database.urls.owner)
  const rehearsed = (sql: string, changes?: string[]) =>
    withScratch(database.folder, (scratch) =>
      rehearse(database.urls.owner, latest, scratch, next(sql, changes)),
    )
  const meant = await rehearsed("UPDATE contacts SET language = 'ja'", ['contacts.language'])
  expect(meant).toMatchObject({
    differences: [{ where: 'contacts.language', what: 'has other values than before', isMeant: true }],
    refusal: null,
  })
  // A step itself looks at long values by their length only.
  const long =
    'UPDATE contacts SET sealed_email = reverse(sealed_email) WHERE octet_length(sealed_email) > 1024'
  expect(await rehearsed(long)).toMatchObject({
    differences: [{ where: 'contacts.sealed_email', what: 'has other values than before', isMeant: false }],
    refusal: null,
  })
  const refused = await rehearsed("UPDATE contacts SET language = 'ja'")
  expect(refused.differences).toEqual([])
  expect(refused.refusal).toContain(`Step ${latest + 1} of the schema was not taken`)
  expect(differencesOf(before, await sumsOf(database.urls.owner))).toEqual([])
})

test('a step that adds columns and tables, and changes what it says it changes, is taken', async () => {
  const sql = `ALTER TABLE spaces ADD COLUMN note text NOT NULL DEFAULT 'none';
    CREATE TABLE more (account_id bytea PRIMARY KEY REFERENCES accounts ON DELETE CASCADE);
    INSERT INTO more SELECT account_id FROM accounts;
    ALTER TABLE devices ALTER COLUMN revoked_at SET DEFAULT now();
    UPDATE contacts SET language = 'ja';`
  await expect(migrate(database.urls.owner, next(sql))).rejects.toThrow('contacts.language has other values')
  const done = await migrate(database.urls.owner, next(sql, ['contacts.language']))
  expect(done).toEqual({ from: latest, to: latest + 1 })
})

test('writes that come while a step is taken wait for it, and are no reason to refuse it', async () => {
  const version = latest + 2
  const step = { version, sql: 'SELECT pg_advisory_xact_lock(42)' }
  const before = await withClient(database.urls.owner, async (client) => {
    await client.query('SELECT pg_advisory_lock(42)')
    const migrated = migrate(database.urls.owner, [step])
    const waiting = async () => (await client.query('SELECT FROM pg_locks WHERE NOT granted')).rowCount
    await expect.poll(waiting, { timeout: 60_000 }).toBe(1)
    const added = addAccount(database.store)
    await expect.poll(waiting, { timeout: 60_000 }).toBe(2)
    const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM accounts')
    await client.query('SELECT pg_advisory_unlock(42)')
    expect(await migrated).toEqual({ from: latest + 1, to: version })
    await added
    return rows[0]!.n
  })
  const { rows } = await withClient(database.urls.owner, (client) =>
    client.query<{ n: number }>('SELECT count(*)::int AS n FROM accounts'),
  )
  expect(rows[0]!.n).toBe(before + 1)
})

test('an upgrade is rehearsed on a copy, and the database stays as it is', async () => {
  const old: EmptyDatabase = await openEmptyDatabase()
  const before = migrations.filter(({ version }) => version < latest)
  await migrate(old.urls.owner, before)
  const store = new Store(old.urls.app)
  for (let count = 0; count < 3; count++) await addAccount(store)
  await store.close()
  readServerKeys(`${old.folder}/server-keys.json`)
  const sums = await sumsOf(old.urls.owner)

  const [text, json] = [
    await adminOf(old.folder)('upgrade', '--rehearse'),
    await adminOf(old.folder)('upgrade', '--rehearse', '--json'),
  ]
  expect([text.code, text.stderr]).toEqual([0, ''])
  expect(text.stdout).toContain(`Schema ${latest - 1} to ${latest}, tried on a copy of`)
  expect(text.stdout).toContain('The database itself was only read.')
  expect(json.json()).toMatchObject({
    ...{ from: latest - 1, to: latest, rows: 3 },
    ...{ differences: [], refusal: null },
  })
  expect(await withClient(old.urls.owner, schemaVersion)).toBe(latest - 1)
  expect(differencesOf(sums, await sumsOf(old.urls.owner))).toEqual([])
  expect(readdirSync(old.folder).filter((name) => name.startsWith('scratch-'))).toEqual([])
  await migrate(old.urls.owner)
  expect((await adminOf(old.folder)('upgrade', '--rehearse')).stdout).toBe(
    `Schema ${latest} is the latest: no step is pending.\n`,
  )
  await old.close()
})
