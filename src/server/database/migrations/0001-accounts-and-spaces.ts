import type { Migration } from './index.ts'

/**
 * Every key begins with the account and every foreign key carries it along, so that no row can belong to one account
 * and point into another. What can be checked of an id is checked here too: an account id is the hash of its genesis
 * key, a record's hash follows from the one before. Row security shows and takes rows of one account, the one that the
 * transaction named; without one it shows nothing. `directory` tables say which account a key belongs to and nothing
 * else; the app may ask them through functions, one key at a time, and never list them.
 */
export const accountsAndSpaces: Migration = {
  version: 1,
  sql: `
    CREATE FUNCTION current_account() RETURNS bytea STABLE LANGUAGE sql
      AS $$ SELECT decode(nullif(current_setting('app.account', true), ''), 'hex') $$;

    CREATE TABLE accounts (
      account_id bytea PRIMARY KEY,
      genesis_key bytea NOT NULL UNIQUE CHECK (length(genesis_key) = 32),
      member_number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      registered_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT account_certifies_itself
        CHECK (account_id = sha256('is1/account'::bytea || genesis_key))
    );

    CREATE TABLE devices (
      account_id bytea NOT NULL REFERENCES accounts,
      device_key bytea NOT NULL UNIQUE CHECK (length(device_key) = 32),
      certificate bytea NOT NULL,
      added_at timestamptz NOT NULL DEFAULT now(),
      revoked_at timestamptz,
      PRIMARY KEY (account_id, device_key)
    );

    CREATE TABLE sessions (
      account_id bytea NOT NULL,
      session_id bytea NOT NULL UNIQUE CHECK (length(session_id) = 16),
      device_key bytea NOT NULL,
      token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
      created_at timestamptz NOT NULL DEFAULT now(),
      revoked_at timestamptz,
      PRIMARY KEY (account_id, session_id),
      FOREIGN KEY (account_id, device_key) REFERENCES devices
    );

    CREATE TABLE email_directory (
      lookup bytea PRIMARY KEY CHECK (length(lookup) = 32),
      account_id bytea NOT NULL UNIQUE REFERENCES accounts
    );

    CREATE TABLE session_directory (
      token_hash bytea PRIMARY KEY REFERENCES sessions (token_hash) ON DELETE CASCADE,
      account_id bytea NOT NULL REFERENCES accounts
    );

    CREATE TABLE spaces (
      account_id bytea NOT NULL REFERENCES accounts,
      space_id bytea NOT NULL CHECK (length(space_id) = 16),
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (account_id, space_id)
    );

    CREATE TABLE records (
      account_id bytea NOT NULL,
      space_id bytea NOT NULL,
      sequence bigint NOT NULL CHECK (sequence >= 1),
      sealed bytea NOT NULL,
      previous_sequence bigint,
      previous_hash bytea NOT NULL CHECK (length(previous_hash) = 32),
      hash bytea NOT NULL,
      appended_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (account_id, space_id, sequence),
      UNIQUE (account_id, space_id, sequence, hash),
      FOREIGN KEY (account_id, space_id) REFERENCES spaces,
      CONSTRAINT record_follows_another
        FOREIGN KEY (account_id, space_id, previous_sequence, previous_hash)
        REFERENCES records (account_id, space_id, sequence, hash),
      CONSTRAINT record_has_no_gap CHECK (
        CASE WHEN sequence = 1 THEN previous_sequence IS NULL AND previous_hash = decode(repeat('00', 32), 'hex')
             ELSE previous_sequence = sequence - 1 AND previous_sequence IS NOT NULL END),
      CONSTRAINT record_hash_follows CHECK (hash = sha256(previous_hash || sha256(sealed)))
    );

    DO $$
    DECLARE name text;
    BEGIN
      FOREACH name IN ARRAY ARRAY['accounts', 'devices', 'sessions', 'spaces', 'records'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
          'CREATE POLICY own_rows ON %I USING (account_id = current_account()) WITH CHECK (account_id = current_account())',
          name);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO image_space_app', name);
      END LOOP;
    END $$;
    GRANT UPDATE (revoked_at) ON devices, sessions TO image_space_app;

    ALTER TABLE email_directory ENABLE ROW LEVEL SECURITY;
    ALTER TABLE email_directory FORCE ROW LEVEL SECURITY;
    CREATE POLICY own_rows ON email_directory FOR INSERT WITH CHECK (account_id = current_account());
    CREATE POLICY by_owner ON email_directory FOR SELECT TO image_space_owner USING (true);
    GRANT INSERT ON email_directory TO image_space_app;
    ALTER TABLE session_directory ENABLE ROW LEVEL SECURITY;
    ALTER TABLE session_directory FORCE ROW LEVEL SECURITY;
    CREATE POLICY own_rows ON session_directory FOR INSERT WITH CHECK (account_id = current_account());
    CREATE POLICY by_owner ON session_directory FOR SELECT TO image_space_owner USING (true);
    GRANT INSERT ON session_directory TO image_space_app;

    CREATE FUNCTION account_of_email(wanted bytea) RETURNS bytea STABLE SECURITY DEFINER
      SET search_path = public LANGUAGE sql
      AS $$ SELECT account_id FROM email_directory WHERE lookup = wanted $$;
    CREATE FUNCTION account_of_session(wanted bytea) RETURNS bytea STABLE SECURITY DEFINER
      SET search_path = public LANGUAGE sql
      AS $$ SELECT account_id FROM session_directory WHERE token_hash = wanted $$;
    REVOKE ALL ON FUNCTION account_of_email, account_of_session FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION account_of_email, account_of_session TO image_space_app;
  `,
}
