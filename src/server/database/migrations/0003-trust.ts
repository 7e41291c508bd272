import type { Migration } from './index.ts'

/**
 * Who opened what: one hash chain per account, written through one function and by nobody changed. What the watch found
 * and who was told. Whether anybody may write.
 */
export const trust: Migration = {
  version: 3,
  sql: `
    CREATE TABLE accesses (
      account_id bytea NOT NULL REFERENCES accounts ON DELETE CASCADE,
      sequence bigint NOT NULL CHECK (sequence >= 1),
      actor bytea NOT NULL CHECK (length(actor) = 32),
      at bigint NOT NULL,
      entry bytea NOT NULL,
      hash bytea NOT NULL CHECK (length(hash) = 32),
      PRIMARY KEY (account_id, sequence),
      -- dCBOR[owner, actor, …].
      CONSTRAINT entry_names_owner CHECK (substring(entry FROM 4 FOR 32) = account_id),
      CONSTRAINT entry_names_actor CHECK (substring(entry FROM 38 FOR 32) = actor)
    );
    CREATE INDEX accesses_by_actor ON accesses (account_id, actor, at);
    CREATE TABLE access_heads (
      account_id bytea PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
      sequence bigint NOT NULL,
      hash bytea NOT NULL
    );
    CREATE TABLE access_checkpoints (
      account_id bytea NOT NULL REFERENCES accounts ON DELETE CASCADE,
      sequence bigint NOT NULL,
      hash bytea NOT NULL,
      at bigint NOT NULL,
      signature bytea NOT NULL,
      PRIMARY KEY (account_id, sequence)
    );

    CREATE TABLE incidents (
      incident_id bytea PRIMARY KEY CHECK (length(incident_id) = 8),
      kind text NOT NULL,
      finding text NOT NULL,
      opened_at timestamptz NOT NULL DEFAULT now(),
      closed_at timestamptz,
      closed_because text
    );
    CREATE TABLE incident_accounts (
      account_id bytea NOT NULL REFERENCES accounts ON DELETE CASCADE,
      incident_id bytea NOT NULL REFERENCES incidents,
      told_at timestamptz,
      tries integer NOT NULL DEFAULT 0,
      PRIMARY KEY (account_id, incident_id)
    );
    -- What members' own clients refused, for the watch to act on.
    CREATE TABLE reports (
      account_id bytea NOT NULL REFERENCES accounts ON DELETE CASCADE,
      report_id uuid NOT NULL DEFAULT gen_random_uuid(),
      kind text NOT NULL,
      at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (account_id, report_id)
    );
    CALL secure_rows('reports');
    CALL track_changes('reports');
    GRANT INSERT ON reports TO image_space_app;
    -- What operators did, by hand or by command; nothing in it is changed.
    CREATE TABLE operator_acts (
      act_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      at timestamptz NOT NULL DEFAULT now(),
      operator text NOT NULL,
      act text NOT NULL,
      account_id bytea
    );
    CREATE TABLE server_state (
      one boolean PRIMARY KEY DEFAULT true CHECK (one),
      writes_stopped_at timestamptz,
      writes_stopped_for bytea
    );
    INSERT INTO server_state DEFAULT VALUES;

    CALL secure_rows('accesses');
    CALL track_changes('accesses');
    CALL secure_rows('access_checkpoints');
    GRANT SELECT ON accesses, access_checkpoints TO image_space_app;
    CALL secure_rows('access_heads');
    CALL open_to_operators('incidents');
    CALL secure_rows('incident_accounts');
    CALL open_to_operators('operator_acts');
    CALL open_to_operators('server_state');

    -- Adds entries to the chains of the accounts they name, in one go: hash = SHA-256(hash before || SHA-256(entry)).
    -- Accounts are locked in the order of their ids, so that two writers never wait for each other.
    CREATE FUNCTION log_accesses(entries bytea[]) RETURNS void SECURITY DEFINER SET search_path = public
      LANGUAGE plpgsql AS $$
      DECLARE
        one bytea;
        owner bytea;
        head access_heads;
      BEGIN
        IF array_length(entries, 1) > 1 THEN
          PERFORM 1 FROM access_heads
            WHERE account_id IN (SELECT substring(e FROM 4 FOR 32) FROM unnest(entries) e)
            ORDER BY account_id FOR UPDATE;
        END IF;
        FOREACH one IN ARRAY entries LOOP
          owner := substring(one FROM 4 FOR 32);
          UPDATE access_heads h SET sequence = h.sequence + 1, hash = sha256(h.hash || sha256(one))
            WHERE h.account_id = owner RETURNING * INTO head;
          IF NOT FOUND THEN
            -- The account's first entry; another may be writing it just now.
            INSERT INTO access_heads AS h
              VALUES (owner, 1, sha256(decode(repeat('00', 32), 'hex') || sha256(one)))
              ON CONFLICT (account_id) DO UPDATE
                SET sequence = h.sequence + 1, hash = sha256(h.hash || sha256(one))
              RETURNING * INTO head;
          END IF;
          INSERT INTO accesses (account_id, sequence, actor, at, entry, hash)
            VALUES (owner, head.sequence, substring(one FROM 38 FOR 32), entry_time(one), one, head.hash);
        END LOOP;
      END $$;
    -- A CBOR number of eight bytes behind three strings of 32 bytes.
    CREATE FUNCTION entry_time(entry bytea) RETURNS bigint IMMUTABLE LANGUAGE sql
      AS $$ SELECT ('x' || encode(substring(entry FROM 105 FOR 8), 'hex'))::bit(64)::bigint $$;

    CREATE FUNCTION writes_stopped() RETURNS boolean STABLE SECURITY DEFINER SET search_path = public LANGUAGE sql
      AS $$ SELECT writes_stopped_at IS NOT NULL FROM server_state $$;

    -- In one transaction: the incident, the accounts it is about, their sessions.
    CREATE FUNCTION freeze_accounts(new_incident bytea, of_kind text, with_finding text, named bytea[])
      RETURNS integer SECURITY DEFINER SET search_path = public LANGUAGE plpgsql AS $$
      DECLARE frozen integer;
      BEGIN
        INSERT INTO incidents (incident_id, kind, finding) VALUES (new_incident, of_kind, with_finding);
        INSERT INTO incident_accounts (account_id, incident_id)
          SELECT account_id, new_incident FROM accounts WHERE account_id = ANY (named);
        UPDATE sessions SET revoked_at = now() WHERE account_id = ANY (named) AND revoked_at IS NULL;
        UPDATE accounts SET frozen_at = now(), frozen_for = new_incident
          WHERE account_id = ANY (named) AND frozen_at IS NULL;
        GET DIAGNOSTICS frozen = ROW_COUNT;
        RETURN frozen;
      END $$;
    CREATE FUNCTION stop_writes(because bytea) RETURNS void SECURITY DEFINER SET search_path = public LANGUAGE sql
      AS $$ UPDATE server_state SET writes_stopped_at = now(), writes_stopped_for = because WHERE writes_stopped_at IS NULL $$;
    CREATE FUNCTION note_told(of_account bytea, of_incident bytea, was_told boolean) RETURNS void SECURITY DEFINER
      SET search_path = public LANGUAGE sql AS $$
        UPDATE incident_accounts SET tries = tries + 1, told_at = CASE WHEN was_told THEN now() END
          WHERE account_id = of_account AND incident_id = of_incident
      $$;
    CREATE FUNCTION keep_checkpoint(of_account bytea, of_sequence bigint, of_hash bytea, signed_at bigint, with_signature bytea)
      RETURNS void SECURITY DEFINER SET search_path = public LANGUAGE sql AS $$
        INSERT INTO access_checkpoints VALUES (of_account, of_sequence, of_hash, signed_at, with_signature)
          ON CONFLICT DO NOTHING
      $$;
    CREATE FUNCTION note_scrubbed(of_account bytea, of_blob bytea) RETURNS void SECURITY DEFINER
      SET search_path = public LANGUAGE sql
      AS $$ UPDATE blobs SET scrubbed_at = now() WHERE account_id = of_account AND blob_id = of_blob $$;

    CREATE FUNCTION mark_canary(of_account bytea) RETURNS void SECURITY DEFINER SET search_path = public LANGUAGE sql
      AS $$ UPDATE accounts SET is_canary = true WHERE account_id = of_account $$;
    -- Accounts whose grace is over, and canaries of a watch that is no more. Nothing else is ever deleted.
    CREATE FUNCTION delete_account(of_account bytea) RETURNS boolean SECURITY DEFINER SET search_path = public
      LANGUAGE sql AS $$
        WITH gone AS (
          DELETE FROM accounts WHERE account_id = of_account AND frozen_at IS NULL
            AND (deletes_at < now() OR is_canary)
          RETURNING 1)
        SELECT EXISTS (SELECT FROM gone)
      $$;

    REVOKE ALL ON FUNCTION log_accesses, writes_stopped, freeze_accounts, stop_writes, note_told, keep_checkpoint,
      note_scrubbed, mark_canary, delete_account FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION log_accesses, writes_stopped TO image_space_app;
    GRANT EXECUTE ON FUNCTION freeze_accounts, stop_writes, note_told, keep_checkpoint, note_scrubbed, mark_canary,
      delete_account TO image_space_watch;

    -- Names the account for the rest of the transaction and says what its session may do. Nothing when there is no
    -- such session, whether it never was, has ended or was revoked.
    CREATE FUNCTION open_session(wanted bytea)
      RETURNS TABLE (account_id bytea, session_id bytea, device_key bytea, certified boolean, frozen_for bytea,
        stopped boolean, stale boolean)
      SECURITY DEFINER SET search_path = public LANGUAGE plpgsql AS $$
      DECLARE live record;
      BEGIN
        SELECT a.account_id, s.session_id, s.device_key, d.certificate IS NOT NULL AS certified, a.frozen_for,
            (SELECT writes_stopped_at IS NOT NULL FROM server_state) AS stopped,
            s.last_used_at < now() - interval '1 hour' AS stale
          INTO live
          FROM session_directory y
          JOIN sessions s ON s.token_hash = y.token_hash AND s.account_id = y.account_id
          JOIN devices d ON d.account_id = s.account_id AND d.device_key = s.device_key
          JOIN accounts a ON a.account_id = s.account_id
          WHERE y.token_hash = wanted AND s.expires_at > now() AND s.last_used_at > now() - interval '30 days'
            AND (a.frozen_at IS NOT NULL OR (s.revoked_at IS NULL AND d.revoked_at IS NULL));
        IF NOT FOUND THEN RETURN; END IF;
        PERFORM set_config('app.account', encode(live.account_id, 'hex'), true);
        RETURN QUERY SELECT live.account_id, live.session_id, live.device_key, live.certified, live.frozen_for,
          live.stopped, live.stale;
      END $$;
    REVOKE ALL ON FUNCTION open_session FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION open_session TO image_space_app;
  `,
}
