import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { attach, startOrAttach, whenGone } from '../../../src/main/engine/attach.ts'
import { enginePointerSchema } from '../../../src/main/engine/engine-address.ts'
import { libraryLayout } from '../../../src/main/engine/library-layout.ts'
import { lockLibrary } from '../../../src/main/engine/library-lock.ts'
import { testLibraries } from '../../fixtures/engine-client.ts'

const libraries = testLibraries()
afterAll(() => libraries.close())

const pointerOf = (root: string) =>
  enginePointerSchema.parse(JSON.parse(readFileSync(libraryLayout(root).pointer, 'utf8')))

test('of several that start an engine at once, all come to the same one', async () => {
  const connections = await Promise.all([1, 2, 3].map(() => libraries.connect('race')))
  const infos = await Promise.all(connections.map(({ client }) => client.app.info()))
  expect(new Set(infos.map(({ epoch }) => epoch)).size).toBe(1)
  expect(infos[0]).toMatchObject({ libraryPath: libraries.root('race'), photos: 0, trashed: 0 })
})

test('the engine listens where only its owner can enter', async () => {
  const { address } = await libraries.connect('race')
  expect(statSync(join(address, '..')).mode & 0o777).toBe(0o700)
  expect(Buffer.byteLength(address)).toBeLessThan(104)
})

test('after kill -9 the next one starts at once, and users of the old one are told', async () => {
  const root = libraries.root('killed')
  const before = await libraries.connect('killed')
  const { epoch } = await before.client.app.info()
  process.kill(pointerOf(root).pid, 'SIGKILL')
  await before.closed
  await expect(before.client.app.info()).rejects.toThrow()
  const after = await libraries.connect('killed')
  expect((await after.client.app.info()).epoch).not.toBe(epoch)
})

test('an engine that nobody uses any more ends by itself and lets go of the library', async () => {
  const root = libraries.root('left')
  const connection = await startOrAttach(root)
  connection.close()
  await whenGone(root)
  expect(existsSync(libraryLayout(root).pointer)).toBe(false)
  lockLibrary(libraryLayout(root))()
  expect(await attach(root)).toBeNull()
})

test('SIGTERM ends it cleanly, and asking it to stop does too, unless somebody else needs it', async () => {
  const root = libraries.root('stopped')
  const first = await startOrAttach(root)
  process.kill(pointerOf(root).pid, 'SIGTERM')
  await first.closed
  await whenGone(root)

  const second = await startOrAttach(root)
  const other = await startOrAttach(root)
  expect(await second.client.app.stop({ unlessNeeded: true })).toEqual({ stopping: false })
  other.close()
  await other.closed
  expect(await second.client.app.stop({ unlessNeeded: false })).toEqual({ stopping: true })
  await second.closed
  await whenGone(root)
  expect(readFileSync(libraryLayout(root).log, 'utf8').match(/ stopped$/gm)).toHaveLength(2)
})

test('a library that a foreign program writes is refused in words', async () => {
  const layout = libraryLayout(libraries.root('foreign'))
  const unlock = lockLibrary(layout)
  await expect(startOrAttach(layout.root)).rejects.toMatchObject({ code: 'library-in-use' })
  unlock()
})

test('what keeps an engine from starting is told to whoever started it', async () => {
  const file = join(libraries.folder, 'a file')
  writeFileSync(file, '')
  await expect(startOrAttach(file)).rejects.toMatchObject({ code: 'not-a-folder' })
})

test('a pointer that a dead engine left, or that makes no sense, is no obstacle', async () => {
  const root = libraries.root('stale')
  const layout = libraryLayout(root)
  lockLibrary(layout)()
  const dead = spawn(process.execPath, ['-e', ''])
  await once(dead, 'exit')
  writeFileSync(
    layout.pointer,
    JSON.stringify({ pid: dead.pid, state: 'starting', address: '/nowhere', version: '0.0.1' }),
  )
  expect(await attach(root)).toBeNull()
  writeFileSync(layout.pointer, 'scribble')
  const connection = await libraries.connect('stale')
  expect((await connection.client.app.info()).libraryPath).toBe(root)
})
