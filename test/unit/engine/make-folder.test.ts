import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeFolder } from '../../../src/main/make-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'make-folder-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('makes what is missing and says where it began', () => {
  expect(makeFolder(join(folder, 'a', 'b', 'c'))).toBe(join(folder, 'a'))
  expect(existsSync(join(folder, 'a', 'b', 'c'))).toBe(true)
  expect(makeFolder(join(folder, 'a', 'b'))).toBeNull()
})

test('a file in the way is an error, a link to a folder is not', () => {
  writeFileSync(join(folder, 'file'), '')
  expect(() => makeFolder(join(folder, 'file'))).toThrow('EEXIST')
  expect(() => makeFolder(join(folder, 'file', 'below'))).toThrow('ENOTDIR')
  mkdirSync(join(folder, 'target'))
  symlinkSync(join(folder, 'target'), join(folder, 'link'))
  expect(makeFolder(join(folder, 'link', 'below'))).toBe(join(folder, 'link', 'below'))
})

test('a file system that makes no folders is an error, not an endless wait', () => {
  expect(() => makeFolder('/proc/image-space/deep')).toThrow()
})
