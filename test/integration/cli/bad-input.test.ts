import { execFileSync } from 'node:child_process'
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  copyFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeJpeg } from '../../fixtures/make-jpeg.ts'
import { runCli } from '../../fixtures/run-cli.ts'
import { treeHash } from '../../fixtures/tree-hash.ts'

const folder = mkdtempSync(join(tmpdir(), 'bad-input-'))
const malformed = join(import.meta.dirname, '../../../../shared/photos/malformed')
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

/** Names that are legal on this file system and trouble elsewhere. */
const oddNames = [
  'line\nbreak.JPG',
  '写真 📷.JPG',
  'right\u202eto\u200fleft.JPG',
  `${'n'.repeat(251)}.JPG`,
  'case.jpg',
  'CASE.JPG',
  'e\u0301.JPG',
  '\u00e9.JPG',
  '-rf.JPG',
  'CON.JPG',
  'quote\'"`$(x).JPG',
]

async function makeHostileFolder(path: string): Promise<void> {
  mkdirSync(path)
  for (const [index, name] of oddNames.entries()) await makeJpeg(join(path, name), { seed: 100 + index })
  mkdirSync(join(path, 'DSC_0001.JPG'))
  writeFileSync(join(path, 'empty.JPG'), '')
  execFileSync('mkfifo', [join(path, 'pipe.JPG')])
  symlinkSync('.', join(path, 'loop'))
  symlinkSync('/etc/passwd', join(path, 'link.JPG'))
  linkSync(join(path, 'case.jpg'), join(path, 'hard-link.jpg'))
  for (const extension of [
    'NEF',
    'CR3',
    'HEIC',
    'JXL',
    'PSD',
    'BMP',
    'MOV',
    'TIF',
    'PNG',
    'XMP',
    'RAF',
    'ARW',
  ]) {
    writeFileSync(join(path, `noise.${extension}`), Buffer.from(extension.repeat(3_000)))
    copyFileSync(join(path, '-rf.JPG'), join(path, `cut.${extension}`))
    truncateSync(join(path, `cut.${extension}`), 700)
  }
}

test('a folder full of traps is indexed, nothing of it changes, and every sound photo is in', async () => {
  const path = join(folder, 'hostile')
  await makeHostileFolder(path)
  const before = treeHash(path)
  const library = ['--library', join(folder, 'library')]
  const indexed = await runCli(['index', path, ...library, '--json'])
  expect(indexed.stderr).not.toMatch(/\bat .*\.ts/)
  expect([0, 1]).toContain(indexed.code)
  expect(treeHash(path)).toBe(before)
  const rows = (await runCli(['list', ...library, '--json'])).lines()
  const listed = new Set(rows.flatMap((row) => row['files'] as string[]))
  for (const name of oddNames) expect(listed, name).toContain(join(path, name))
  expect(listed).not.toContain(join(path, 'link.JPG'))
  expect(listed).not.toContain(join(path, 'pipe.JPG'))
})

test('a hostile card is imported without overwriting or losing anything', async () => {
  const card = join(folder, 'card')
  mkdirSync(join(card, 'DCIM'), { recursive: true })
  await makeHostileFolder(join(card, 'DCIM/100ODD__'))
  mkdirSync(join(card, 'DCIM/101ODD__'))
  await makeJpeg(join(card, 'DCIM/101ODD__/case.jpg'), { seed: 200 })
  const before = treeHash(card)
  const to = join(folder, 'pictures')
  const done = await runCli(['ingest', card, '--to', to, '--library', join(folder, 'card-library'), '--json'])
  expect(done.stderr).not.toMatch(/\bat .*\.ts/)
  expect([0, 1]).toContain(done.code)
  expect(treeHash(card)).toBe(before)
  const rows = (await runCli(['list', '--library', join(folder, 'card-library'), '--json'])).lines()
  const copies = rows.flatMap((row) => row['files'] as string[])
  expect(new Set(copies).size).toBe(copies.length)
  for (const copy of copies) expect(existsSync(copy), copy).toBe(true)
  // Eleven odd names and the other case.jpg, each with content of its own.
  expect(copies.filter((copy) => copy.startsWith(to)).length).toBeGreaterThanOrEqual(oddNames.length + 1)
})

test('every malformed camera file is survived', async () => {
  const path = existsSync(malformed) ? malformed : join(folder, 'hostile')
  const library = ['--library', join(folder, 'malformed-library')]
  const before = treeHash(path)
  const indexed = await runCli(['index', path, ...library, '--json'])
  expect([0, 1]).toContain(indexed.code)
  expect(treeHash(path)).toBe(before)
  expect((await runCli(['doctor', ...library, '--json'])).json()).toHaveProperty('findings')
  expect(readdirSync(join(folder, 'malformed-library'))).toContain('catalog.db')
})
