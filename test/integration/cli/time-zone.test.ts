import { mkdirSync, readdirSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { whenGone } from '../../../src/main/engine/attach.ts'
import { testLibraries } from '../../fixtures/engine-client.ts'
import { makeJpeg } from '../../fixtures/make-jpeg.ts'
import { runCli } from '../../fixtures/run-cli.ts'

const libraries = testLibraries()
afterAll(() => libraries.close())

const HOUR = 3600

test('SB-22 a library that travels to another time zone has nothing twice, and nothing of it changes', async () => {
  const pictures = join(libraries.folder, 'pictures')
  mkdirSync(pictures)
  for (const [seed, name] of ['A.JPG', 'B.JPG', 'C.JPG'].entries())
    await makeJpeg(join(pictures, name), { seed })
  const indexed = async (zone: string) => {
    const root = libraries.root('journey')
    const done = await runCli(['index', pictures, '--library', root], { TZ: zone })
    expect([done.code, done.stderr]).toEqual([0, ''])
    const list = await runCli(['list', '--json', '--library', root], { TZ: zone })
    // The next engine has the zone that it is started in.
    await whenGone(root)
    return list.lines()
  }
  const home = await indexed('Pacific/Honolulu')
  expect(home).toHaveLength(3)
  // Cards keep local times: in another zone all of them seem to have been changed.
  for (const name of readdirSync(pictures)) {
    const { atimeMs, mtimeMs } = statSync(join(pictures, name))
    utimesSync(join(pictures, name), atimeMs / 1000 + 19 * HOUR, mtimeMs / 1000 + 19 * HOUR)
  }
  expect(await indexed('Asia/Tokyo')).toEqual(home)
})
