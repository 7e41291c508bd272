import { createHash } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeBackup } from '../../../../src/server/admin/backup/make-backup.ts'
import type { Manifest } from '../../../../src/server/admin/backup/manifest.ts'
import { readManifest, writeManifest } from '../../../../src/server/admin/backup/manifest.ts'
import { openBackup, restoreBackup } from '../../../../src/server/admin/backup/restore-backup.ts'
import type { BlobStore } from '../../../../src/server/blobs/blob-store.ts'
import { openFolderBlobs } from '../../../../src/server/blobs/folder-blobs.ts'
import { migrations } from '../../../../src/server/database/migrations/index.ts'
import { readServerKeys } from '../../../../src/server/keys/server-keys.ts'
import { openScratchServer } from '../scratch-server.ts'
import { addWholeMember } from '../whole-member.ts'
import type { EmptyDatabase } from './empty-database.ts'
import { openEmptyDatabase } from './empty-database.ts'

let folder: string
let target: EmptyDatabase
/** A whole backup of two members; each case damages a copy. */
let whole: string
let manifest: Manifest

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'image-space-damaged-'))
  whole = join(folder, 'whole')
  target = await openEmptyDatabase()
  const server = await openScratchServer()
  for (let count = 0; count < 2; count++) await addWholeMember(server)
  const keys = readServerKeys(join(server.database.folder, 'server-keys.json'))
  const { urls: database } = server.database
  ;({ manifest } = await makeBackup(
    { database, blobs: server.blobs, keys },
    migrations.at(-1)!.version,
    whole,
  ))
  await server.close()
})
afterAll(async () => {
  await target.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A copy of the backup. */
class Copy {
  readonly folder = join(mkdtempSync(join(folder, 'copy-')), 'backup')

  constructor() {
    cpSync(whole, this.folder, { recursive: true })
  }

  get manifestFile(): string {
    return join(this.folder, 'manifest.json')
  }

  table(name: string): string {
    return join(this.folder, manifest.folder, `${name}.ndjson.gz`)
  }

  /** Files of 3,000 bytes. */
  get blobs(): string[] {
    return readdirSync(join(this.folder, 'blobs'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\/[0-9a-f]{64}$/.test(name))
      .map((name) => join(this.folder, 'blobs', name))
      .sort()
  }

  get blob(): string {
    return this.blobs[1]!
  }
}

const flip = (path: string, at: number) => {
  const bytes = readFileSync(path)
  bytes[at]! ^= 1
  writeFileSync(path, bytes)
}
const halve = (path: string) => truncateSync(path, Math.floor(readFileSync(path).length / 2))
const double = (path: string) => appendFileSync(path, readFileSync(path))

const TABLE = (name: string, how: string) =>
  new RegExp(`: the file tables-[0-9a-f]{16}/${name}\\.ndjson\\.gz ${how}\\. Nothing was restored\\. Take `)
const BLOB = (how: string) =>
  new RegExp(`: the file blobs/[0-9a-f]{64}/[0-9a-f]{2}/[0-9a-f]{64} ${how}\\. Nothing was restored\\. Take `)
const MANIFEST = /: manifest\.json is damaged, or of another version\. Nothing was restored\. Take /

test.each<[what: string, damage: (copy: Copy) => void, said: RegExp]>([
  ['a table that is missing', (copy) => rmSync(copy.table('contacts')), TABLE('contacts', 'is missing')],
  ['a table that is cut', (copy) => halve(copy.table('records')), TABLE('records', 'cannot be read')],
  [
    'a table that is empty',
    (copy) => truncateSync(copy.table('accounts'), 0),
    TABLE('accounts', 'cannot be read'),
  ],
  [
    'a table that is doubled',
    (copy) => double(copy.table('records')),
    TABLE('records', 'is not what was written'),
  ],
  [
    'a table with a flipped bit',
    (copy) => flip(copy.table('records'), 200),
    TABLE('records', '(cannot be read|is not what was written)'),
  ],
  [
    'a row that is doubled',
    (copy) => {
      const path = copy.table('accesses')
      const [first, ...rest] = gunzipSync(readFileSync(path)).toString().split('\n')
      writeFileSync(path, gzipSync([first, first, ...rest].join('\n')))
    },
    TABLE('accesses', 'is not what was written'),
  ],
  [
    'tables that were exchanged',
    (copy) => cpSync(copy.table('uploads'), copy.table('spaces')),
    TABLE('spaces', 'is not what was written'),
  ],
  ['a blob that is missing', (copy) => rmSync(copy.blob), BLOB('is missing')],
  ['a blob that is cut', (copy) => truncateSync(copy.blob, 2_999), BLOB('is damaged')],
  ['a blob that is empty', (copy) => truncateSync(copy.blob, 0), BLOB('is damaged')],
  ['a blob that is doubled', (copy) => double(copy.blob), BLOB('is damaged')],
  ['a blob with a flipped bit', (copy) => flip(copy.blob, 1_500), BLOB('is damaged')],
  [
    'two blobs that were exchanged',
    ({ blobs: [one, other] }) => {
      renameSync(one!, `${one}.away`)
      renameSync(other!, one!)
      renameSync(`${one}.away`, other!)
    },
    BLOB('is damaged'),
  ],
  ['a manifest that is missing', (copy) => rmSync(copy.manifestFile), /it has no manifest\.json/],
  ['a manifest that is cut', (copy) => halve(copy.manifestFile), MANIFEST],
  ['a manifest that is empty', (copy) => truncateSync(copy.manifestFile, 0), MANIFEST],
  ['a manifest that is doubled', (copy) => double(copy.manifestFile), MANIFEST],
  ['a manifest with a flipped bit', (copy) => flip(copy.manifestFile, 40), MANIFEST],
])('refused before anything is made of it: %s', async (_what, damage, said) => {
  const copy = new Copy()
  damage(copy)
  await expectUntouched(copy, said)
})

const changed = <Item extends { name: string }>(items: Item[], name: string, change: Partial<Item>) =>
  items.map((item) => (item.name === name ? { ...item, ...change } : item))

// Its own sum is right in all of these.
test.each<[what: string, lie: (of: Manifest) => Partial<Manifest>, said: RegExp]>([
  [
    'rows of a table',
    ({ tables }) => ({ tables: changed(tables, 'records', { rows: 5 }) }),
    TABLE('records', 'is not what was written'),
  ],
  [
    'the sum of a table',
    ({ tables }) => ({
      tables: changed(tables, 'devices', { sha256: createHash('sha256').digest('hex') }),
    }),
    TABLE('devices', 'is not what was written'),
  ],
  [
    'which tables there are, leaving one out',
    ({ tables }) => ({ tables: tables.filter(({ name }) => name !== 'reports') }),
    /schema \d+ differs at the table reports/,
  ],
  [
    'which tables there are, naming one twice',
    ({ tables }) => ({ tables: [...tables, tables[0]!] }),
    /manifest\.json names a table twice/,
  ],
  [
    'how many blobs there are',
    ({ blobs }) => ({ blobs: { ...blobs, count: blobs.count - 1 } }),
    /its tables name 4 blobs of 12000 bytes, and manifest\.json says 3 of 12000/,
  ],
  [
    'how many bytes blobs have',
    ({ blobs }) => ({ blobs: { ...blobs, bytes: 1 } }),
    /its tables name 4 blobs of 12000 bytes, and manifest\.json says 4 of 1/,
  ],
  [
    'numbers, some of which would be given twice',
    ({ sequences }) => ({ sequences: sequences.map((one) => ({ ...one, last: '1' })) }),
    /manifest\.json says that numbers of accounts\.member_number have got to 1, and 2 is given/,
  ],
  [
    'a number that was not given yet',
    ({ sequences }) => ({ sequences: sequences.map((one) => ({ ...one, called: false })) }),
    /manifest\.json says that numbers of accounts\.member_number have got to 2, and 2 is given/,
  ],
])('refused before anything is made of it: a manifest that lies about %s', async (_what, lie, said) => {
  const copy = new Copy()
  await writeManifest(copy.folder, { ...manifest, ...lie(manifest) })
  await expectUntouched(copy, said)
})

async function expectUntouched(copy: Copy, said: RegExp): Promise<void> {
  const there = join(copy.folder, '..', 'restored')
  const asked: string[] = []
  const blobs = noting(await openFolderBlobs(there), asked)
  const restored = openBackup(copy.folder).then((read) =>
    restoreBackup(copy.folder, read, { database: target.urls, blobs }, 'test'),
  )
  await expect(restored).rejects.toThrow(said)
  await expect(restored).rejects.toThrow(copy.folder)
  expect(await target.tables()).toEqual([])
  expect(readdirSync(there, { recursive: true })).toEqual(['blobs', 'uploads'])
  // It was looked at, and nothing was put into it even for a moment.
  expect(asked.filter((name) => name !== 'list')).toEqual([])
}

/** @param asked grows by what the store is asked to do */
function noting(blobs: BlobStore, asked: string[]): BlobStore {
  return new Proxy(blobs, {
    get: (store, name) => {
      const own: unknown = Reflect.get(store, name)
      asked.push(String(name))
      return typeof own === 'function' ? (own.bind(store) as unknown) : own
    },
  })
}

test('what was refused has left nothing behind that would refuse a whole one', async () => {
  const blobs = await openFolderBlobs(join(folder, 'restored'))
  const read = await readManifest(whole)
  await restoreBackup(whole, read!, { database: target.urls, blobs }, 'test')
  expect(await target.tables()).toContain('accounts')
  let count = 0
  for await (const { length } of blobs.list()) count += length / 3_000
  expect(count).toBe(4)
})
