import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { columnsOf } from '../../../src/shared/text/columns.ts'
import { reserveKitFile } from '../../../src/main/space/kit-file.ts'
import { kitPage } from '../../../src/shared/text/kit-page.ts'
import { AccountRefusal } from '../../../src/main/space/account-refusal.ts'
import { readKit } from '../../../src/main/space/read-kit.ts'
import { wordsOfRecoveryKey } from '../../../src/shared/crypto/recovery-kit.ts'
import { fingerprint } from '../../../src/shared/space/fingerprint.ts'
import { hexOf } from '../../../src/shared/sync/hex.ts'
import { account as en } from '../../../src/shared/text/en/account.ts'
import { account as ja } from '../../../src/shared/text/ja/account.ts'
import { seededRandom } from '../../fixtures/seeded-random.ts'
import { atTerminal, terminals } from '../../fixtures/at-terminal.ts'

const random = seededRandom('kit')
const key = random.bytes(32)
const words = wordsOfRecoveryKey(key)
const kit = { server: 'https://photos.example.org:8443', fingerprint: 'ABCD', memberNumber: 24, words }

function refusedFor(text: string) {
  try {
    return readKit(text)
  } catch (error) {
    return error instanceof AccountRefusal ? { [error.code]: error.params } : error
  }
}

test('the page has a whole frame in both languages, fits a terminal, and is read again', () => {
  for (const { kit: text } of [en, ja]) {
    const page = kitPage(kit, text)
    const lines = page.split('\n')
    expect(new Set(lines.map(columnsOf))).toEqual(new Set([76]))
    // A row is left for the question below.
    expect(lines.length).toBeLessThan(24)
    for (const line of lines) expect(line).toMatch(/^[+|].*[+|]$/)
    for (const part of [kit.server, 'ABCD', '24']) expect(page).toContain(part)
    expect(readKit(page)).toEqual(key)
  }
  expect(fingerprint(hexOf(Uint8Array.from({ length: 32 }, (_, at) => at + 0xa0)))).toBe(
    'A0A1 A2A3 A4A5 A6A7',
  )
})

test('words are read in any form that people type, and a slip is named', () => {
  expect(readKit(words.join(' '))).toEqual(key)
  expect(readKit(`\n ${words.join('\n').toUpperCase()}\t`)).toEqual(key)
  const shuffled = words.map((word, at) => `${at + 1}.${word}`).reverse()
  expect(readKit(shuffled.join(' '))).toEqual(key)

  expect(refusedFor('')).toEqual({ 'kit-word-count': { count: 0 } })
  expect(refusedFor(words.slice(1).join(' '))).toEqual({ 'kit-word-count': { count: 23 } })
  expect(refusedFor(words.with(6, 'cedarr').join(' '))).toEqual({
    'kit-word-unknown': { place: 7, word: 'cedarr' },
  })
  const swapped = words.with(0, words[1]!).with(1, words[0]!)
  expect(refusedFor(swapped.join(' '))).toEqual({ 'kit-words-wrong': {} })
})

const module = pathToFileURL(join(import.meta.dirname, '../../../src/main/space/kit-file.ts')).href

test('a kit never takes the place of another file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'image-space-kit-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'kit.txt')
  reserveKitFile(path).discard()
  expect(existsSync(path)).toBe(false)
  reserveKitFile(path).write('page')
  expect(readFileSync(path, 'utf8')).toBe('page\n')
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  // Ctrl-C while a password is asked for.
  const left = join(folder, 'left.txt')
  const program = `import { reserveKitFile } from '${module}'; reserveKitFile(${JSON.stringify(left)}); process.exit(130)`
  expect(spawnSync(process.execPath, ['--input-type=module', '-e', program]).status).toBe(130)
  expect(existsSync(left)).toBe(false)
  writeFileSync(path, 'mine')
  expect(() => reserveKitFile(path)).toThrow(new AccountRefusal('kit-file-there', { path }))
  expect(readFileSync(path, 'utf8')).toBe('mine')
  const nowhere = { path: join(folder, 'none', 'kit.txt'), reason: 'ENOENT' }
  expect(() => reserveKitFile(nowhere.path)).toThrow(new AccountRefusal('kit-file-refused', nowhere))
})

const child = join(import.meta.dirname, 'kit-child.ts')
/** The child's words, on a screen that is forgotten. */
const SHOWN = '\x1b[?1049h\x1b[Ha b c'
const GONE = '\x1b[?1049l'

if (terminals) {
  test('the words are gone from the screen before three of them are typed back', async () => {
    const { shown, code } = await atTerminal(
      child,
      [],
      [
        ['on paper: ', '\r'],
        ['Word 3 on the paper: ', 'b\r'],
        ['Word 3 on the paper: ', ' C\r'],
        ['Word 5 on the paper: ', 'e\r'],
        ['Word 9 on the paper: ', 'i\r'],
      ],
    )
    expect(shown.indexOf(SHOWN)).toBeGreaterThanOrEqual(0)
    expect(shown.indexOf(GONE)).toBeGreaterThan(shown.indexOf(SHOWN))
    expect(shown.indexOf('Word 3')).toBeGreaterThan(shown.indexOf(GONE))
    expect(shown).toMatch(/another word.*<proved>/s)
    expect(code).toBe(0)
  })

  test('whoever leaves before is told that the account is there', async () => {
    for (const dialogue of [
      [['on paper: ', '\x03']],
      [['on paper: ', '\x04']],
      [
        ['on paper: ', '\r'],
        ['Word 3 on the paper: ', '\x03'],
      ],
    ] as const) {
      const { shown } = await atTerminal(child, [], dialogue)
      expect(shown).toMatch(/\[\?1049l.*Nobody has checked yet .* The account is made all the same;/s)
      expect(shown).not.toContain('<proved>')
    }
  })
} else {
  console.log('THE RECOVERY KIT AT A TERMINAL IS NOT TRIED: no script of util-linux')
}
