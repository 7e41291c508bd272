import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testLibraries } from '../../fixtures/engine-client.ts'
import { makeJpeg } from '../../fixtures/make-jpeg.ts'
import { runCli } from '../../fixtures/run-cli.ts'
import type { ScratchServer } from '../server/scratch-server.ts'
import { openScratchServer } from '../server/scratch-server.ts'

const PASSWORD = 'correct horse battery'
const libraries = testLibraries()
const runtime = join(libraries.folder, 'runtime')
/** No session of a desktop, so that no keychain of ours is asked: the password is the lock. */
const env = { XDG_RUNTIME_DIR: runtime, DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(runtime, 'none')}` }

let server: ScratchServer

beforeAll(async () => {
  mkdirSync(runtime, { mode: 0o700 })
  server = await openScratchServer()
})
afterAll(async () => {
  await libraries.close()
  await server.close()
})

const run = (library: string, args: string[], password: string | null = PASSWORD) =>
  runCli(
    [...args, '--library', libraries.root(library), ...(password === null ? [] : ['--password-fd', '3'])],
    env,
    password === null ? [] : [password],
  )

/** Of a command that takes no password. */
async function plain(library: string, ...args: string[]) {
  const done = await run(library, args, null)
  expect([done.code, done.stderr]).toEqual([0, ''])
  return done
}

/** The other computer has not seen the disk, and where it is there is not known: names are the same. */
const withoutFolders = (row: Record<string, unknown>) =>
  JSON.stringify(row, (_key, value: unknown) => (typeof value === 'string' ? basename(value) : value))

const rowsOf = async (library: string, ...args: string[]) =>
  (await plain(library, ...args, '--json')).lines().map(withoutFolders)
const listed = async (library: string) => (await rowsOf(library, 'list')).sort()

test('what is organised in one library is in the other after a sync of each', async () => {
  const pictures = join(libraries.folder, 'pictures')
  mkdirSync(pictures)
  for (const [seed, name] of ['A.JPG', 'B.JPG', 'C.JPG'].entries())
    await makeJpeg(join(pictures, name), { seed })
  await plain('desk', 'index', pictures)
  await plain('desk', 'set', join(pictures, 'A.JPG'), '--rating', '4', '--keyword', '+harbour')
  const { id } = (await plain('desk', 'album', 'create', 'Ships', '--json')).json() as { id: string }
  await plain('desk', 'album', 'add', id, join(pictures, 'A.JPG'), join(pictures, 'B.JPG'))

  const alone = await run('desk', ['sync'], null)
  expect([alone.code, alone.stdout]).toEqual([2, ''])
  expect(alone.stderr).toMatch(/^This library has no image space account\..*\n$/)

  const at = ['--server', server.origin, '--email', 'ada@example.org']
  const kit = ['--kit-file', join(libraries.folder, 'kit.txt')]
  expect((await run('desk', ['account', 'register', ...at, ...kit])).code).toBe(0)
  const wrong = await run('desk', ['sync'], 'not the password')
  expect([wrong.code, wrong.stdout]).toEqual([2, ''])
  expect(wrong.stderr).toMatch(/^The password is wrong\..*\n$/)
  const sent = await run('desk', ['sync'])
  expect([sent.code, sent.stderr]).toEqual([0, ''])
  expect(sent.stdout).toMatch(/^\d+ changes sent, 0 changes received\.\n$/)

  expect((await run('laptop', ['account', 'login', ...at])).code).toBe(0)
  const received = await run('laptop', ['sync', '--json'])
  expect([received.code, received.stderr]).toEqual([0, ''])
  expect(received.json()).toMatchObject({ sent: 0, held: [], overwritten: [], removalsDone: false })
  const rows = await listed('laptop')
  expect(rows).toHaveLength(3)
  expect(rows).toEqual(await listed('desk'))
  expect(await rowsOf('laptop', 'album', 'show', id)).toEqual(await rowsOf('desk', 'album', 'show', id))
})

test('a text that both wrote is told until the user keeps what holds, and then nowhere', async () => {
  const [{ id }] = (await plain('laptop', 'list', '--json')).lines() as [{ id: string }]
  await plain('desk', 'set', id, '--caption', 'from the desk')
  await plain('laptop', 'set', id, '--caption', 'from the laptop')
  expect((await run('desk', ['sync'])).code).toBe(0)
  const told = await run('laptop', ['sync'])
  expect(told.code).toBe(1)
  expect(told.stdout).toContain(
    `${id.slice(0, 8)}, caption: “from the laptop” holds; also written: “from the desk”`,
  )
  expect((await run('desk', ['sync'])).code).toBe(1)
  const kept = await run('desk', ['sync', '--keep-texts'])
  expect([kept.code, kept.stderr]).toEqual([0, ''])
  expect(kept.stdout).not.toContain('from the laptop')
  expect((await run('laptop', ['sync'])).code).toBe(0)
})

test('watching prints what changes until it is interrupted', async () => {
  const script = join(import.meta.dirname, '../../../scripts/cli.mjs')
  const args = ['sync', '--watch', '--json', '--library', libraries.root('laptop'), '--password-fd', '3']
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  })
  const ended = once(child, 'exit')
  const input = child.stdio[3] as Writable // A pipe from here, as asked.
  // It is a socket for us, and ends with the program however that ends.
  input.on('error', () => undefined)
  input.end(PASSWORD)
  const states = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  const next = async () =>
    JSON.parse((await states.next()).value as string) as { state: string; since: number }
  const upToDate = await next()
  expect(upToDate).toMatchObject({ state: 'up-to-date', unsent: 0, held: [] })

  await plain('desk', 'set', join(libraries.folder, 'pictures', 'B.JPG'), '--rating', '2')
  expect((await run('desk', ['sync'])).code).toBe(0)
  const rated = async () => (await plain('laptop', 'list', 'rating:2', '--json')).lines().length
  while ((await rated()) === 0) await next()
  child.kill('SIGINT')
  await ended
})

test('SB-04 several processes that edit and sync one library at once lose nothing to each other', async () => {
  const picture = (name: string) => join(libraries.folder, 'pictures', name)
  const edits = [
    ['A.JPG', '--rating', '1'],
    ['B.JPG', '--caption', 'from a window'],
    ['C.JPG', '--keyword', '+tab'],
    ['A.JPG', '--flag', 'pick'],
  ] as const
  await Promise.all(
    edits.flatMap(([name, ...what]) => [
      plain('desk', 'set', picture(name), ...what),
      run('desk', ['sync']).then(({ code, stderr }) => expect([code, stderr]).toEqual([0, ''])),
    ]),
  )
  for (const library of ['desk', 'laptop']) expect((await run(library, ['sync'])).code).toBe(0)
  expect(await listed('laptop')).toEqual(await listed('desk'))
  const photos = (await plain('laptop', 'list', '--json')).lines()
  expect(photos).toContainEqual(expect.objectContaining({ rating: 1, flag: 'pick' }))
  for (const query of ['keyword:tab', 'window'])
    expect((await plain('laptop', 'list', query, '--json')).lines()).toHaveLength(1)
})
