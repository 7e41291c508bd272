import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../../../src/server/database/migrate.ts'
import { migrations } from '../../../src/server/database/migrations/index.ts'
import { withClient } from '../../../src/server/database/roles.ts'
import { accountOfEmail } from '../../../src/server/store/directory.ts'
import { Store } from '../../../src/server/store/store.ts'
import type { ScratchAccount, ScratchDatabase } from './scratch-database.ts'
import { addAccount, openScratchDatabase, statementOf } from './scratch-database.ts'
import type { WholeAccount } from './whole-account.ts'
import { addWholeAccount, recordOf } from './whole-account.ts'

let database: ScratchDatabase
let mine: ScratchAccount
let theirs: WholeAccount
/** Of the schema as it is, so that a table which is added later is looked at too. */
let accountTables: string[]

beforeAll(async () => {
  database = await openScratchDatabase()
  mine = await addAccount(database.store)
  theirs = await addWholeAccount(database)
  accountTables = await asOwner<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = 'account_id'
     ORDER BY 1`,
  ).then((rows) => rows.map(({ name }) => name))
})

afterAll(async () => {
  await database.close()
})

function asOwner<Row extends pg.QueryResultRow>(query: string, values: unknown[] = []): Promise<Row[]> {
  return withClient(database.urls.owner, async (client) => (await client.query<Row>(query, values)).rows)
}

/** Asks the database as the app does, past our own code. Nothing of it stays. */
function asApp<Result>(account: Buffer | null, ask: (client: pg.Client) => Promise<Result>): Promise<Result> {
  return withClient(database.urls.app, async (client) => {
    await client.query('BEGIN')
    if (account) await client.query("SELECT set_config('app.account', $1, true)", [account.toString('hex')])
    return ask(client)
  })
}

async function refusal(account: Buffer | null, query: string, values: unknown[] = []): Promise<string> {
  return asApp(account, (client) => client.query(query, values)).then(
    ({ rowCount }) => `taken: ${rowCount}`,
    (error: unknown) =>
      error instanceof pg.DatabaseError ? `${error.code} ${error.constraint ?? ''}`.trim() : 'bug',
  )
}

/** For each table, what comes of asking it; tables come in the order of their names. */
async function ofEach<Result>(tables: string[], ask: (table: string) => Promise<Result>) {
  const answers: Record<string, Result> = {}
  for (const table of tables) answers[table] = await ask(table)
  return answers
}

const each = <Result>(tables: string[], result: Result) =>
  Object.fromEntries(tables.map((table) => [table, result]))

async function tablesWhereAppMay(right: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE'): Promise<string[]> {
  // All rights but this one may also be given for single columns.
  const has = right === 'DELETE' ? 'has_table_privilege' : 'has_any_column_privilege'
  const found = await asOwner<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
     AND ${has}('image_space_app', oid, $1) ORDER BY 1`,
    [right],
  )
  return found.map(({ name }) => name)
}

const byRowSecurity = '42501'
const toldByDirectories = ['email_directory', 'session_directory']

test('every table of accounts is under forced row security and has a row in this test', async () => {
  expect(accountTables.length).toBeGreaterThan(15)
  const secured = await asOwner<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relrowsecurity AND relforcerowsecurity
     AND relnamespace = 'public'::regnamespace ORDER BY 1`,
  )
  expect(secured.map(({ name }) => name)).toEqual(expect.arrayContaining(accountTables))
  const rows = await ofEach(accountTables, async (table) => {
    const found = await asOwner(`SELECT 1 FROM ${table} WHERE account_id = $1 LIMIT 1`, [theirs.id])
    return found.length
  })
  expect(rows).toEqual(each(accountTables, 1))
})

test('tables that are of no account are closed to the app', async () => {
  for (const right of ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const)
    expect(accountTables).toEqual(expect.arrayContaining(await tablesWhereAppMay(right)))
})

test('without an account, and as another, no table shows anything', async () => {
  const readable = await tablesWhereAppMay('SELECT')
  expect(readable.length).toBeGreaterThan(10)
  const count = (account: Buffer | null) => (table: string) =>
    asApp(account, async (client) => {
      const { rows } = await client.query<{ n: string }>(
        `SELECT count(*) AS n FROM ${table} ${account ? 'WHERE account_id <> current_account()' : ''}`,
      )
      return Number(rows[0]?.n)
    })
  expect(await ofEach(readable, count(null))).toEqual(each(readable, 0))
  expect(await ofEach(readable, count(mine.id))).toEqual(each(readable, 0))
  const own = await ofEach(readable, (table) => refusal(theirs.id, `SELECT 1 FROM ${table} LIMIT 1`))
  expect(own).toEqual(each(readable, 'taken: 1'))
  const closed = accountTables.filter((table) => !readable.includes(table))
  expect(await ofEach(closed, (table) => refusal(theirs.id, `SELECT 1 FROM ${table}`))).toEqual(
    each(closed, byRowSecurity),
  )
})

test('the directories answer one key at a time and are never listed', async () => {
  for (const table of toldByDirectories)
    expect(await refusal(theirs.id, `SELECT * FROM ${table}`)).toBe(byRowSecurity)
  expect(await accountOfEmail(database.store, randomBytes(32))).toBeNull()
  expect(await accountOfEmail(database.store, theirs.lookup)).toEqual(theirs.id)
})

test('a session opens the rows of its own account, and an unknown one none', async () => {
  const whose = (token: Buffer) =>
    database.store.inSession(token, async (session, { rows }) => {
      const found = await rows.selectFrom('accounts').select('account_id').execute()
      return { session: session.account, seen: found.map((row) => row.account_id) }
    })
  expect(await whose(theirs.tokenHash)).toEqual({ session: theirs.id, seen: [theirs.id] })
  expect(await whose(randomBytes(32))).toBeNull()
})

test('an account, its key or its member number cannot be given twice', async () => {
  const insert = 'INSERT INTO accounts (account_id, genesis_key, quota_bytes) VALUES ($1, $2, 1)'
  expect(await refusal(theirs.id, insert, [theirs.id, theirs.genesisKey])).toBe('23505 accounts_pkey')
  // The hash leaves no other id for the key, and no other key for the id.
  const other = randomBytes(32)
  expect(await refusal(other, insert, [other, theirs.genesisKey])).toBe('23514 account_certifies_itself')
  expect(await refusal(theirs.id, insert, [theirs.id, randomBytes(32)])).toBe(
    '23514 account_certifies_itself',
  )
  const numbered = insert.replace('quota_bytes)', 'member_number, quota_bytes)').replace(', 1)', ', 1, 1)')
  expect(await refusal(theirs.id, numbered, [theirs.id, theirs.genesisKey])).toMatch(/^428C9/)
})

test('a row of another account cannot be written into any table', async () => {
  const writable = await tablesWhereAppMay('INSERT')
  expect(writable.length).toBeGreaterThan(10)
  // A row that is in order but for whose it is: theirs, once more.
  const write = (account: Buffer | null) => async (table: string) => {
    const [row] = await asOwner<{ row: object }>(
      `SELECT to_jsonb(t) AS row FROM ${table} t WHERE account_id = $1 LIMIT 1`,
      [theirs.id],
    )
    const columns = Object.keys(row!.row)
      .filter((name) => name !== 'member_number')
      .join(', ')
    const copy = `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::${table}, $1)`
    return refusal(account, copy, [row!.row])
  }
  expect(await ofEach(writable, write(mine.id))).toEqual(each(writable, byRowSecurity))
  expect(await ofEach(writable, write(null))).toEqual(each(writable, byRowSecurity))
})

test('rows of another account can be neither changed nor removed', async () => {
  const columns = await asOwner<{ table: string; column: string }>(
    `SELECT c.relname AS table, a.attname AS column FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
       AND has_column_privilege('image_space_app', c.oid, a.attnum, 'UPDATE')`,
  )
  expect(columns.length).toBeGreaterThan(10)
  const removable = await tablesWhereAppMay('DELETE')
  expect(removable).toEqual(['blobs', 'uploads'])
  const queries = [
    ...columns.map(({ table, column }) => `UPDATE ${table} SET ${column} = ${column}`),
    ...removable.map((table) => `DELETE FROM ${table}`),
  ]
  for (const query of queries) {
    const ofOthers = `${query} WHERE account_id <> current_account()`
    expect([query, await refusal(mine.id, ofOthers)]).toEqual([query, 'taken: 0'])
    expect([query, await refusal(null, query)]).toEqual([query, 'taken: 0'])
    expect([query, await refusal(theirs.id, query)]).toEqual([query, 'taken: 1'])
  }
})

test('rows of one account cannot point into another', async () => {
  const session = `INSERT INTO sessions (account_id, session_id, device_key, token_hash, expires_at)
    VALUES ($1, $2, $3, $4, now())`
  const borrowed = [mine.id, randomBytes(16), theirs.device, randomBytes(32)]
  expect(await refusal(mine.id, session, borrowed)).toBe('23503 sessions_account_id_device_key_fkey')
  const device = 'INSERT INTO devices (account_id, device_key, certificate) VALUES ($1, $2, $3)'
  expect(await refusal(mine.id, device, [mine.id, theirs.device, statementOf(mine.id)])).toBe(
    '23505 devices_device_key_key',
  )
  const key = `INSERT INTO space_keys (account_id, space_id, epoch, sealed_key, statement)
    VALUES ($1, $2, 0, $2, $3)`
  const keyed = [mine.id, theirs.space, statementOf(mine.id, theirs.space)]
  expect(await refusal(mine.id, key, keyed)).toBe('23503 space_keys_account_id_space_id_fkey')

  const { header, body } = recordOf({ id: mine.id, seed: theirs.seed }, theirs.space)
  const record = `INSERT INTO records (account_id, space_id, sequence, header, body, device_key, device_sequence,
      previous_hash, hash)
    VALUES ($1, $2, 1, $3, $4, $5, 1, decode(repeat('00', 32), 'hex'),
      sha256(decode(repeat('00', 32), 'hex') || sha256($3)))`
  const of = [mine.id, theirs.space, header, body, theirs.device]
  expect(await refusal(mine.id, record, of)).toMatch(/^23503 records_account_id_(space_id|device_key)_fkey$/)
})

test('what is signed for another account does not go into a row of this one', async () => {
  const statement = statementOf(theirs.id, theirs.lookup)
  const signed = [
    ['devices', 'device_key, certificate', [randomBytes(32), statement], 'certificate_names_owner'],
    [
      'identities',
      'number, signing_key, statement, sealed_secrets',
      [0, randomBytes(32), statement, statement],
      'statement_names_owner',
    ],
    [
      'space_keys',
      'space_id, epoch, sealed_key, statement',
      [theirs.space, 0, statement, statementOf(theirs.id, theirs.space)],
      'statement_names_owner',
    ],
    [
      'blobs',
      'blob_id, length, statement, receipt',
      [theirs.lookup, 1, statement, statement],
      'statement_names_owner',
    ],
  ] as const
  for (const [table, columns, values, constraint] of signed) {
    const places = values.map((_value, at) => `$${at + 2}`).join(', ')
    const insert = `INSERT INTO ${table} (account_id, ${columns}) VALUES ($1, ${places})`
    expect(await refusal(mine.id, insert, [mine.id, ...values])).toBe(`23514 ${constraint}`)
  }
})

test('what was written can be neither changed nor removed by the app', async () => {
  for (const query of [
    "UPDATE records SET header = 'y'",
    "UPDATE records SET body = 'y'",
    'DELETE FROM records',
    'UPDATE accounts SET genesis_key = genesis_key',
    'UPDATE accounts SET frozen_at = NULL',
    'DELETE FROM accounts',
    'UPDATE identities SET statement = statement',
    'UPDATE contacts SET sealed_email = sealed_email',
    'UPDATE spaces SET account_id = account_id',
    'UPDATE blobs SET statement = statement',
    'UPDATE sessions SET account_id = account_id',
    'UPDATE sessions SET expires_at = now()',
    "UPDATE accesses SET entry = 'y'",
    'DELETE FROM accesses',
    'TRUNCATE records',
    'TRUNCATE accesses',
  ])
    expect([query, await refusal(theirs.id, query)]).toEqual([query, byRowSecurity])
})

test('the app may call these functions past row security and no others', async () => {
  // Each of them answers about one key, or adds where nothing is read. Whoever adds one looks at it twice.
  const may = await asOwner<{ name: string }>(
    `SELECT proname AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef
     AND has_function_privilege('image_space_app', oid, 'EXECUTE') ORDER BY 1`,
  )
  expect(may.map(({ name }) => name)).toEqual([
    'account_of_email',
    'account_of_session',
    'forget_failed_logins',
    'issue_challenge',
    'log_accesses',
    'login_wait',
    'note_failed_login',
    'open_session',
    'take_challenge',
    'writes_stopped',
  ])
})

test('the watch reads all rows and writes none', async () => {
  await withClient(database.urls.watch, async (watch) => {
    for (const table of accountTables) {
      const { rowCount } = await watch.query(`SELECT 1 FROM ${table} WHERE account_id = $1 LIMIT 1`, [
        theirs.id,
      ])
      expect([table, rowCount]).toEqual([table, 1])
      for (const write of [`DELETE FROM ${table}`, `UPDATE ${table} SET account_id = account_id`])
        await expect(watch.query(write)).rejects.toMatchObject({ code: byRowSecurity })
    }
  })
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
    asOwner(`CREATE OR REPLACE FUNCTION account_of_email(wanted bytea) RETURNS bytea STABLE SECURITY DEFINER
        SET search_path = public LANGUAGE sql AS $$ ${query} $$`)
  await answering('SELECT current_account()')
  const one = new Store(database.urls.app, 1)
  const left = () => accountOfEmail(one, randomBytes(32))
  const fail = () => Promise.reject(new Error('work failed'))
  try {
    await one.inAccount(theirs.id, ({ rows }) => rows.selectFrom('accounts').selectAll().execute())
    expect(await left()).toBeNull()
    await one.inAccount(theirs.id, fail).catch(() => null)
    expect(await left()).toBeNull()
    await one.inSession(theirs.tokenHash, async () => 'read')
    expect(await left()).toBeNull()
    await one.inSession(theirs.tokenHash, fail).catch(() => null)
    expect(await left()).toBeNull()
  } finally {
    await one.close()
    await answering('SELECT account_id FROM email_directory WHERE lookup = wanted')
  }
})

test('a connection whose asker has gone is not used again', async () => {
  const one = new Store(database.urls.app, 1)
  const backend = (asker?: AbortSignal) =>
    one.inAccount(
      theirs.id,
      async ({ rows }) => {
        const { pid } = await rows
          .selectNoFrom(({ fn }) => fn<number>('pg_backend_pid').as('pid'))
          .executeTakeFirstOrThrow()
        return pid
      },
      asker,
    )
  try {
    const first = await backend()
    expect(await backend(new AbortController().signal)).toBe(first)
    expect(await backend(AbortSignal.abort())).toBe(first)
    expect(await backend()).not.toBe(first)
  } finally {
    await one.close()
  }
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

test('a schema that is up to date stays as it is; one from a newer server is refused', async () => {
  const { version } = migrations.at(-1)!
  expect(await migrate(database.urls.owner)).toEqual({ from: version, to: version })
  await asOwner('INSERT INTO schema_versions (version) VALUES (999)')
  await expect(migrate(database.urls.owner)).rejects.toThrow('schema 999')
  await asOwner('DELETE FROM schema_versions WHERE version = 999')
})
