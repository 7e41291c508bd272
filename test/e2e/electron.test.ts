import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import type { ElectronApplication } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startOrAttach, whenGone } from '../../src/main/engine/attach.ts'
import { makeJpeg } from '../fixtures/make-jpeg.ts'

const root = join(import.meta.dirname, '..', '..')
const electron = join(root, 'node_modules', 'electron')
const folder = mkdtempSync(join(tmpdir(), 'image-space-electron-'))
const pictures = join(folder, 'pictures')

beforeAll(async () => {
  const build =
    "await import('./scripts/lib/build.mjs').then(async (b) => { await b.buildRenderer(); await b.buildMain() })"
  const built = spawnSync(process.execPath, ['--input-type=module', '-e', build], {
    cwd: root,
    stdio: 'inherit',
  })
  expect(built.status).toBe(0)
  mkdirSync(pictures)
  await makeJpeg(join(pictures, 'one.jpg'))
}, 240_000)
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

test('the bundle that is packed into the app indexes a folder under plain Node', async () => {
  const library = join(folder, 'bundled')
  const done = spawnSync(
    process.execPath,
    [join(root, 'dist/cli/main.js'), 'index', pictures, '--library', library, '--json'],
    { encoding: 'utf8' },
  )
  expect(done.stderr).toBe('')
  expect(JSON.parse(done.stdout)).toMatchObject({ files: 1, photos: 1, failed: [] })
  await whenGone(library)
})

test('the preload script is one file that asks for Electron alone', () => {
  const preload = readFileSync(join(root, 'dist/main/hosts/electron/preload.cjs'), 'utf8')
  expect([...preload.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['electron'])
  expect(preload).not.toMatch(/^import /m)
})

// scripts/test.mjs says loudly when there is no binary.
if (existsSync(join(electron, 'dist'))) {
  const library = join(folder, 'window')
  let app: ElectronApplication

  beforeAll(async () => {
    const executablePath = join(electron, 'dist', readFileSync(join(electron, 'path.txt'), 'utf8'))
    app = await _electron.launch({
      executablePath,
      args: [root, '--library', library, `--user-data-dir=${join(folder, 'user')}`],
    })
  })
  afterAll(() => app.close())

  test('the window shows the library, sandboxed, and nothing of Node reaches the page', async () => {
    const page = await app.firstWindow()
    expect(page.url()).toBe('image-space://app/')
    await page.getByRole('button').first().waitFor()
    expect(
      await page.evaluate(() => ({
        require: typeof Reflect.get(globalThis, 'require'),
        process: typeof Reflect.get(globalThis, 'process'),
        bridge: Object.keys(Reflect.get(globalThis, 'imageSpace') as object).sort(),
      })),
    ).toEqual({
      require: 'undefined',
      process: 'undefined',
      bridge: ['chooseFolder', 'openLibrary', 'platform', 'requestPort', 'showInFolder'],
    })
  })

  test('the page cannot leave, open windows or reach another address', async () => {
    const page = await app.firstWindow()
    await page.evaluate(() => {
      location.href = 'https://example.com/'
      window.open('https://example.com/')
    })
    expect(page.url()).toBe('image-space://app/')
    expect(app.windows()).toHaveLength(1)
    expect(
      await page.evaluate(() =>
        fetch('https://example.com/').then(
          () => 'reached',
          () => 'refused',
        ),
      ),
    ).toBe('refused')
    expect(
      await page.evaluate(() =>
        fetch('image-space://evil/').then(
          ({ status }) => status,
          () => 403,
        ),
      ),
    ).toBe(403)
  })

  test('the command line attaches to the engine of the window', async () => {
    const connection = await startOrAttach(library)
    const { count } = await connection.client.photos.view({
      source: { kind: 'all' },
      search: '',
      sort: { field: 'taken', descending: false },
    })
    expect(count).toBe(0)
    connection.close()
  })
}
