import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedDatabase } from '../src/server/database/embedded-database.ts'
import { migrate } from '../src/server/database/migrate.ts'
import { withClient } from '../src/server/database/roles.ts'
import { Store } from '../src/server/store/store.ts'
import { activeAccounts, checkRows } from '../src/server/watch/check-rows.ts'
import { probeStorage } from '../src/server/watch/probe-storage.ts'
import { WatchDatabase } from '../src/server/watch/watch-database.ts'
import { median } from './lib/rounds.ts'

// npm run bench -- invariants [OBJECTS]: how long the watch takes to look at everything.

const OBJECTS = Number(process.argv[2] ?? 1_000_000)
const ACCOUNTS = 1_000
/** Of the objects; the rest are blobs, and as many accesses as there are objects stand in the logs. */
const RECORDS = Math.round(OBJECTS * 0.4)
const BLOBS = OBJECTS - RECORDS

const folder = mkdtempSync(join(tmpdir(), 'image-space-bench-invariants-'))
chmodSync(folder, 0o711)
const database = await startEmbeddedDatabase(join(folder, 'postgres'))
try {
  await migrate(database.urls.owner)
  console.log(`filling: ${ACCOUNTS} accounts, ${RECORDS} records, ${BLOBS} blobs, ${OBJECTS} accesses`)
  await fill()
  const watch = new WatchDatabase(database.urls.watch)
  const store = new Store(database.urls.app, 2)
  const times: number[] = []
  for (let round = 1; round <= 3; round++) {
    const started = performance.now()
    const { found, noticed } = await checkRows(watch, null)
    const rows = (performance.now() - started) / 1000
    const probed = await probeStorage(store, await activeAccounts(watch, null))
    times.push((performance.now() - started) / 1000)
    if (found.length + noticed.length + probed.length > 0)
      throw new Error(
        `a sound database is found wanting: ${JSON.stringify([...found, ...noticed].slice(0, 3))}`,
      )
    console.log(`  round ${round}: rows ${rows.toFixed(1)} s, with storage ${times.at(-1)!.toFixed(1)} s`)
  }
  const took = median(times)
  console.log(
    `all of ${OBJECTS} objects: ${took.toFixed(1)} s (reach 30 s): reach: ${took <= 30 ? 'yes' : 'no'}`,
  )
  process.exitCode = took <= 30 ? 0 : 1
  await store.close()
  await watch.close()
} finally {
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** Rows as the server writes them, made by the database itself: ids certify themselves, chains hold. */
async function fill(): Promise<void> {
  const head = (owner: string, rest: string) => `'\\x8e5820'::bytea || ${owner} || ${rest}`
  await withClient(database.urls.owner, async (client) => {
    await client.query("SET synchronous_commit = 'off'; SET work_mem = '256MB'")
    await client.query(`
      INSERT INTO accounts (account_id, genesis_key, quota_bytes)
        SELECT sha256('is1/account'::bytea || key), key, 1e12
        FROM (SELECT sha256(('key' || n)::bytea) AS key FROM generate_series(1, ${ACCOUNTS}) n) keys;
      INSERT INTO identities (account_id, number, signing_key, statement, sealed_secrets)
        SELECT account_id, 0, genesis_key, '\\x855820'::bytea || account_id || genesis_key, genesis_key FROM accounts;
      INSERT INTO devices (account_id, device_key, certificate)
        SELECT account_id, sha256('device'::bytea || account_id), '\\x855820'::bytea || account_id || genesis_key FROM accounts;
      INSERT INTO spaces (account_id, space_id) SELECT account_id, substring(account_id FROM 1 FOR 16) FROM accounts;
      INSERT INTO space_keys (account_id, space_id, epoch, sealed_key, statement)
        SELECT account_id, space_id, 0, account_id, '\\x865820'::bytea || account_id || '\\x50'::bytea || space_id FROM spaces;`)
    // A log at a time, each record behind the one before.
    await client.query(`
      DO $$
      DECLARE
        a record; n bigint; before bytea; made bytea; body bytea; hash bytea;
      BEGIN
        FOR a IN SELECT account_id, sha256('device'::bytea || account_id) AS device FROM accounts LOOP
          before := decode(repeat('00', 32), 'hex');
          FOR n IN 1..${Math.floor(RECORDS / ACCOUNTS)} LOOP
            body := sha256(a.account_id || int8send(n)) || sha256(int8send(n));
            made := ${head('a.account_id', "'\\x50'::bytea || substring(a.account_id FROM 1 FOR 16) || '\\x5820'::bytea || sha256(body) || '\\x5820'::bytea || a.device || int8send(n)")};
            hash := sha256(before || sha256(made));
            INSERT INTO records (account_id, space_id, sequence, header, body, device_key, device_sequence, previous_sequence, previous_hash, hash)
              VALUES (a.account_id, substring(a.account_id FROM 1 FOR 16), n, made, body, a.device, n,
                CASE WHEN n = 1 THEN NULL ELSE n - 1 END, before, hash);
            before := hash;
          END LOOP;
        END LOOP;
      END $$;
      INSERT INTO blobs (account_id, blob_id, length, statement, receipt)
        SELECT account_id, id, 5000000, '\\x855820'::bytea || account_id || '\\x5820'::bytea || id, id
        FROM (SELECT account_id, sha256(account_id || int8send(n)) AS id
          FROM accounts, generate_series(1, ${Math.floor(BLOBS / ACCOUNTS)}) n) ids;
      UPDATE accounts a SET used_bytes = (SELECT sum(length) FROM blobs b WHERE b.account_id = a.account_id);`)
    await client.query(`
      DO $$
      DECLARE a record; entries bytea[];
      BEGIN
        FOR a IN SELECT account_id FROM accounts LOOP
          SELECT array_agg('\\x8b5820'::bytea || a.account_id || '\\x5820'::bytea || a.account_id || '\\x5820'::bytea
              || a.account_id || '\\x1b'::bytea || int8send(1795000000000 + n))
            INTO entries FROM generate_series(1, ${Math.floor(OBJECTS / ACCOUNTS)}) n;
          PERFORM log_accesses(entries);
        END LOOP;
      END $$`)
    await client.query('ANALYZE')
  })
}
