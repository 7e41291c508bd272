import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { picturesFolder } from '../../../src/main/engine/pictures-folder.ts'

const home = mkdtempSync(join(tmpdir(), 'home-'))
const before = process.env['XDG_CONFIG_HOME']
beforeAll(() => {
  delete process.env['XDG_CONFIG_HOME']
  mkdirSync(join(home, '.config'))
})
afterAll(() => {
  if (before !== undefined) process.env['XDG_CONFIG_HOME'] = before
  rmSync(home, { recursive: true, force: true })
})

test('on Linux the pictures folder is the one the user named', () => {
  const dirs = join(home, '.config', 'user-dirs.dirs')
  expect(picturesFolder(home, 'linux')).toBe(join(home, 'Pictures'))
  writeFileSync(dirs, '# made by xdg-user-dirs\nXDG_MUSIC_DIR="$HOME/音楽"\nXDG_PICTURES_DIR="$HOME/画像"\n')
  expect(picturesFolder(home, 'linux')).toBe(join(home, '画像'))
  writeFileSync(dirs, 'XDG_PICTURES_DIR="/data/pictures"\n')
  expect(picturesFolder(home, 'linux')).toBe('/data/pictures')
  // The standard's way to say "none".
  writeFileSync(dirs, 'XDG_PICTURES_DIR="$HOME/"\n')
  expect(picturesFolder(home, 'linux')).toBe(join(home, 'Pictures'))
})

test('elsewhere it is Pictures', () => {
  expect(picturesFolder(home, 'darwin')).toBe(join(home, 'Pictures'))
})
