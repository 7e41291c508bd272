import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate, versionOf } from '../../../src/main/catalog/migrate.ts'
import { migrations } from '../../../src/main/catalog/migrations/index.ts'
import type { Migration } from '../../../src/main/catalog/migrations/migration.ts'

const next: Migration = {
  version: migrations.length + 1,
  up: (database) =>
    database.exec(`ALTER TABLE photos ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm';
      UPDATE photos SET mood = 'proud' WHERE rating = 5`),
}
const broken: Migration = {
  version: migrations.length + 1,
  up(database) {
    database.exec('DELETE FROM photos; INSERT INTO nowhere VALUES (1)')
  },
}

function withRows() {
  const database = new Database(':memory:')
  migrate(database, migrations, 'catalog.db', () => undefined)
  database.exec(`
    INSERT INTO volumes VALUES (1, zeroblob(16), 'disk', 'Disk', '/disk', 'ext4', 0);
    INSERT INTO folders VALUES (1, 1, NULL, '');
    INSERT INTO photos (slot, id, added_at, folder, rating) VALUES (0, randomblob(16), 0, 1, 5), (1, randomblob(16), 0, 1, 0)`)
  return database
}

test('migrations are numbered without gaps', () => {
  expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_, index) => index + 1))
})

test('rows go along with a new version, after a copy was kept', () => {
  const database = withRows()
  const kept: number[] = []
  migrate(database, [...migrations, next], 'catalog.db', (version) => kept.push(version))
  expect(kept).toEqual([migrations.length])
  expect(versionOf(database)).toBe(next.version)
  expect(database.prepare('SELECT mood FROM photos ORDER BY slot').pluck().all()).toEqual(['proud', 'calm'])
})

test('a migration that fails leaves version and rows as they were', () => {
  const database = withRows()
  expect(() => migrate(database, [...migrations, broken], 'catalog.db', () => undefined)).toThrow(/nowhere/)
  expect(versionOf(database)).toBe(migrations.length)
  expect(database.prepare('SELECT count(*) FROM photos').pluck().get()).toBe(2)
})

test('without the copy nothing is changed', () => {
  const database = withRows()
  const noSpace = () => {
    throw new Error('no space')
  }
  expect(() => migrate(database, [...migrations, next], 'catalog.db', noSpace)).toThrow('no space')
  expect(versionOf(database)).toBe(migrations.length)
})

test('a catalog of a newer version is refused', () => {
  const database = withRows()
  database.pragma('user_version = 99')
  expect(() => migrate(database, migrations, '/lib/catalog.db', () => undefined)).toThrow(
    expect.objectContaining({ code: 'library-newer', params: { path: '/lib/catalog.db' } }),
  )
})

test('days are counted by the catalog itself as photos change', () => {
  const database = withRows()
  const days = () => database.prepare('SELECT day, photos FROM day_count ORDER BY day').raw().all()
  database.exec('UPDATE photos SET day = 100')
  expect(days()).toEqual([[100, 2]])
  database.exec('UPDATE photos SET day = 101 WHERE slot = 1')
  expect(days()).toEqual([
    [100, 1],
    [101, 1],
  ])
  database.exec('UPDATE photos SET trashed_at = 1 WHERE slot = 0')
  expect(days()).toEqual([[101, 1]])
  database.exec('UPDATE photos SET trashed_at = NULL, day = 101')
  expect(days()).toEqual([[101, 2]])
})
