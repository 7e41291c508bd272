import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../../../src/server/database/migrate.ts'
import { waysAroundRowSecurity, withClient } from '../../../src/server/database/roles.ts'
import { Store } from '../../../src/server/store/account-store.ts'
import { append, emptyLog, recordsAfter } from '../../../src/server/store/record-log.ts'
import {
  addAccount,
  addDevice,
  addSpace,
  openScratchDatabase,
  type ScratchAccount,
  type ScratchDatabase,
} from './scratch-database.ts'

let database: ScratchDatabase
let mine: ScratchAccount
let theirs: ScratchAccount
let theirSpace: Buffer
let theirDevice: Buffer

const tables = [
  'accounts',
  'devices',
  'sessions',
  'spaces',
  'records',
  'email_directory',
  'session_directory',
] as const

beforeAll(async () => {
  database = await openScratchDatabase()
  mine = await addAccount(database.store)
  theirs = await addAccount(database.store)
  await database.store.inAccount(theirs.id, async (store) => {
    theirSpace = await addSpace(store)
    theirDevice = await addDevice(store)
    await append(store, theirSpace, emptyLog, [randomBytes(100)])
    const [session, token] = [randomBytes(16), randomBytes(32)]
    const { rows } = store
    await rows
      .insertInto('sessions')
      .values({
        account_id: theirs.id,
        session_id: session,
        device_key: theirDevice,
        token_hash: token,
        revoked_at: null,
      })
      .execute()
    await rows.insertInto('session_directory').values({ token_hash: token, account_id: theirs.id }).execute()
    await rows
      .insertInto('email_directory')
      .values({ lookup: randomBytes(32), account_id: theirs.id })
      .execute()
  })
})

afterAll(async () => {
  await database.close()
})

/** Asks the database as the app does, past our own code. */
function asApp<Result>(account: Buffer | null, ask: (client: pg.Client) => Promise<Result>): Promise<Result> {
  return withClient(database.urls.app, async (client) => {
    await client.query('BEGIN')
    if (account) await client.query("SELECT set_config('app.account', $1, true)", [account.toString('hex')])
    return ask(client)
  })
}

async function refusal(account: Buffer | null, query: string, values: unknown[]): Promise<string> {
  return asApp(account, (client) => client.query(query, values)).then(
    () => 'taken',
    (error: unknown) =>
      error instanceof pg.DatabaseError ? `${error.code} ${error.constraint ?? ''}`.trim() : 'bug',
  )
}

const byRowSecurity = '42501'

test.each(tables.filter((table) => !table.endsWith('directory')))(
  'without an account, and as another, %s shows nothing',
  async (table) => {
    const count = (account: Buffer | null) =>
      asApp(account, async (client) => {
        const { rows } = await client.query<{ n: string }>(
          `SELECT count(*) AS n FROM ${table} ${account ? 'WHERE account_id <> current_account()' : ''}`,
        )
        return Number(rows[0]?.n)
      })
    expect(await count(null)).toBe(0)
    expect(await count(mine.id)).toBe(0)
    const own = await asApp(theirs.id, (client) => client.query(`SELECT 1 FROM ${table}`))
    expect(own.rowCount).toBeGreaterThan(0)
  },
)

test('the directories answer one key at a time and are never listed', async () => {
  for (const table of ['email_directory', 'session_directory'])
    expect(await refusal(theirs.id, `SELECT * FROM ${table}`, [])).toBe(byRowSecurity)
  expect(await database.store.accountOfEmail(randomBytes(32))).toBeNull()
  expect(await database.store.accountOfSession(randomBytes(32))).toBeNull()
})

test('an account, its key or its member number cannot be given twice', async () => {
  const insert = 'INSERT INTO accounts (account_id, genesis_key) VALUES ($1, $2)'
  expect(await refusal(theirs.id, insert, [theirs.id, theirs.genesisKey])).toBe('23505 accounts_pkey')
  // The hash leaves no other id for the key, and no other key for the id.
  const other = randomBytes(32)
  expect(await refusal(other, insert, [other, theirs.genesisKey])).toBe('23514 account_certifies_itself')
  expect(await refusal(theirs.id, insert, [theirs.id, randomBytes(32)])).toBe(
    '23514 account_certifies_itself',
  )
  const numbered = 'INSERT INTO accounts (account_id, genesis_key, member_number) VALUES ($1, $2, 1)'
  expect(await refusal(theirs.id, numbered, [theirs.id, theirs.genesisKey])).toMatch(/^428C9/)
})

test.each([
  [
    'an account',
    'INSERT INTO accounts (account_id, genesis_key) VALUES ($1, $2)',
    () => [theirs.id, theirs.genesisKey],
  ],
  [
    'a device',
    'INSERT INTO devices (account_id, device_key, certificate) VALUES ($1, $2, $3)',
    () => [theirs.id, randomBytes(32), randomBytes(9)],
  ],
  [
    'a space',
    'INSERT INTO spaces (account_id, space_id) VALUES ($1, $2)',
    () => [theirs.id, randomBytes(16)],
  ],
  [
    'an e-mail look-up',
    'INSERT INTO email_directory (account_id, lookup) VALUES ($1, $2)',
    () => [theirs.id, randomBytes(32)],
  ],
])('%s of another account cannot be written', async (_what, query, values) => {
  expect(await refusal(mine.id, query, values())).toBe(byRowSecurity)
  expect(await refusal(null, query, values())).toBe(byRowSecurity)
})

test('rows of one account cannot point into another', async () => {
  const session =
    'INSERT INTO sessions (account_id, session_id, device_key, token_hash) VALUES ($1, $2, $3, $4)'
  expect(await refusal(mine.id, session, [mine.id, randomBytes(16), theirDevice, randomBytes(32)])).toBe(
    '23503 sessions_account_id_device_key_fkey',
  )
  const record = `INSERT INTO records (account_id, space_id, sequence, sealed, previous_hash, hash)
    VALUES ($1, $2, 1, 'x', decode(repeat('00', 32), 'hex'), sha256(decode(repeat('00', 32), 'hex') || sha256('x')))`
  expect(await refusal(mine.id, record, [mine.id, theirSpace])).toBe('23503 records_account_id_space_id_fkey')
  const device = 'INSERT INTO devices (account_id, device_key, certificate) VALUES ($1, $2, $3)'
  expect(await refusal(mine.id, device, [mine.id, theirDevice, randomBytes(9)])).toBe(
    '23505 devices_device_key_key',
  )
})

test('what was written can be neither changed nor removed by the app', async () => {
  for (const query of [
    "UPDATE records SET sealed = 'y'",
    'DELETE FROM records',
    'UPDATE accounts SET genesis_key = genesis_key',
    'DELETE FROM accounts',
    'UPDATE spaces SET account_id = account_id',
    'TRUNCATE records',
  ])
    expect(await refusal(theirs.id, query, [])).toBe(byRowSecurity)
})

test('many at once each see their own rows, also beside work that fails', async () => {
  const seen = (account: Buffer) =>
    database.store.inAccount(account, async ({ rows }) => {
      const found = await rows.selectFrom('accounts').select('account_id').execute()
      return found.map((row) => row.account_id.toString('hex'))
    })
  const fails = () =>
    database.store.inAccount(theirs.id, () => Promise.reject(new Error('work failed'))).catch(() => null)
  const whose = [mine, theirs, null]
  const rounds = Array.from({ length: 200 }, (_, round) => whose[round % 3]!)
  const answers = await Promise.all(rounds.map((account) => (account ? seen(account.id) : fails())))
  for (const [round, account] of rounds.entries())
    if (account) expect(answers[round]).toEqual([account.id.toString('hex')])
})

test('nothing of an account stays on a connection, after work that ended well or not', async () => {
  // A function that the app may call without an account tells what the connection still has.
  const answering = (query: string) =>
    withClient(database.urls.owner, (client) =>
      client.query(`CREATE OR REPLACE FUNCTION account_of_email(wanted bytea) RETURNS bytea STABLE SECURITY DEFINER
        SET search_path = public LANGUAGE sql AS $$ ${query} $$`),
    )
  await answering('SELECT current_account()')
  const one = new Store(database.urls.app, 1)
  try {
    await one.inAccount(theirs.id, ({ rows }) => rows.selectFrom('accounts').selectAll().execute())
    expect(await one.accountOfEmail(randomBytes(32))).toBeNull()
    await one.inAccount(theirs.id, () => Promise.reject(new Error('work failed'))).catch(() => null)
    expect(await one.accountOfEmail(randomBytes(32))).toBeNull()
  } finally {
    await one.close()
    await answering('SELECT account_id FROM email_directory WHERE lookup = wanted')
  }
})

test('the log of a space takes records behind its head only, without a gap, and keeps their chain', async () => {
  const space = await database.store.inAccount(mine.id, (store) => addSpace(store))
  const sealed = [randomBytes(50), randomBytes(60), randomBytes(70)]
  const inMine = database.store.inAccount.bind(database.store, mine.id)
  const head = (await inMine((store) => append(store, space, emptyLog, sealed))) as {
    sequence: number
    hash: Buffer
  }
  expect(head.sequence).toBe(3)
  // Who knows an older head, or another hash, has missed something.
  expect(await inMine((store) => append(store, space, emptyLog, [randomBytes(5)]))).toBeNull()
  expect(
    await inMine((store) => append(store, space, { ...head, hash: randomBytes(32) }, [randomBytes(5)])),
  ).toBeNull()
  const read = (await inMine((store) => recordsAfter(store, space, 1, 10))) as {
    sequence: number
    sealed: Buffer
  }[]
  expect(read.map(({ sequence }) => sequence)).toEqual([2, 3])
  expect(read[0]!.sealed.equals(sealed[1]!)).toBe(true)

  const insert = `INSERT INTO records (account_id, space_id, sequence, sealed, previous_sequence, previous_hash, hash)
    VALUES ($1, $2, $3, 'x', $4, $5, sha256($5 || sha256('x')))`
  expect(await refusal(mine.id, insert, [mine.id, space, 5, 3, head.hash])).toBe('23514 record_has_no_gap')
  expect(await refusal(mine.id, insert, [mine.id, space, 4, 3, randomBytes(32)])).toBe(
    '23503 record_follows_another',
  )
  const unchained = insert.replace("sha256($5 || sha256('x'))", "sha256('other')")
  expect(await refusal(mine.id, unchained, [mine.id, space, 4, 3, head.hash])).toBe(
    '23514 record_hash_follows',
  )
})

test('connections that the database ends while nobody uses them are replaced', async () => {
  const busy = () =>
    database.store.inAccount(mine.id, ({ rows }) => rows.selectFrom('accounts').selectAll().execute())
  await Promise.all([busy(), busy(), busy()])
  await withClient(database.urls.app, (client) =>
    client.query(
      'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()',
    ),
  )
  // A request that still gets one of them fails; the pool drops it then.
  const answered = () =>
    busy().then(
      (rows) => rows.length,
      () => 0,
    )
  await expect.poll(answered).toBe(1)
})

test('of 20 writers who know the same head, one appends', async () => {
  const space = await database.store.inAccount(mine.id, (store) => addSpace(store))
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      database.store.inAccount(mine.id, (store) => append(store, space, emptyLog, [randomBytes(10)])),
    ),
  )
  expect(answers.filter((head) => head !== null)).toHaveLength(1)
})

test('the app has no way around row security; the owner of the tables would', async () => {
  expect(await waysAroundRowSecurity(database.urls.app)).toEqual([])
  expect(await waysAroundRowSecurity(database.urls.owner)).toContain(
    'The database role image_space_owner owns the table accounts.',
  )
})

test('a schema that is up to date stays as it is; one from a newer server is refused', async () => {
  expect(await migrate(database.urls.owner)).toEqual({ from: 1, to: 1 })
  await withClient(database.urls.owner, (client) =>
    client.query('INSERT INTO schema_versions (version) VALUES (999)'),
  )
  await expect(migrate(database.urls.owner)).rejects.toThrow('schema 999')
  await withClient(database.urls.owner, (client) =>
    client.query('DELETE FROM schema_versions WHERE version = 999'),
  )
})
