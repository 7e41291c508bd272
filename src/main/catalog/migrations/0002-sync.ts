import type { Migration } from './migration.ts'

/** What the catalog keeps for its space: what has to go there, what came from there and cannot be used yet. */
export const sync: Migration = {
  version: 2,
  up(database) {
    database.exec(`
      CREATE TABLE unsent (
        field TEXT NOT NULL,
        object INTEGER NOT NULL,
        element INTEGER NOT NULL,
        time BLOB NOT NULL,
        base BLOB,
        value ANY,
        batch INTEGER,
        PRIMARY KEY (field, object, element, time)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX unsent_in_order ON unsent (time) WHERE batch IS NULL;
      CREATE INDEX unsent_in_batch ON unsent (batch) WHERE batch IS NOT NULL;

      CREATE TABLE unsent_files (
        file INTEGER PRIMARY KEY REFERENCES files,
        batch INTEGER
      ) STRICT;
      CREATE INDEX unsent_files_in_batch ON unsent_files (batch);

      CREATE TABLE file_times (
        file INTEGER PRIMARY KEY REFERENCES files,
        time BLOB NOT NULL
      ) STRICT;

      CREATE TABLE file_origins (
        file INTEGER NOT NULL REFERENCES files,
        device BLOB NOT NULL CHECK (length(device) = 8),
        since BLOB NOT NULL,
        PRIMARY KEY (file, device)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE sealed_batches (
        device_sequence INTEGER PRIMARY KEY,
        header BLOB NOT NULL,
        sealed BLOB NOT NULL,
        sequence INTEGER
      ) STRICT;
      CREATE INDEX sealed_not_sent ON sealed_batches (device_sequence) WHERE sequence IS NULL;

      CREATE TABLE text_versions (
        field TEXT NOT NULL,
        object INTEGER NOT NULL,
        time BLOB NOT NULL,
        value TEXT,
        seen INTEGER NOT NULL,
        PRIMARY KEY (field, object, time)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE received_apart (
        reason TEXT NOT NULL CHECK (reason IN ('no-object', 'removal')),
        object BLOB NOT NULL,
        field TEXT NOT NULL,
        element TEXT NOT NULL,
        time BLOB NOT NULL,
        base BLOB,
        value ANY,
        PRIMARY KEY (reason, object, field, element, time)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX received_apart_by_element ON received_apart (reason, element);

      CREATE TABLE unread_batches (
        number INTEGER PRIMARY KEY,
        packed BLOB NOT NULL
      ) STRICT;

      CREATE TABLE photo_aliases (
        id BLOB PRIMARY KEY CHECK (length(id) = 16),
        photo INTEGER NOT NULL REFERENCES photos
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE file_aliases (
        id BLOB PRIMARY KEY CHECK (length(id) = 16),
        file INTEGER NOT NULL REFERENCES files
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
