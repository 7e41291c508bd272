import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { waysAroundRowSecurity, withClient } from '../../../../src/server/database/roles.ts'
import type { ScratchDatabase } from '../scratch-database.ts'
import { openScratchDatabase } from '../scratch-database.ts'

let database: ScratchDatabase

beforeAll(async () => {
  database = await openScratchDatabase()
})

afterAll(async () => {
  await database.close()
})

const asSuperuser = (query: string) => withClient(database.superuserUrl, (client) => client.query(query))

const account = randomBytes(32).toString('hex')

test('FI-13 the app has no way around row security; the owner of the tables would', async () => {
  expect(await waysAroundRowSecurity(database.urls.app)).toEqual([])
  expect(await waysAroundRowSecurity(database.urls.owner)).toContain(
    'The database role image_space_owner owns the table accounts.',
  )
})

test.each([
  {
    what: 'a view that belongs to a superuser',
    done: 'CREATE VIEW all_blobs AS SELECT * FROM blobs; GRANT SELECT ON all_blobs TO image_space_app',
    undone: 'DROP VIEW all_blobs',
    found: 'The view all_blobs shows rows with the rights of its owner.',
  },
  {
    what: 'a view of which the app may see a column',
    done: 'CREATE VIEW sizes AS SELECT length FROM blobs; GRANT SELECT (length) ON sizes TO image_space_app',
    undone: 'DROP VIEW sizes',
    found: 'The view sizes shows rows with the rights of its owner.',
  },
  {
    what: 'rows that were copied into a view',
    done: 'CREATE MATERIALIZED VIEW copied AS SELECT * FROM blobs; GRANT SELECT ON copied TO image_space_app',
    undone: 'DROP MATERIALIZED VIEW copied',
    found: 'The view copied shows rows with the rights of its owner.',
  },
  {
    what: 'a role that gained BYPASSRLS',
    done: 'ALTER ROLE image_space_app BYPASSRLS',
    undone: 'ALTER ROLE image_space_app NOBYPASSRLS',
    found: 'The database role image_space_app may bypass row security.',
  },
  {
    what: 'a role that became a superuser',
    done: 'ALTER ROLE image_space_app SUPERUSER',
    undone: 'ALTER ROLE image_space_app NOSUPERUSER',
    found: 'The database role image_space_app is a superuser.',
  },
  {
    what: 'a role that may become one that bypasses row security',
    done: 'CREATE ROLE backups BYPASSRLS; GRANT backups TO image_space_app',
    undone: 'DROP ROLE backups',
    found: 'The database role image_space_app may become backups, which may bypass row security.',
  },
  {
    what: 'a role that may become a superuser',
    done: 'GRANT postgres TO image_space_app WITH INHERIT FALSE',
    undone: 'REVOKE postgres FROM image_space_app',
    found: 'The database role image_space_app may become postgres, which may bypass row security.',
  },
  {
    what: 'a role that may become the owner',
    done: 'GRANT image_space_owner TO image_space_app',
    undone: 'REVOKE image_space_owner FROM image_space_app',
    found: 'The database role image_space_app owns the table accounts.',
  },
  {
    what: 'an account that is set for the role',
    done: `ALTER ROLE image_space_app SET app.account = '${account}'`,
    undone: 'ALTER ROLE image_space_app RESET app.account',
    found: 'A new connection already names an account (app.account is set).',
  },
  {
    what: 'an account that is set for the database',
    done: `ALTER DATABASE image_space SET app.account = '${account}'`,
    undone: 'ALTER DATABASE image_space RESET app.account',
    found: 'A new connection already names an account (app.account is set).',
  },
  {
    what: 'a policy that lets more through',
    done: 'CREATE POLICY support ON blobs FOR SELECT TO image_space_app USING (length > 0)',
    undone: 'DROP POLICY support ON blobs',
    found: 'A policy of the table blobs lets more through than own rows.',
  },
  {
    what: 'a policy for everybody',
    done: 'CREATE POLICY support ON contacts USING (true)',
    undone: 'DROP POLICY support ON contacts',
    found: 'A policy of the table contacts lets more through than own rows.',
  },
  {
    what: 'a policy that takes rows of others',
    done: 'CREATE POLICY support ON uploads USING (account_id = current_account()) WITH CHECK (true)',
    undone: 'DROP POLICY support ON uploads',
    found: 'A policy of the table uploads lets more through than own rows.',
  },
  {
    what: 'the rights of the watch',
    done: 'GRANT image_space_watch TO image_space_app',
    undone: 'REVOKE image_space_watch FROM image_space_app',
    found: 'A policy of the table blobs lets more through than own rows.',
  },
  {
    what: 'a table whose row security was switched off',
    done: 'ALTER TABLE devices DISABLE ROW LEVEL SECURITY',
    undone: 'ALTER TABLE devices ENABLE ROW LEVEL SECURITY',
    found: 'The table devices has no forced row security.',
  },
  {
    what: 'a table whose row security its owner passes',
    done: 'ALTER TABLE devices NO FORCE ROW LEVEL SECURITY',
    undone: 'ALTER TABLE devices FORCE ROW LEVEL SECURITY',
    found: 'The table devices has no forced row security.',
  },
  {
    what: 'a table without row security of which the app may read a column',
    done: 'CREATE TABLE notes (account_id bytea, note text); GRANT SELECT (note) ON notes TO image_space_app',
    undone: 'DROP TABLE notes',
    found: 'The table notes has no forced row security.',
  },
  {
    what: 'a right to empty a table, which row security does not look at',
    done: 'GRANT TRUNCATE ON reports TO image_space_app',
    undone: 'REVOKE TRUNCATE ON reports FROM image_space_app',
    found: 'The database role image_space_app may empty the table reports.',
  },
])('FI-13 the check at start finds $what', async ({ done, undone, found }) => {
  await asSuperuser(done)
  try {
    expect(await waysAroundRowSecurity(database.urls.app)).toContain(found)
  } finally {
    await asSuperuser(undone)
  }
  expect(await waysAroundRowSecurity(database.urls.app)).toEqual([])
})
