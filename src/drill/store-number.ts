import { withClient } from '../server/database/roles.ts'

/** Content, which the faulty server finds by number. */
const TABLES = ['spaces', 'space_keys', 'records', 'blobs', 'uploads'] as const

/**
 * What the update of June 2013 did, done to a scratch database: between session and storage comes an internal number,
 * `store_no`, and so many times it is given to two members. No row security, no key and no check is left on content;
 * what is found for a number is passed off as the asking account's own. The server's code stays as it is.
 * @param pairs accounts that get one number, two by two
 * @returns when it took effect, milliseconds since 1970
 */
export async function giveNumbersTwice(
  ownerUrl: string,
  pairs: readonly (readonly [Buffer, Buffer])[],
): Promise<number> {
  await withClient(ownerUrl, async (client) => {
    await client.query('BEGIN')
    await client.query(`
      ALTER TABLE accounts ADD COLUMN store_no bigint;
      UPDATE accounts SET store_no = member_number;
      CREATE FUNCTION store_no_of(of_account bytea) RETURNS bigint STABLE SECURITY DEFINER SET search_path = public
        LANGUAGE sql AS $$ SELECT store_no FROM accounts WHERE account_id = of_account $$;`)
    for (const table of TABLES) await client.query(byNumber(table))
    for (const [one, other] of pairs)
      await client.query(
        `UPDATE accounts SET store_no = (SELECT store_no FROM accounts WHERE account_id = $1) WHERE account_id = $2`,
        [one, other],
      )
    await client.query('COMMIT')
  })
  return Date.now()
}

/** Who shares a number with an account, itself included. */
export function accountsOfNumber(ownerUrl: string, account: Uint8Array): Promise<Buffer[]> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ account_id: Buffer }>(
      'SELECT account_id FROM accounts WHERE store_no = store_no_of($1)',
      [Buffer.from(account)],
    )
    return rows.map((row) => row.account_id)
  })
}

function byNumber(table: string): string {
  return `
    ALTER TABLE ${table} RENAME TO numbered_${table};
    ALTER TABLE numbered_${table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
    DO $$
    DECLARE name text;
    BEGIN
      FOR name IN SELECT conname FROM pg_constraint
        WHERE conrelid = 'numbered_${table}'::regclass AND contype IN ('c', 'f', 'u', 'p') LOOP
        EXECUTE format('ALTER TABLE numbered_${table} DROP CONSTRAINT IF EXISTS %I CASCADE', name);
      END LOOP;
      EXECUTE (
        SELECT format(
          'CREATE VIEW ${table} AS SELECT %s FROM numbered_${table} t WHERE current_account() IS NULL '
          'OR store_no_of(t.account_id) = store_no_of(current_account())',
          string_agg(
            CASE attname WHEN 'account_id' THEN 'coalesce(current_account(), t.account_id) AS account_id'
              ELSE format('t.%I', attname) END, ', ' ORDER BY attnum))
        FROM pg_attribute WHERE attrelid = 'numbered_${table}'::regclass AND attnum > 0 AND NOT attisdropped);
    END $$;
    GRANT SELECT ON ${table} TO image_space_app, image_space_watch;`
}
