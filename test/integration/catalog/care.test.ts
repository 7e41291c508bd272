import Database from 'better-sqlite3'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { removeOldBackups } from '../../../src/main/catalog/backups.ts'
import { openForReading, openForWriting, requireVersion } from '../../../src/main/catalog/database.ts'
import { linuxMounts, macMounts, requireLocalDisk, typeAt } from '../../../src/main/catalog/network-share.ts'
import { openCatalog } from '../../../src/main/catalog/open-catalog.ts'
import { restoreCatalog } from '../../../src/main/catalog/restore-catalog.ts'
import { sidecarPath } from '../../../src/main/catalog/sidecar.ts'
import { acceptCopy } from '../../../src/main/catalog/verified-copy.ts'
import { addSomePhotos, found, temporaryLibrary } from './temporary-library.ts'

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'image-space-care-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Overwrites the pages in the middle of a file with noise. */
function damage(path: string): void {
  const { size } = statSync(path)
  const file = openSync(path, 'r+')
  for (let at = 8192 * 2; at < size; at += 8192) writeSync(file, Buffer.alloc(4000, 0x5a), 0, 4000, at)
  closeSync(file)
}

test('every connection runs with the pragmas that keep it safe, at each opening', () => {
  const path = join(temporaryFolder(), 'catalog.db')
  for (let opening = 0; opening < 2; opening++) {
    const writer = openForWriting(path)
    writer.exec('CREATE TABLE IF NOT EXISTS t (x)')
    const reader = openForReading(path)
    for (const database of [writer, reader]) {
      const pragma = (name: string) => database.pragma(name, { simple: true })
      expect(pragma('journal_mode')).toBe('wal')
      expect(pragma('synchronous')).toBe(2)
      expect(pragma('foreign_keys')).toBe(1)
      expect(pragma('trusted_schema')).toBe(0)
      expect(pragma('cell_size_check')).toBe(1)
      expect(pragma('mmap_size')).toBe(0)
      expect(pragma('busy_timeout')).toBe(5000)
      expect(pragma('application_id')).toBe(0x49535043)
    }
    expect(() => reader.exec('DELETE FROM t')).toThrow(/readonly|read-only/i)
    reader.close()
    writer.close()
  }
})

test('an SQLite that can damage catalogs is refused', () => {
  for (const version of ['3.51.2', '3.50.9', '2.99.99']) {
    expect(() => requireVersion(version)).toThrow(expect.objectContaining({ code: 'sqlite-too-old' }))
  }
  for (const version of ['3.51.3', '3.54.1', '4.0.0']) expect(() => requireVersion(version)).not.toThrow()
})

test('network shares are told from local disks', () => {
  const mounts = linuxMounts(
    [
      '36 35 98:0 / / rw,noatime shared:1 - ext4 /dev/root rw',
      '37 36 0:40 / /mnt/nas rw - cifs //nas/photos rw',
      '38 36 0:41 / /mnt/nas/local\\040disk rw - xfs /dev/sdb1 rw',
      '39 36 0:42 / /home/me/far rw - fuse.sshfs me@far: rw',
    ].join('\n'),
  )
  expect(typeAt('/mnt/nas/library', mounts)).toBe('cifs')
  expect(typeAt('/mnt/nasty/library', mounts)).toBe('ext4')
  expect(typeAt('/mnt/nas/local disk/library', mounts)).toBe('xfs')
  expect(typeAt('/home/me/far', mounts)).toBe('fuse.sshfs')
  const mac = macMounts(
    '/dev/disk3s1 on / (apfs, local)\n//me@nas._smb._tcp.local/Photos on /Volumes/Photos (smbfs, nodev)',
  )
  expect(typeAt('/Volumes/Photos/library', mac)).toBe('smbfs')
  expect(() => requireLocalDisk(tmpdir())).not.toThrow()
})

test('a folder that cannot be written is refused with its name', async () => {
  const folder = join(temporaryFolder(), 'file')
  writeFileSync(folder, 'not a folder')
  const files = { path: join(folder, 'library', 'catalog.db'), backups: join(folder, 'backups') }
  await expect(openCatalog(files)).rejects.toMatchObject({ code: 'library-not-writable' })
})

test('a catalog of a newer version is refused and left as it is', async () => {
  const library = await temporaryLibrary()
  await library.catalog.close()
  const database = new Database(library.path)
  database.pragma('user_version = 999')
  database.close()
  const before = readFileSync(library.path)
  await expect(openCatalog(library)).rejects.toMatchObject({ code: 'library-newer' })
  expect(readFileSync(library.path).equals(before)).toBe(true)
})

test('a backup is a whole catalog in one file; a copy that lacks rows does not count', async () => {
  const library = await temporaryLibrary()
  const ids = await addSomePhotos(library, 50)
  const { path, bytes } = await library.catalog.backup()
  expect(statSync(path).size).toBe(bytes)
  expect(readdirSync(library.backups)).toHaveLength(1)
  const copy = new Database(path, { readonly: true })
  expect(copy.prepare('SELECT count(*) FROM photos').pluck().get()).toBe(ids.length)
  expect(copy.pragma('journal_mode', { simple: true })).toBe('delete')
  copy.close()

  const part = `${path}.part`
  copyFileSync(path, part)
  expect(() => acceptCopy(part, { photos: 51 }, join(library.backups, 'x.db'))).toThrow()
  expect(readdirSync(library.backups)).toHaveLength(1)
})

test('backups are kept for seven days and four weeks', () => {
  const folder = temporaryFolder()
  const day = (ago: number, hour: string) => {
    const date = new Date(Date.UTC(2025, 5, 30) - ago * 86_400_000).toISOString().slice(0, 10)
    return `catalog ${date} ${hour}-00-00.db`
  }
  for (let ago = 0; ago < 60; ago++)
    for (const hour of ['08', '20']) writeFileSync(join(folder, day(ago, hour)), '')
  writeFileSync(join(folder, 'before update from version 1.db'), '')
  removeOldBackups(folder)
  const kept = readdirSync(folder).sort()
  const daily = Array.from({ length: 7 }, (_, ago) => day(ago, '20'))
  // 30 June 2025 is a Monday: the newest of its week and of the three weeks before it.
  const weekly = [0, 1, 8, 15].map((ago) => day(ago, '20'))
  expect(kept).toEqual([...new Set([...daily, ...weekly, 'before update from version 1.db'])].sort())
})

test('a damaged catalog is told with the latest good backup, restored from it, and nothing is deleted', async () => {
  const library = await temporaryLibrary()
  const ids = await addSomePhotos(library, 300)
  const good = (await library.catalog.backup()).path
  await addSomePhotos(library, 310)
  await library.catalog.close()
  writeFileSync(join(library.backups, 'catalog 2999-01-01 00-00-00.db'), 'a newer backup that is none')
  damage(library.path)

  await expect(openCatalog(library)).rejects.toMatchObject({
    code: 'library-damaged',
    params: { path: library.path, backup: good },
  })
  const { backup, kept } = restoreCatalog(library)
  expect(backup).toBe(good)
  expect(existsSync(join(kept, 'catalog.db'))).toBe(true)
  const { catalog } = await openCatalog(library)
  library.catalog = catalog
  expect(await found(library, '')).toEqual(ids)
  expect(await catalog.quickCheck()).toEqual([])
  await catalog.close()
})

test('a file that is no catalog at all is a damaged one', async () => {
  const library = await temporaryLibrary()
  await library.catalog.close()
  writeFileSync(library.path, 'x'.repeat(100_000))
  await expect(openCatalog(library)).rejects.toMatchObject({
    code: 'library-damaged',
    params: { backup: '' },
  })
  expect(() => restoreCatalog(library)).toThrow(expect.objectContaining({ code: 'library-damaged' }))
  expect(statSync(library.path).size).toBe(100_000)
})

test('after an unclean stop the catalog is checked, told so, and complete', async () => {
  const library = await temporaryLibrary()
  const ids = await addSomePhotos(library, 20)
  // What is on disk while it is open is what a power cut would leave.
  const folder = temporaryFolder()
  for (const end of ['', '-wal', '-shm']) copyFileSync(library.path + end, join(folder, `catalog.db${end}`))
  const files = { path: join(folder, 'catalog.db'), backups: join(folder, 'backups') }
  const { catalog, notice } = await openCatalog(files)
  expect(notice).toEqual({ code: 'library-unclean-stop', params: {} })
  expect(catalog.columns.length).toBe(ids.length)
  await catalog.close()
  const again = await openCatalog(files)
  expect(again.notice).toBeNull()
  await again.catalog.close()
})

test.each([
  ['is missing', (path: string) => rmSync(path)],
  ['is cut short', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 2_000))],
  ['has other bytes', (path: string) => damageLast(path)],
  ['is of another form', (path: string) => writeFileSync(path, 'nonsense')],
])('what is kept for a fast start %s: everything comes from the catalog', async (_, spoil) => {
  const library = await temporaryLibrary()
  const ids = await addSomePhotos(library, 30)
  await library.catalog.close()
  spoil(sidecarPath(library.path))
  library.catalog = (await openCatalog(library)).catalog
  expect(await found(library, 'dsc')).toEqual(ids)
  await library.catalog.close()
})

test('an older catalog put in the place of a newer one is not mixed with its columns', async () => {
  const library = await temporaryLibrary()
  const ids = await addSomePhotos(library, 5)
  await library.catalog.close()
  const older = readFileSync(library.path)
  library.catalog = (await openCatalog(library)).catalog
  await addSomePhotos(library, 9)
  await library.catalog.close()
  writeFileSync(library.path, older)
  utimesSync(library.path, new Date(), new Date())
  library.catalog = (await openCatalog(library)).catalog
  expect(library.catalog.columns.length).toBe(5)
  expect(await found(library, '')).toEqual(ids)
  await library.catalog.close()
})

function damageLast(path: string): void {
  const bytes = readFileSync(path)
  bytes[bytes.length - 40] = (bytes[bytes.length - 40]! + 1) & 0xff
  writeFileSync(path, bytes)
}
