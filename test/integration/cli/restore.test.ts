import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeJpeg } from '../../fixtures/make-jpeg.ts'
import { runCli } from '../../fixtures/run-cli.ts'
import { damagedLibrary } from '../catalog/damaged-library.ts'
import { temporaryLibrary } from '../catalog/temporary-library.ts'

test('a damaged catalog is refused in words, and restored from its backup on demand', async () => {
  const { folder } = await damagedLibrary()
  const library = ['--library', folder]

  const refused = await runCli(['list', ...library])
  expect(refused.code).toBe(2)
  expect(refused.stderr).toMatch(/catalog .* is damaged.*backups.*image-space restore/)

  const restored = await runCli(['restore', ...library, '--json'])
  expect(restored.code, restored.stderr).toBe(0)
  const { kept } = restored.json() as { kept: string }
  expect(readdirSync(kept)).toContain('catalog.db')
  expect((await runCli(['list', ...library, '--json'])).lines()).toHaveLength(5)
})

test('without a backup nothing is touched', async () => {
  const { catalog, folder, path } = await temporaryLibrary()
  await catalog.close()
  mkdirSync(join(folder, 'photos'))
  await makeJpeg(join(folder, 'photos/a.jpg'))
  writeFileSync(path, 'no catalog')
  const refused = await runCli(['restore', '--library', folder])
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('no good backup')
  expect(existsSync(path)).toBe(true)
})
