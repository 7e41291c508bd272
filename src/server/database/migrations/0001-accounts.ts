import type { Migration } from './index.ts'

/**
 * Every key begins with the account and every foreign key carries it along, so that no row can belong to one account
 * and point into another. What can be checked of an id is checked here too: an account id is the hash of its genesis
 * key. Row security shows and takes rows of one account, the one that the transaction named; without one it shows
 * nothing. `directory` tables say which account a key belongs to and nothing else; the app may ask them through
 * functions, one key at a time, and never list them.
 *
 * Three roles: the owner changes the schema, the app serves requests under row security, the watch reads everything
 * and may freeze, no more. `changed` is the transaction that last touched a row: what the watch looks at each round.
 */
export const accounts: Migration = {
  version: 1,
  sql: `
    CREATE FUNCTION current_account() RETURNS bytea STABLE LANGUAGE sql
      AS $$ SELECT decode(nullif(current_setting('app.account', true), ''), 'hex') $$;

    CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN NEW.changed := pg_current_xact_id(); RETURN NEW; END $$;

    -- Rows of accounts: their own for the app, all for owner and watch.
    CREATE PROCEDURE secure_rows(name text) LANGUAGE plpgsql AS $$
    BEGIN
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
      EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
      EXECUTE format(
        'CREATE POLICY own_rows ON %I TO image_space_app USING (account_id = current_account()) WITH CHECK (account_id = current_account())',
        name);
      CALL open_to_operators(name);
    END $$;
    CREATE PROCEDURE open_to_operators(name text) LANGUAGE plpgsql AS $$
    BEGIN
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
      EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
      EXECUTE format('CREATE POLICY by_owner ON %I TO image_space_owner USING (true) WITH CHECK (true)', name);
      EXECUTE format('CREATE POLICY by_watch ON %I FOR SELECT TO image_space_watch USING (true)', name);
      EXECUTE format('GRANT SELECT ON %I TO image_space_watch', name);
    END $$;
    CREATE PROCEDURE track_changes(name text) LANGUAGE plpgsql AS $$
    BEGIN
      EXECUTE format('ALTER TABLE %I ADD COLUMN changed xid8 NOT NULL DEFAULT pg_current_xact_id()', name);
      EXECUTE format('CREATE INDEX %I ON %I (changed)', name || '_changed', name);
      EXECUTE format('CREATE TRIGGER note_change BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION note_change()', name);
    END $$;

    CREATE TABLE accounts (
      account_id bytea PRIMARY KEY,
      genesis_key bytea NOT NULL UNIQUE CHECK (length(genesis_key) = 32),
      member_number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      is_canary boolean NOT NULL DEFAULT false,
      registered_at timestamptz NOT NULL DEFAULT now(),
      quota_bytes bigint NOT NULL CHECK (quota_bytes >= 0),
      used_bytes bigint NOT NULL DEFAULT 0 CHECK (used_bytes >= 0),
      reserved_bytes bigint NOT NULL DEFAULT 0 CHECK (reserved_bytes >= 0),
      frozen_at timestamptz,
      frozen_for bytea,
      deletes_at timestamptz,
      CONSTRAINT account_certifies_itself
        CHECK (account_id = sha256('is1/account'::bytea || genesis_key))
    );

    -- Where to write to a member: sealed by the server for this account, opened for sending only.
    CREATE TABLE contacts (
      account_id bytea PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
      sealed_email bytea NOT NULL,
      language text NOT NULL CHECK (language IN ('en', 'ja'))
    );

    CREATE TABLE identities (
      account_id bytea NOT NULL REFERENCES accounts ON DELETE CASCADE,
      number integer NOT NULL CHECK (number >= 0),
      signing_key bytea NOT NULL UNIQUE CHECK (length(signing_key) = 32),
      statement bytea NOT NULL,
      sealed_secrets bytea NOT NULL,
      PRIMARY KEY (account_id, number),
      -- dCBOR[account, …]: three bytes of structure, then the account it was signed for.
      CONSTRAINT statement_names_owner CHECK (substring(statement FROM 4 FOR 32) = account_id)
    );

    CREATE TABLE credentials (
      account_id bytea PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
      version integer NOT NULL CHECK (version >= 0),
      salt bytea NOT NULL CHECK (length(salt) = 16),
      sign_in_key bytea NOT NULL UNIQUE CHECK (length(sign_in_key) = 32),
      recovery_key bytea NOT NULL UNIQUE CHECK (length(recovery_key) = 32),
      password_wrap bytea NOT NULL,
      recovery_wrap bytea NOT NULL,
      kit_wrap bytea NOT NULL
    );

    CREATE TABLE devices (
      account_id bytea NOT NULL REFERENCES accounts ON DELETE CASCADE,
      device_key bytea NOT NULL UNIQUE CHECK (length(device_key) = 32),
      certificate bytea,
      added_at timestamptz NOT NULL DEFAULT now(),
      revoked_at timestamptz,
      PRIMARY KEY (account_id, device_key),
      CONSTRAINT certificate_names_owner CHECK (substring(certificate FROM 4 FOR 32) = account_id)
    );

    CREATE TABLE sessions (
      account_id bytea NOT NULL,
      session_id bytea NOT NULL UNIQUE CHECK (length(session_id) = 16),
      device_key bytea NOT NULL,
      token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
      created_at timestamptz NOT NULL DEFAULT now(),
      last_used_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL,
      revoked_at timestamptz,
      PRIMARY KEY (account_id, session_id),
      FOREIGN KEY (account_id, device_key) REFERENCES devices ON DELETE CASCADE
    );

    CREATE TABLE email_directory (
      lookup bytea PRIMARY KEY CHECK (length(lookup) = 32),
      account_id bytea NOT NULL UNIQUE REFERENCES accounts ON DELETE CASCADE
    );
    CREATE TABLE session_directory (
      token_hash bytea PRIMARY KEY REFERENCES sessions (token_hash) ON DELETE CASCADE,
      account_id bytea NOT NULL REFERENCES accounts ON DELETE CASCADE
    );

    -- Of nobody yet: what somebody asked for who has still to prove who they are.
    CREATE TABLE challenges (
      challenge bytea PRIMARY KEY CHECK (length(challenge) = 32),
      purpose text NOT NULL CHECK (purpose IN ('register', 'password', 'recovery')),
      lookup bytea NOT NULL,
      code_hash bytea,
      tries integer NOT NULL DEFAULT 0,
      expires_at timestamptz NOT NULL
    );
    CREATE INDEX challenges_expire ON challenges (expires_at);
    CREATE TABLE failed_logins (
      lookup bytea NOT NULL,
      network bytea NOT NULL,
      failures integer NOT NULL,
      blocked_until timestamptz NOT NULL,
      PRIMARY KEY (lookup, network)
    );

    DO $$
    DECLARE name text;
    BEGIN
      FOREACH name IN ARRAY ARRAY['accounts', 'contacts', 'identities', 'credentials', 'devices', 'sessions'] LOOP
        CALL secure_rows(name);
        CALL track_changes(name);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO image_space_app', name);
      END LOOP;
      FOREACH name IN ARRAY ARRAY['email_directory', 'session_directory'] LOOP
        CALL open_to_operators(name);
        CALL track_changes(name);
        EXECUTE format(
          'CREATE POLICY own_rows ON %I FOR INSERT TO image_space_app WITH CHECK (account_id = current_account())', name);
        EXECUTE format('GRANT INSERT ON %I TO image_space_app', name);
      END LOOP;
      FOREACH name IN ARRAY ARRAY['challenges', 'failed_logins'] LOOP
        CALL open_to_operators(name);
      END LOOP;
    END $$;
    GRANT UPDATE (used_bytes, reserved_bytes, deletes_at) ON accounts TO image_space_app;
    GRANT UPDATE (version, salt, sign_in_key, recovery_key, password_wrap, recovery_wrap, kit_wrap)
      ON credentials TO image_space_app;
    GRANT UPDATE (certificate, revoked_at) ON devices TO image_space_app;
    GRANT UPDATE (last_used_at, revoked_at) ON sessions TO image_space_app;

    CREATE FUNCTION account_of_email(wanted bytea) RETURNS bytea STABLE SECURITY DEFINER
      SET search_path = public LANGUAGE sql
      AS $$ SELECT account_id FROM email_directory WHERE lookup = wanted $$;
    CREATE FUNCTION account_of_session(wanted bytea) RETURNS bytea STABLE SECURITY DEFINER
      SET search_path = public LANGUAGE sql
      AS $$ SELECT account_id FROM session_directory WHERE token_hash = wanted $$;

    CREATE FUNCTION issue_challenge(new_challenge bytea, for_purpose text, for_lookup bytea, of_code bytea, lasts interval)
      RETURNS void SECURITY DEFINER SET search_path = public LANGUAGE sql AS $$
        DELETE FROM challenges WHERE expires_at < now() - interval '1 day';
        INSERT INTO challenges (challenge, purpose, lookup, code_hash, expires_at)
          VALUES (new_challenge, for_purpose, for_lookup, of_code, now() + lasts);
      $$;
    -- Takes a challenge out of use. With a wrong code it stays for five tries in all.
    CREATE FUNCTION take_challenge(wanted bytea, with_code bytea)
      RETURNS TABLE (purpose text, lookup bytea) SECURITY DEFINER SET search_path = public LANGUAGE plpgsql AS $$
      #variable_conflict use_column
      DECLARE found challenges;
      BEGIN
        SELECT * INTO found FROM challenges WHERE challenge = wanted FOR UPDATE;
        IF found.challenge IS NULL THEN RETURN; END IF;
        IF found.expires_at < now() OR found.tries >= 5 THEN
          DELETE FROM challenges WHERE challenge = wanted;
          RETURN;
        END IF;
        IF found.code_hash IS NOT NULL AND found.code_hash IS DISTINCT FROM with_code THEN
          UPDATE challenges SET tries = tries + 1 WHERE challenge = wanted;
          RETURN;
        END IF;
        DELETE FROM challenges WHERE challenge = wanted;
        RETURN QUERY SELECT found.purpose, found.lookup;
      END $$;

    -- How long somebody must wait who failed before, in milliseconds.
    CREATE FUNCTION login_wait(of_lookup bytea, of_network bytea) RETURNS bigint STABLE SECURITY DEFINER
      SET search_path = public LANGUAGE sql AS $$
        SELECT coalesce(max(ceil(extract(epoch FROM blocked_until - now()) * 1000)), 0)::bigint FROM failed_logins
          WHERE lookup = of_lookup AND network = of_network AND blocked_until > now()
      $$;
    -- From the fifth failure on 1 s, doubling up to 15 min; forgotten after a day.
    CREATE FUNCTION note_failed_login(of_lookup bytea, of_network bytea) RETURNS void SECURITY DEFINER
      SET search_path = public LANGUAGE sql AS $$
        INSERT INTO failed_logins AS f VALUES (of_lookup, of_network, 1, now())
        ON CONFLICT (lookup, network) DO UPDATE SET
          failures = CASE WHEN f.blocked_until < now() - interval '1 day' THEN 1 ELSE f.failures + 1 END,
          blocked_until = now() + CASE WHEN f.failures >= 4
            THEN least(interval '1 second' * (2 ^ least(f.failures - 4, 10)), interval '15 minutes')
            ELSE interval '0' END
      $$;
    CREATE FUNCTION forget_failed_logins(of_lookup bytea, of_network bytea) RETURNS void SECURITY DEFINER
      SET search_path = public LANGUAGE sql
      AS $$ DELETE FROM failed_logins WHERE lookup = of_lookup AND network = of_network $$;

    REVOKE ALL ON FUNCTION account_of_email, account_of_session, issue_challenge, take_challenge, login_wait,
      note_failed_login, forget_failed_logins FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION account_of_email, account_of_session, issue_challenge, take_challenge, login_wait,
      note_failed_login, forget_failed_logins TO image_space_app;
  `,
}
