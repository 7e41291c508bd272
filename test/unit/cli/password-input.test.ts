import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { atTerminal, terminals } from '../../fixtures/at-terminal.ts'

const child = join(import.meta.dirname, 'password-child.ts')
const hex = (password: string) => `<${Buffer.from(password).toString('hex')}>`

/** Runs without a terminal. @param given what file descriptor 3 gives to its end; null leaves it closed */
async function run(args: readonly string[], given: string | Uint8Array | null) {
  const running = spawn(process.execPath, [child, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', given === null ? 'ignore' : 'pipe'],
  })
  const [, stdout, stderr, input] = running.stdio as unknown as [null, Readable, Readable, Writable | null] // As asked.
  // A child that has read enough does not wait for the rest.
  input?.on('error', () => undefined).end(given)
  const code = new Promise((resolve) => running.on('close', resolve))
  return { stdout: await text(stdout), stderr: await text(stderr), code: await code }
}

const fd = ['--password-fd', '3']
const newFd = ['--new', ...fd]
const refused = (stderr: unknown) => ({ stdout: '', stderr, code: 2 })
const taken = (password: string) => ({ stdout: `${hex(password)}\n`, stderr: '', code: 0 })

describe('from a file descriptor', () => {
  test('all of it is the password but one line end', async () => {
    expect(await run(fd, 'pass word')).toEqual(taken('pass word'))
    expect(await run(fd, 'パス\n')).toEqual(taken('パス'))
    expect(await run(fd, 'p\r\n')).toEqual(taken('p'))
    expect(await run(fd, ' two\nlines \n\n')).toEqual(taken(' two\nlines \n'))
  })

  test('what cannot be one is refused', async () => {
    for (const nothing of ['', '\n'])
      expect(await run(fd, nothing)).toEqual(refused('No password was given. Nothing was changed.\n'))
    expect(await run(fd, Uint8Array.of(0x70, 0xff))).toEqual(refused(expect.stringContaining('not UTF-8')))
    expect(await run(['--password-fd', '77'], '')).toEqual(
      refused('The password could not be read from file descriptor 77 (EBADF). Nothing was changed.\n'),
    )
    for (const wrong of ['x', '-1', '1.5', ''])
      expect(await run([`--password-fd=${wrong}`], null)).toMatchObject({ stdout: '', code: 1 })
  })

  test('1,024 characters are taken, whatever their bytes, and no more', async () => {
    for (const character of ['a', '📷']) {
      expect(await run(fd, `${character.repeat(1024)}\r\n`)).toEqual(taken(character.repeat(1024)))
      for (const count of [1025, 100_000])
        expect(await run(fd, character.repeat(count))).toEqual(
          refused('The password has more than 1,024 characters. Nothing was changed. Give a shorter one.\n'),
        )
    }
  })

  test('a new one has 12 characters, of any kind, and is not asked for twice', async () => {
    expect(await run(newFd, 'aaaaaaaaaaaa\n')).toEqual(taken('aaaaaaaaaaaa'))
    expect(await run(newFd, '📷'.repeat(12))).toEqual(taken('📷'.repeat(12)))
    expect(await run(newFd, 'elevenchars\n')).toEqual(
      refused(
        'The password has 11 characters; a new one needs 12 or more, of any kind. Nothing was changed. ' +
          'A few words are easy to remember and hard to guess.\n',
      ),
    )
    // Eleven that a keyboard composed of two each.
    expect(await run(newFd, 'e\u0301'.repeat(11))).toEqual(
      refused(expect.stringContaining('has 11 characters')),
    )
  })
})

test('without descriptor and terminal it says how to give the password', async () => {
  for (const args of [[], ['--new']])
    expect(await run(args, null)).toEqual(
      refused(expect.stringMatching(/^There is no terminal .* Nothing was changed\. .*--password-fd/)),
    )
})

const atPrompt = (args: readonly string[], dialogue: readonly (readonly [string, string])[]) =>
  atTerminal(child, args, dialogue)

if (terminals) {
  describe('at a terminal', () => {
    /** Echo and lines are on again. */
    const restored = /(?<!-)\bicanon\b[^]*(?<!-)\becho\b/

    test('what is typed is not shown, and can be corrected', async () => {
      const { shown, code } = await atPrompt([], [['Password: ', 'sesamX\x7fe öffnXY\b\x7fe dich📷写\x7f\r']])
      expect(shown).toContain(`Password: \r\n${hex('sesame öffne dich📷')}\r\n`)
      expect(shown).not.toMatch(/sesam|dich/)
      expect(shown).toMatch(restored)
      expect(code).toBe(0)
    })

    test('a new one is typed twice', async () => {
      const first = 'Password (at least 12 characters, of any kind): '
      const same = await atPrompt(
        ['--new'],
        [
          [first, 'twelve chars\r'],
          ['Once more: ', 'twelve chars\r'],
        ],
      )
      expect(same.shown).toContain(`${first}\r\nOnce more: \r\n${hex('twelve chars')}\r\n`)
      const different = await atPrompt(
        ['--new'],
        [
          [first, 'twelve chars\r'],
          ['Once more: ', 'twelve cars\r'],
        ],
      )
      expect(different.shown).toContain('The two passwords differ. Nothing was changed.')
      expect(different.code).toBe(2)
      const short = await atPrompt(['--new'], [[first, 'short\r']])
      expect(short.shown).toContain('The password has 5 characters;')
      expect(short.shown).not.toContain('Once more')
    })

    test('Ctrl-C ends it with 130, and the terminal is as before', async () => {
      const { shown, code } = await atPrompt([], [['Password: ', 'half\x03']])
      expect(shown).toMatch(/^Password: \r\n(?!<)/)
      expect(shown).toMatch(restored)
      expect(code).toBe(130)
    })

    test('the end of input, or an empty line, is no password', async () => {
      for (const typed of ['\x04', '\r']) {
        const { shown, code } = await atPrompt([], [['Password: ', typed]])
        expect(shown).toContain('Password: \r\nNo password was given. Nothing was changed.\r\n')
        expect(shown).toMatch(restored)
        expect(code).toBe(2)
      }
    })
  })
} else {
  console.log('PASSWORDS AT A TERMINAL ARE NOT TRIED: no script of util-linux')
}
