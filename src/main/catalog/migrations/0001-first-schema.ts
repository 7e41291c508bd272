import type { Migration } from './migration.ts'

/** The catalog as docs/formats.md describes it, table by table. */
export const firstSchema: Migration = {
  version: 1,
  up(database) {
    database.exec(`
      CREATE TABLE meta (
        key TEXT PRIMARY KEY,
        value ANY
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE volumes (
        number INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
        key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        mount_path TEXT NOT NULL,
        file_system TEXT,
        last_seen_at INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE folders (
        number INTEGER PRIMARY KEY,
        volume INTEGER NOT NULL REFERENCES volumes,
        parent INTEGER REFERENCES folders,
        path TEXT NOT NULL,
        UNIQUE (volume, path)
      ) STRICT;

      CREATE TABLE cameras (
        number INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
      ) STRICT;

      CREATE TABLE lenses (
        number INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
      ) STRICT;

      CREATE TABLE imports (
        number INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
        card_name TEXT NOT NULL,
        card_path TEXT NOT NULL,
        card_fingerprint TEXT NOT NULL,
        volume INTEGER REFERENCES volumes,
        options TEXT NOT NULL,
        state TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        finished_at INTEGER,
        report TEXT
      ) STRICT;

      CREATE TABLE import_files (
        import INTEGER NOT NULL REFERENCES imports,
        position INTEGER NOT NULL,
        source TEXT NOT NULL,
        photo_group INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        mtime INTEGER NOT NULL,
        state TEXT NOT NULL,
        targets TEXT NOT NULL,
        sha256 BLOB,
        xxh128 BLOB,
        error TEXT,
        PRIMARY KEY (import, position)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE photos (
        slot INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
        import INTEGER REFERENCES imports,
        added_at INTEGER NOT NULL,

        face INTEGER NOT NULL DEFAULT 0,
        name TEXT NOT NULL DEFAULT '',
        badge TEXT NOT NULL DEFAULT '',
        folder INTEGER NOT NULL REFERENCES folders,
        kind INTEGER NOT NULL DEFAULT 0,
        bytes INTEGER NOT NULL DEFAULT 0,
        taken_at TEXT,
        day INTEGER,
        minute INTEGER NOT NULL DEFAULT 0,
        instant INTEGER NOT NULL DEFAULT 0,
        time_guessed INTEGER NOT NULL DEFAULT 0,
        camera INTEGER NOT NULL DEFAULT 0,
        lens INTEGER NOT NULL DEFAULT 0,
        iso INTEGER NOT NULL DEFAULT 0,
        f_number REAL NOT NULL DEFAULT 0,
        focal_length REAL NOT NULL DEFAULT 0,
        gps_latitude REAL,
        gps_longitude REAL,
        duration REAL,
        missing INTEGER NOT NULL DEFAULT 0,
        copies INTEGER NOT NULL DEFAULT 0,

        rating INTEGER NOT NULL DEFAULT 0,
        flag INTEGER NOT NULL DEFAULT 0,
        label INTEGER NOT NULL DEFAULT 0,
        title TEXT NOT NULL DEFAULT '',
        caption TEXT NOT NULL DEFAULT '',
        creator TEXT NOT NULL DEFAULT '',
        copyright TEXT NOT NULL DEFAULT '',
        trashed_at INTEGER,
        face_choice TEXT,

        aspect INTEGER NOT NULL DEFAULT 0,
        colour INTEGER NOT NULL DEFAULT 0,
        has_preview INTEGER NOT NULL DEFAULT 0,
        preview_version INTEGER NOT NULL DEFAULT 0,
        preview_problem TEXT
      ) STRICT;

      CREATE TABLE files (
        number INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
        photo INTEGER NOT NULL REFERENCES photos,
        role TEXT NOT NULL,
        folder INTEGER NOT NULL REFERENCES folders,
        name TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        mtime INTEGER NOT NULL,
        sha256 BLOB CHECK (sha256 IS NULL OR length(sha256) = 32),
        hash_prefix INTEGER,
        xxh128 BLOB,
        metadata TEXT,
        metadata_state INTEGER NOT NULL DEFAULT 0,
        embedded TEXT,
        missing INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE INDEX files_of_photo ON files (photo);
      CREATE INDEX files_at_place ON files (folder, name);
      CREATE INDEX files_by_content ON files (hash_prefix) WHERE hash_prefix IS NOT NULL;
      CREATE INDEX files_by_name ON files (name, bytes);
      CREATE INDEX files_not_read ON files (photo) WHERE metadata_state < 2;
      CREATE INDEX files_not_hashed ON files (photo) WHERE hash_prefix IS NULL;

      CREATE TABLE former_contents (
        hash_prefix INTEGER NOT NULL,
        sha256 BLOB NOT NULL,
        file INTEGER NOT NULL REFERENCES files,
        until_at INTEGER NOT NULL,
        PRIMARY KEY (hash_prefix, sha256, file)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE file_copies (
        file INTEGER NOT NULL REFERENCES files,
        folder INTEGER NOT NULL REFERENCES folders,
        name TEXT NOT NULL,
        verified_at INTEGER NOT NULL,
        method TEXT NOT NULL,
        PRIMARY KEY (file, folder, name)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE keywords (
        number INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        display TEXT NOT NULL,
        photo_count INTEGER NOT NULL DEFAULT 0
      ) STRICT;

      CREATE TABLE photo_keywords (
        keyword INTEGER NOT NULL REFERENCES keywords,
        photo INTEGER NOT NULL REFERENCES photos,
        PRIMARY KEY (keyword, photo)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX keywords_of_photo ON photo_keywords (photo, keyword);
      CREATE TRIGGER keyword_gained AFTER INSERT ON photo_keywords BEGIN
        UPDATE keywords SET photo_count = photo_count + 1 WHERE number = NEW.keyword;
      END;
      CREATE TRIGGER keyword_lost AFTER DELETE ON photo_keywords BEGIN
        UPDATE keywords SET photo_count = photo_count - 1 WHERE number = OLD.keyword;
      END;

      CREATE TABLE albums (
        number INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
        created_at INTEGER NOT NULL,
        title TEXT NOT NULL DEFAULT '',
        alive INTEGER NOT NULL DEFAULT 0,
        photo_count INTEGER NOT NULL DEFAULT 0
      ) STRICT;

      CREATE TABLE album_photos (
        album INTEGER NOT NULL REFERENCES albums,
        photo INTEGER NOT NULL REFERENCES photos,
        order_key TEXT NOT NULL,
        PRIMARY KEY (album, photo)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX album_order ON album_photos (album, order_key, photo);
      CREATE INDEX albums_of_photo ON album_photos (photo, album);
      CREATE TRIGGER album_gained AFTER INSERT ON album_photos BEGIN
        UPDATE albums SET photo_count = photo_count + 1
        WHERE number = NEW.album AND (SELECT trashed_at FROM photos WHERE slot = NEW.photo) IS NULL;
      END;
      CREATE TRIGGER album_lost AFTER DELETE ON album_photos BEGIN
        UPDATE albums SET photo_count = photo_count - 1
        WHERE number = OLD.album AND (SELECT trashed_at FROM photos WHERE slot = OLD.photo) IS NULL;
      END;
      CREATE TRIGGER album_photo_trashed AFTER UPDATE OF trashed_at ON photos
      WHEN (OLD.trashed_at IS NULL) <> (NEW.trashed_at IS NULL) BEGIN
        UPDATE albums SET photo_count = photo_count + iif(NEW.trashed_at IS NULL, 1, -1)
        WHERE number IN (SELECT album FROM album_photos WHERE photo = NEW.slot);
      END;

      CREATE TABLE day_count (
        day INTEGER PRIMARY KEY,
        photos INTEGER NOT NULL
      ) STRICT;
      CREATE TRIGGER day_changed AFTER UPDATE OF day, trashed_at ON photos
      WHEN OLD.day IS NOT NEW.day OR (OLD.trashed_at IS NULL) <> (NEW.trashed_at IS NULL) BEGIN
        UPDATE day_count SET photos = photos - 1 WHERE day = OLD.day AND OLD.trashed_at IS NULL;
        DELETE FROM day_count WHERE day = OLD.day AND photos = 0;
        INSERT INTO day_count SELECT NEW.day, 1 WHERE NEW.day IS NOT NULL AND NEW.trashed_at IS NULL
        ON CONFLICT DO UPDATE SET photos = photos + 1;
      END;

      CREATE TABLE actions (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'done',
        at INTEGER NOT NULL,
        summary TEXT NOT NULL,
        changed INTEGER NOT NULL,
        undoes INTEGER,
        first_operation INTEGER NOT NULL,
        last_operation INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX edits_to_undo ON actions (number) WHERE kind = 'edit' AND state = 'done';
      CREATE INDEX edits_to_redo ON actions (number) WHERE kind = 'edit' AND state = 'undone';
      CREATE INDEX undone_by ON actions (undoes) WHERE undoes IS NOT NULL;

      CREATE TABLE operations (
        number INTEGER PRIMARY KEY,
        object INTEGER NOT NULL,
        field TEXT NOT NULL,
        element INTEGER NOT NULL,
        time BLOB NOT NULL,
        base BLOB,
        value ANY,
        before ANY,
        source INTEGER NOT NULL,
        source_before INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE registers (
        object INTEGER NOT NULL,
        field TEXT NOT NULL,
        element INTEGER NOT NULL,
        value ANY,
        time BLOB NOT NULL,
        base BLOB,
        source INTEGER NOT NULL,
        PRIMARY KEY (object, field, element)
      ) STRICT, WITHOUT ROWID;

      CREATE VIRTUAL TABLE search USING fts5 (
        names, title, caption, keywords,
        content = '', contentless_delete = 1, prefix = '2 3',
        tokenize = "unicode61 remove_diacritics 2"
      );
    `)
  },
}
