import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openSettings } from '../../../src/main/engine/settings-store.ts'
import { defaultSettings, settingsChangeSchema } from '../../../src/shared/settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'settings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a change touches nothing else and is there after a restart', () => {
  const path = join(folder, 'kept.json')
  const settings = openSettings(path)
  expect(settings.get()).toEqual(defaultSettings)
  settings.change({ rowHeight: 200 })
  settings.change(settingsChangeSchema.parse({ theme: 'light' }))
  expect(openSettings(path).get()).toEqual({ ...defaultSettings, rowHeight: 200, theme: 'light' })
})

test('a value that makes no sense becomes the default, the others stay', () => {
  const path = join(folder, 'odd.json')
  writeFileSync(path, JSON.stringify({ rowHeight: 'tall', theme: 'dark', creator: 'Mei', plugin: true }))
  expect(openSettings(path).get()).toEqual({ ...defaultSettings, theme: 'dark', creator: 'Mei' })
})

test('a file that is no JSON is set aside, not overwritten', () => {
  const path = join(folder, 'torn.json')
  writeFileSync(path, '{"creator": "Me')
  const settings = openSettings(path)
  settings.change({ creator: 'Mei' })
  expect(readFileSync(`${path}.invalid`, 'utf8')).toBe('{"creator": "Me')
  expect(openSettings(path).get().creator).toBe('Mei')
})

test('listeners hear of each change', () => {
  const settings = openSettings(join(folder, 'heard.json'))
  const heard: string[] = []
  const stop = settings.onChange(({ creator }) => heard.push(creator))
  settings.change({ creator: 'a' })
  stop()
  settings.change({ creator: 'b' })
  expect(heard).toEqual(['a'])
})
