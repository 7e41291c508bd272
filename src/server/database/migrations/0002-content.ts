import type { Migration } from './index.ts'

/**
 * Sealed records in gap-free, hash-chained logs, one per space, and blobs. What is signed of them names its owner at a
 * fixed place (docs/crypto.md), and a row whose statement names another account does not go in.
 */
export const content: Migration = {
  version: 2,
  sql: `
    CREATE TABLE spaces (
      account_id bytea NOT NULL REFERENCES accounts ON DELETE CASCADE,
      space_id bytea NOT NULL CHECK (length(space_id) = 16),
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (account_id, space_id)
    );
    CREATE TABLE space_keys (
      account_id bytea NOT NULL,
      space_id bytea NOT NULL,
      epoch bigint NOT NULL CHECK (epoch BETWEEN 0 AND 4294967295),
      sealed_key bytea NOT NULL,
      statement bytea NOT NULL,
      PRIMARY KEY (account_id, space_id, epoch),
      FOREIGN KEY (account_id, space_id) REFERENCES spaces ON DELETE CASCADE,
      -- dCBOR[owner, space, …].
      CONSTRAINT statement_names_owner CHECK (substring(statement FROM 4 FOR 32) = account_id),
      CONSTRAINT statement_names_space CHECK (substring(statement FROM 37 FOR 16) = space_id)
    );

    CREATE TABLE records (
      account_id bytea NOT NULL,
      space_id bytea NOT NULL,
      sequence bigint NOT NULL CHECK (sequence >= 1),
      header bytea NOT NULL,
      body bytea NOT NULL,
      device_key bytea NOT NULL,
      device_sequence bigint NOT NULL CHECK (device_sequence >= 1),
      previous_sequence bigint,
      previous_hash bytea NOT NULL CHECK (length(previous_hash) = 32),
      hash bytea NOT NULL,
      appended_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (account_id, space_id, sequence),
      UNIQUE (account_id, space_id, sequence, hash),
      -- The device comes first, or checks of what a record follows might use this index and walk through a whole log.
      UNIQUE (device_key, account_id, space_id, device_sequence),
      FOREIGN KEY (account_id, space_id) REFERENCES spaces ON DELETE CASCADE,
      FOREIGN KEY (account_id, device_key) REFERENCES devices ON DELETE CASCADE,
      CONSTRAINT record_follows_another
        FOREIGN KEY (account_id, space_id, previous_sequence, previous_hash)
        REFERENCES records (account_id, space_id, sequence, hash),
      CONSTRAINT record_has_no_gap CHECK (
        CASE WHEN sequence = 1 THEN previous_sequence IS NULL AND previous_hash = decode(repeat('00', 32), 'hex')
             ELSE previous_sequence = sequence - 1 AND previous_sequence IS NOT NULL END),
      CONSTRAINT record_hash_follows CHECK (hash = sha256(previous_hash || sha256(header))),
      -- dCBOR[owner, space, body, device, …].
      CONSTRAINT header_names_owner CHECK (substring(header FROM 4 FOR 32) = account_id),
      CONSTRAINT header_names_space CHECK (substring(header FROM 37 FOR 16) = space_id),
      CONSTRAINT header_names_body CHECK (substring(header FROM 55 FOR 32) = sha256(body)),
      CONSTRAINT header_names_device CHECK (substring(header FROM 89 FOR 32) = device_key)
    );

    CREATE TABLE blobs (
      account_id bytea NOT NULL REFERENCES accounts ON DELETE CASCADE,
      blob_id bytea NOT NULL CHECK (length(blob_id) = 32),
      length bigint NOT NULL CHECK (length >= 1),
      statement bytea NOT NULL,
      receipt bytea NOT NULL,
      kept_at timestamptz NOT NULL DEFAULT now(),
      scrubbed_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (account_id, blob_id),
      -- dCBOR[owner, blob, …].
      CONSTRAINT statement_names_owner CHECK (substring(statement FROM 4 FOR 32) = account_id),
      CONSTRAINT statement_names_blob CHECK (substring(statement FROM 38 FOR 32) = blob_id)
    );
    CREATE INDEX blobs_to_scrub ON blobs (scrubbed_at);

    CREATE TABLE uploads (
      account_id bytea NOT NULL REFERENCES accounts ON DELETE CASCADE,
      upload_id bytea NOT NULL CHECK (length(upload_id) = 16),
      length bigint NOT NULL CHECK (length >= 1),
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (account_id, upload_id)
    );

    DO $$
    DECLARE name text;
    BEGIN
      FOREACH name IN ARRAY ARRAY['spaces', 'space_keys', 'records', 'blobs', 'uploads'] LOOP
        CALL secure_rows(name);
        CALL track_changes(name);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO image_space_app', name);
      END LOOP;
    END $$;
    GRANT DELETE ON blobs, uploads TO image_space_app;

    -- Takes this account's turn at a space's log until the transaction ends, and says where the log ends and what a
    -- computer has added to it, from a number of its own on. Nothing when there is no such space. It runs with the
    -- rights of whoever asks: under row security.
    CREATE FUNCTION open_log(of_space bytea, of_device bytea, from_number bigint)
      RETURNS TABLE (sequence bigint, hash bytea, own_sequences bigint[], own_numbers bigint[], own_headers bytea[])
      LANGUAGE plpgsql AS $$
      #variable_conflict use_column
      BEGIN
        PERFORM 1 FROM spaces WHERE account_id = current_account() AND space_id = of_space;
        IF NOT FOUND THEN RETURN; END IF;
        PERFORM pg_advisory_xact_lock(hashtextextended(encode(current_account() || of_space, 'hex'), 0));
        RETURN QUERY
          SELECT head.sequence, head.hash, own.sequences, own.numbers, own.headers
          FROM (SELECT array_agg(r.sequence ORDER BY r.device_sequence) AS sequences,
                  array_agg(r.device_sequence ORDER BY r.device_sequence) AS numbers,
                  array_agg(r.header ORDER BY r.device_sequence) AS headers
                FROM records r WHERE r.account_id = current_account() AND r.space_id = of_space
                  AND r.device_key = of_device AND r.device_sequence >= from_number) own
          LEFT JOIN LATERAL (SELECT r.sequence, r.hash FROM records r
            WHERE r.account_id = current_account() AND r.space_id = of_space
            ORDER BY r.sequence DESC LIMIT 1) head ON true;
      END $$;
  `,
}
