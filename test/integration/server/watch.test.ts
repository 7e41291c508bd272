import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from '../../../src/server/database/roles.ts'
import { Canaries } from '../../../src/server/watch/canaries.ts'
import { checkAllBlobs, checkChangedBlobs } from '../../../src/server/watch/check-blobs.ts'
import { activeAccounts, checkRows } from '../../../src/server/watch/check-rows.ts'
import { contain } from '../../../src/server/watch/contain.ts'
import type { Finding } from '../../../src/server/watch/finding.ts'
import { probeStorage } from '../../../src/server/watch/probe-storage.ts'
import { scrubDue } from '../../../src/server/watch/scrub.ts'
import { sweep } from '../../../src/server/watch/sweep.ts'
import { signCheckpoints } from '../../../src/server/watch/checkpoints.ts'
import { WatchDatabase } from '../../../src/server/watch/watch-database.ts'
import { requireSigned, publicKeyOf } from '../../../src/shared/crypto/signature.ts'
import { api } from '../../../src/shared/space/api.ts'
import type { Member } from '../../../src/shared/space/client/member.ts'
import { readProfile, writeProfile } from '../../../src/shared/space/client/profile.ts'
import { uploadSmall } from '../../../src/shared/space/client/upload.ts'
import { readServerKeys } from '../../../src/server/keys/server-keys.ts'
import type { ScratchServer } from './scratch-server.ts'
import { openScratchServer, random, registerMember } from './scratch-server.ts'

let server: ScratchServer
let watch: WatchDatabase
let mine: Member
let theirs: Member
let blob: Uint8Array

beforeAll(async () => {
  server = await openScratchServer()
  watch = new WatchDatabase(server.database.urls.watch)
  ;[mine, theirs] = [await furnished('Mine'), await furnished('Theirs')]
})
afterAll(async () => {
  await watch.close()
  await server.close()
})

/** A member with a profile and a blob. */
async function furnished(name: string): Promise<Member> {
  const tools = server.tools()
  const { member } = await registerMember(tools)
  await writeProfile(tools, member, { email: 'x@example.org', name })
  const { key } = await tools.connection.ask(api.server.describe, {})
  blob = (await uploadSmall(tools, member.session, key, random.bytes(5000))).object
  return member
}

const idOf = (member: Member) => Buffer.from(member.session.account)
const names = (found: readonly { what: string }[]) => found.map(({ what }) => what)

/** Does to the rows what no constraint would let happen, looks, and undoes it. */
async function whileBroken(
  sql: readonly [text: string, values?: unknown[]][],
  look: () => Promise<void>,
): Promise<void> {
  const folder = join(server.database.folder, 'postgres')
  const { superuser } = JSON.parse(readFileSync(join(folder, 'passwords.json'), 'utf8')) as {
    superuser: string
  }
  const url = new URL(server.database.urls.owner)
  url.username = 'postgres'
  url.password = superuser
  await withClient(url.href, async (client) => {
    // Neither triggers nor foreign keys are asked; the rest is taken off by each case.
    await client.query("SET session_replication_role = 'replica'")
    for (const [text, values = []] of sql) await client.query(text, values)
  })
  await look()
}

const breaches: [
  name: string,
  what: string,
  sql: () => [string, unknown[]?][],
  undo: () => [string, unknown[]?][],
][] = [
  [
    'an account id that is not the hash of its key',
    'an account id is the hash of its genesis key',
    () => [
      ['ALTER TABLE accounts DROP CONSTRAINT account_certifies_itself'],
      [
        'UPDATE accounts SET genesis_key = $2, changed = pg_current_xact_id() WHERE account_id = $1',
        [idOf(mine), Buffer.alloc(32, 7)],
      ],
    ],
    () => [
      [
        'UPDATE accounts SET genesis_key = $2, changed = pg_current_xact_id() WHERE account_id = $1',
        [idOf(mine), Buffer.from(mine.identity.signingKey)],
      ],
      [
        "ALTER TABLE accounts ADD CONSTRAINT account_certifies_itself CHECK (account_id = sha256('is1/account'::bytea || genesis_key))",
      ],
    ],
  ],
  [
    'a session of one account with the computer of another',
    'a session, its computer and its directory entry are of one account',
    () => [
      [
        'UPDATE session_directory SET account_id = $1, changed = pg_current_xact_id() WHERE account_id = $2',
        [idOf(mine), idOf(theirs)],
      ],
      ['UPDATE sessions SET changed = pg_current_xact_id()'],
    ],
    () => [
      [
        'UPDATE session_directory y SET account_id = s.account_id FROM sessions s WHERE s.token_hash = y.token_hash',
      ],
      ['UPDATE sessions SET changed = pg_current_xact_id()'],
    ],
  ],
  [
    'a record in the account of another',
    'a record names its account',
    () => [
      ['ALTER TABLE records DROP CONSTRAINT header_names_owner'],
      [
        'UPDATE records SET account_id = $1, changed = pg_current_xact_id() WHERE account_id = $2',
        [idOf(mine), idOf(theirs)],
      ],
    ],
    () => [
      ['UPDATE records SET account_id = substring(header FROM 4 FOR 32), changed = pg_current_xact_id()'],
      [
        'ALTER TABLE records ADD CONSTRAINT header_names_owner CHECK (substring(header FROM 4 FOR 32) = account_id)',
      ],
    ],
  ],
  [
    'a blob in the account of another',
    'a blob’s statement names its account and the blob',
    () => [
      ['ALTER TABLE blobs DROP CONSTRAINT statement_names_owner'],
      [
        'UPDATE blobs SET account_id = $1, changed = pg_current_xact_id() WHERE account_id = $2',
        [idOf(mine), idOf(theirs)],
      ],
    ],
    () => [
      ['UPDATE blobs SET account_id = substring(statement FROM 4 FOR 32), changed = pg_current_xact_id()'],
      [
        'ALTER TABLE blobs ADD CONSTRAINT statement_names_owner CHECK (substring(statement FROM 4 FOR 32) = account_id)',
      ],
    ],
  ],
  [
    'one member number given twice',
    'accounts.member_number is given once',
    () => [
      ['ALTER TABLE accounts DROP CONSTRAINT accounts_member_number_key'],
      ['ALTER TABLE accounts ALTER member_number DROP IDENTITY'],
      [
        'UPDATE accounts SET member_number = 1, changed = pg_current_xact_id() WHERE account_id IN ($1, $2)',
        [idOf(mine), idOf(theirs)],
      ],
    ],
    () => [
      [
        'UPDATE accounts SET member_number = 2, changed = pg_current_xact_id() WHERE account_id = $1',
        [idOf(theirs)],
      ],
      ['ALTER TABLE accounts ALTER member_number ADD GENERATED ALWAYS AS IDENTITY (START WITH 1000)'],
      ['ALTER TABLE accounts ADD UNIQUE (member_number)'],
    ],
  ],
  [
    'an access log with a changed entry',
    'an access log is one chain without a gap',
    () => [
      [
        'UPDATE accesses SET entry = entry || decode($1, $2), changed = pg_current_xact_id() WHERE sequence = 2',
        ['00', 'hex'],
      ],
    ],
    () => [
      [
        'UPDATE accesses SET entry = substring(entry FROM 1 FOR length(entry) - 1), changed = pg_current_xact_id() WHERE sequence = 2',
      ],
    ],
  ],
  [
    'an access log whose last entry was taken away',
    'an access log ends where its head says',
    () => [
      ['UPDATE access_heads SET sequence = sequence + 1'],
      ['UPDATE accesses SET changed = pg_current_xact_id()'],
    ],
    () => [
      ['UPDATE access_heads SET sequence = sequence - 1'],
      ['UPDATE accesses SET changed = pg_current_xact_id()'],
    ],
  ],
  [
    'a record that is missing from the middle of a log',
    'a space’s records are one chain without a gap',
    () => [
      ['ALTER TABLE records DROP CONSTRAINT record_has_no_gap'],
      [
        'UPDATE records SET sequence = sequence + 5, changed = pg_current_xact_id() WHERE account_id = $1',
        [idOf(mine)],
      ],
    ],
    () => [
      [
        'UPDATE records SET sequence = sequence - 5, changed = pg_current_xact_id() WHERE account_id = $1',
        [idOf(mine)],
      ],
    ],
  ],
]

test.each(breaches)(
  '%s is found at the next round and by looking at everything',
  async (_name, what, sql, undo) => {
    const { next } = await checkRows(watch, null)
    expect((await checkRows(watch, null)).found).toEqual([])
    await whileBroken(sql(), async () => {
      expect(names((await checkRows(watch, next)).found)).toContain(what)
      expect(names((await checkRows(watch, null)).found)).toContain(what)
    })
    await whileBroken(undo(), async () => {
      expect((await checkRows(watch, null)).found).toEqual([])
    })
  },
)

test('a room that does not add up is noticed, and nobody is frozen for it', async () => {
  await whileBroken(
    [
      [
        'UPDATE accounts SET used_bytes = used_bytes + 1, changed = pg_current_xact_id() WHERE account_id = $1',
        [idOf(mine)],
      ],
    ],
    async () => {
      const { found, noticed } = await checkRows(watch, null)
      expect(found).toEqual([])
      expect(names(noticed)).toEqual(['used and reserved room are the sums of blobs and uploads'])
    },
  )
  await whileBroken(
    [['UPDATE accounts SET used_bytes = used_bytes - 1 WHERE account_id = $1', [idOf(mine)]]],
    () => Promise.resolve(),
  )
})

test('storage that shows an account what is another’s is found by asking it, without any row being wrong', async () => {
  const accounts = await activeAccounts(watch, null)
  expect(await probeStorage(server.database.store, accounts)).toEqual([])
  await withClient(server.database.urls.owner, async (client) => {
    // A policy that maps one account onto another: what 2013 did, one layer below.
    await client.query('DROP POLICY own_rows ON records')
    await client.query('CREATE POLICY own_rows ON records TO image_space_app USING (true)')
  })
  try {
    const found = await probeStorage(server.database.store, accounts)
    expect(found.length).toBeGreaterThanOrEqual(2)
    expect(found.every(({ kind }) => kind === 'owner-mismatch')).toBe(true)
  } finally {
    await withClient(server.database.urls.owner, async (client) => {
      await client.query('DROP POLICY own_rows ON records')
      await client.query(
        'CREATE POLICY own_rows ON records TO image_space_app USING (account_id = current_account()) WITH CHECK (account_id = current_account())',
      )
    })
  }
})

test('a blob that is missing, short or damaged on the disk is noticed', async () => {
  const { next } = await checkRows(watch, null)
  expect(await checkAllBlobs(watch, server.blobs)).toEqual([])
  const file = fileOf(theirs, blob)
  writeFileSync(file, Buffer.alloc(4999))
  expect(names(await checkAllBlobs(watch, server.blobs))).toEqual([
    `blob ${Buffer.from(blob).toString('hex')} has 4999 bytes`,
  ])
  await whileBroken([['UPDATE blobs SET changed = pg_current_xact_id()']], async () => {
    expect(await checkChangedBlobs(watch, server.blobs, next)).toHaveLength(1)
  })
  writeFileSync(file, Buffer.alloc(5000))
  expect(await checkAllBlobs(watch, server.blobs)).toEqual([])
  expect(await scrubDue(watch, server.blobs)).toEqual([])
  await whileBroken([["UPDATE blobs SET scrubbed_at = now() - interval '31 days'"]], async () => {
    expect(names(await scrubDue(watch, server.blobs))).toEqual([
      `blob ${Buffer.from(blob).toString('hex')} is damaged`,
    ])
  })
})

function fileOf(member: Member, id: Uint8Array): string {
  const hex = Buffer.from(id).toString('hex')
  const blobs = join(server.database.folder, 'blobs')
  const found = readdirSync(blobs, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith(hex))
  if (!found?.includes(idOf(member).toString('hex'))) throw new Error('the blob is not where its owner is')
  return join(blobs, found)
}

test('canaries that find only their own raise no alarm, and leave those of others alone', async () => {
  const count = async () => (await watch.rows('SELECT FROM accounts WHERE is_canary')).length
  const canaries = new Canaries(server.database.store, watch, keys(), server.origin)
  expect(await canaries.tryAll()).toEqual([])
  const of = await count()
  expect(of).toBe(4)
  const others = new Canaries(server.database.store, watch, keys(), server.origin)
  expect(await others.tryAll()).toEqual([])
  expect(await count()).toBe(of * 2)
  await others.remove()
  expect(await count()).toBe(of)
  expect(await canaries.tryAll()).toEqual([])
  // Whoever made these is gone.
  await withClient(server.database.urls.owner, (owner) =>
    owner.query(
      `UPDATE sessions SET last_used_at = now() - interval '3 hours'
       WHERE account_id IN (SELECT account_id FROM accounts WHERE is_canary)`,
    ),
  )
  const next = new Canaries(server.database.store, watch, keys(), server.origin)
  expect(await next.tryAll()).toEqual([])
  expect(await count()).toBe(of)
})

function keys() {
  return readServerKeys(join(server.database.folder, 'server-keys.json'))
}

test('access logs are signed where they stand, and members can check it', async () => {
  await signCheckpoints(watch, keys(), Date.now())
  const tools = server.tools()
  const { checkpoints } = await tools.connection.askAs(mine.session, api.trust.checkpoints, {})
  const { key } = await tools.connection.ask(api.server.describe, {})
  const last = checkpoints.at(-1)!
  requireSigned(key, 'is1/checkpoint', [idOf(mine), last.sequence, last.hash, last.at], last.signature)
  expect(key).toEqual(publicKeyOf(keys().signing))
  const { accesses } = await tools.connection.askAs(mine.session, api.trust.accesses, {
    query: { after: last.sequence - 1, limit: 1 },
  })
  expect(Buffer.from(accesses[0]!.hash)).toEqual(Buffer.from(last.hash))
})

test('an account whose grace is over is deleted with everything, and its neighbour is not', async () => {
  const tools = server.tools()
  const goes = await furnished('Goes')
  const { receipt } = await tools.connection.askAs(goes.session, api.account.askDeletion, { body: {} })
  expect(receipt.length).toBeGreaterThan(100)
  const parts = {
    ...{ database: watch, store: server.database.store, blobs: server.blobs, keys: keys() },
    ...{ letters: server.letters, now: Date.now() },
  }
  expect((await sweep(parts)).accounts).toBe(0)
  await whileBroken(
    [["UPDATE accounts SET deletes_at = now() - interval '1 minute' WHERE account_id = $1", [idOf(goes)]]],
    async () => {
      expect((await sweep(parts)).accounts).toBe(1)
    },
  )
  const left = await watch.rows('SELECT FROM records WHERE account_id = $1', [idOf(goes)])
  expect(left).toEqual([])
  await expect(readProfile(tools, goes)).rejects.toMatchObject({ code: 'not-accepted' })
  expect((await readProfile(tools, mine))?.name).toBe('Mine')
  expect((await checkRows(watch, null)).found).toEqual([])
})

test('FI-17 bytes that no row names are removed by the sweep, and no others', async () => {
  const tools = server.tools()
  const member = await furnished('Tidy')
  await tools.connection.askAs(member.session, api.blobs.remove, { params: { blob } })
  const parts = {
    ...{ database: watch, store: server.database.store, blobs: server.blobs, keys: keys() },
    ...{ letters: server.letters, now: Date.now() },
  }
  expect(await server.blobs.lengthOf(member.session.account, blob)).toBe(5000)
  expect((await sweep(parts)).blobs).toBe(1)
  expect(await server.blobs.lengthOf(member.session.account, blob)).toBeNull()
  expect((await sweep(parts)).blobs).toBe(0)
})

// From here on accounts are frozen.
test('one finding freezes whom it concerns, once; a second unrelated one stops all writes', async () => {
  const tools = server.tools()
  const [one, other, third] = [await furnished('One'), await furnished('Other'), await furnished('Third')]
  const finding = (...members: Member[]): Finding => ({
    ...{ kind: 'owner-mismatch', what: 'made up' },
    accounts: members.map(idOf),
  })
  const contained = await contain(watch, [finding(one, other), finding(other)])
  expect(contained).toHaveLength(1)
  expect(contained[0]!.frozen).toBe(2)
  await expect(readProfile(tools, one)).rejects.toMatchObject({ code: 'frozen' })
  await expect(readProfile(tools, other)).rejects.toMatchObject({
    code: 'frozen',
    detail: { incident: contained[0]!.incident.toString('hex') },
  })
  expect(await contain(watch, [finding(one, other)])).toEqual([])
  await writeProfile(tools, third, { email: 'x@example.org', name: 'still writes' })

  expect(await contain(watch, [finding(third)])).toHaveLength(1)
  await expect(writeProfile(tools, mine, { email: 'x@example.org' })).rejects.toMatchObject({
    code: 'stopped',
  })
  await expect(registerMember(tools)).rejects.toMatchObject({ code: 'stopped' })
  expect((await readProfile(tools, mine))?.name).toBe('Mine')
})
