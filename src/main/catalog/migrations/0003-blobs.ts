import type { Migration } from './migration.ts'

/** What of the library has to be stored in its space: files that are here, and previews made here. */
export const blobs: Migration = {
  version: 3,
  up(database) {
    database.exec(`
      CREATE TABLE to_store (
        kind TEXT NOT NULL CHECK (kind IN ('file', 'grid', 'screen')),
        object INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        parked TEXT,
        PRIMARY KEY (kind, object)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE uploads (
        file INTEGER PRIMARY KEY REFERENCES files,
        sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
        bytes INTEGER NOT NULL,
        key BLOB NOT NULL CHECK (length(key) = 32),
        salt BLOB NOT NULL CHECK (length(salt) = 32),
        address TEXT
      ) STRICT;

      CREATE TABLE unnamed_blobs (
        blob TEXT PRIMARY KEY,
        since INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TRIGGER file_to_store_added AFTER INSERT ON files
      WHEN NEW.sha256 IS NOT NULL AND EXISTS (SELECT 1 FROM meta WHERE key = 'joined_space')
        AND (SELECT v.key FROM folders d JOIN volumes v ON v.number = d.volume WHERE d.number = NEW.folder) <> 'image-space'
      BEGIN
        INSERT OR REPLACE INTO to_store VALUES ('file', NEW.number, NEW.bytes, NULL);
      END;
      CREATE TRIGGER file_to_store_changed AFTER UPDATE OF sha256, folder, missing ON files
      WHEN NEW.sha256 IS NOT NULL AND NEW.missing = 0 AND EXISTS (SELECT 1 FROM meta WHERE key = 'joined_space')
        AND (SELECT v.key FROM folders d JOIN volumes v ON v.number = d.volume WHERE d.number = NEW.folder) <> 'image-space'
      BEGIN
        INSERT OR REPLACE INTO to_store VALUES ('file', NEW.number, NEW.bytes, NULL);
      END;
      CREATE TRIGGER previews_to_store AFTER UPDATE OF preview_version ON photos
      WHEN NEW.has_preview = 1 AND EXISTS (SELECT 1 FROM meta WHERE key = 'joined_space')
      BEGIN
        INSERT OR REPLACE INTO to_store VALUES ('grid', NEW.slot, 0, NULL);
        INSERT OR REPLACE INTO to_store VALUES ('screen', NEW.slot, 0, NULL);
      END;

      INSERT INTO to_store
      SELECT 'file', f.number, f.bytes, NULL FROM files f
      JOIN folders d ON d.number = f.folder JOIN volumes v ON v.number = d.volume
      WHERE f.sha256 IS NOT NULL AND f.missing = 0 AND v.key <> 'image-space'
        AND EXISTS (SELECT 1 FROM meta WHERE key = 'joined_space');
      INSERT INTO to_store
      SELECT k.kind, slot, 0, NULL FROM photos CROSS JOIN (SELECT 'grid' AS kind UNION ALL SELECT 'screen') k
      WHERE has_preview = 1 AND EXISTS (SELECT 1 FROM meta WHERE key = 'joined_space');
    `)
  },
}
