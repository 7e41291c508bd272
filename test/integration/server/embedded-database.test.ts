import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  attachEmbeddedDatabase,
  startEmbeddedDatabase,
} from '../../../src/server/database/embedded-database.ts'
import { withClient } from '../../../src/server/database/roles.ts'
import { holdDataFolder } from '../../../src/server/hold-data-folder.ts'

let folder: string
let root: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'image-space-embedded-'))
  chmodSync(folder, 0o711)
  root = join(folder, 'postgres')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const pidFile = () => join(root, 'data', 'postmaster.pid')
const postmaster = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0])
const answers = async (url: string) =>
  withClient(url, async (client) => (await client.query('SELECT current_user AS name')).rows)

test('one that a killed server left running is taken over, and ended', async () => {
  const first = await startEmbeddedDatabase(root)
  const attached = await attachEmbeddedDatabase(root)
  expect(attached).toEqual(first.urls)
  const second = await startEmbeddedDatabase(root)
  expect(second.urls).toEqual(first.urls)
  await second.stop()
  expect(await attachEmbeddedDatabase(root)).toBeNull()
})

test('one that was killed starts again at once, its main process not yet gone', async () => {
  await startEmbeddedDatabase(root)
  process.kill(postmaster(), 'SIGKILL')
  const { urls, stop } = await startEmbeddedDatabase(root)
  expect(await answers(urls.app)).toEqual([{ name: 'image_space_app' }])
  await stop()
})

test('a process that has the number by chance is not taken for the database, and lives on', async () => {
  await (await startEmbeddedDatabase(root)).stop()
  const other = spawn('sleep', ['60'])
  try {
    writeFileSync(pidFile(), `${other.pid}\n${join(root, 'data')}\n1700000000\n1\n\n127.0.0.1\n`)
    expect(await attachEmbeddedDatabase(root)).toBeNull()
    // PostgreSQL itself refuses to start where that process belongs to its own user.
    if (process.getuid?.() !== 0) rmSync(pidFile())
    const { urls, stop } = await startEmbeddedDatabase(root)
    expect(await answers(urls.watch)).toEqual([{ name: 'image_space_watch' }])
    await stop()
    expect(other.exitCode ?? other.signalCode).toBeNull()
  } finally {
    const exit = once(other, 'exit')
    other.kill()
    await exit
  }
})

test('what a start that was killed left half made is made anew', async () => {
  mkdirSync(join(root, 'data.unfinished'), { recursive: true })
  writeFileSync(join(root, 'data.unfinished', 'PG_VERSION'), '18\n')
  const first = await startEmbeddedDatabase(root)
  await withClient(superuser(first.urls.owner), (client) =>
    client.query('DROP DATABASE image_space WITH (FORCE)'),
  )
  await first.stop()
  const { urls, stop } = await startEmbeddedDatabase(root)
  expect(await answers(urls.owner)).toEqual([{ name: 'image_space_owner' }])
  await stop()
})

test('a data folder is held by one process at a time, and what a dead one left holds nothing', () => {
  const release = holdDataFolder(folder)
  expect(() => holdDataFolder(folder)).toThrow(`A server runs on ${folder} already. Nothing was changed.`)
  release()
  holdDataFolder(folder)()
})

function superuser(url: string): string {
  const of = new URL(url)
  of.pathname = '/postgres'
  of.username = 'postgres'
  of.password = (
    JSON.parse(readFileSync(join(root, 'passwords.json'), 'utf8')) as { superuser: string }
  ).superuser
  return of.href
}
