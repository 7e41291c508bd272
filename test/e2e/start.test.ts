import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { damagedLibrary } from '../integration/catalog/damaged-library.ts'

const script = join(import.meta.dirname, '..', '..', 'scripts', 'start.mjs')

test('without a terminal nobody is asked: a damaged library is refused in words', async () => {
  const { folder } = await damagedLibrary()
  const child = spawn(process.execPath, [script, '--browser', '--no-open', '--library', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect(code).toBe(2)
  expect(stderr).toMatch(/catalog .* is damaged.*image-space restore/)
})

// A terminal to ask on: util-linux, on every Debian.
if (process.platform === 'linux') {
  const inTerminal = (folder: string) => {
    // Without exec the shell in between would end by Ctrl-C itself.
    const command = ['exec', process.execPath, script, '--browser', '--no-open', '--library', folder]
    return spawn('script', ['--quiet', '--return', '--command', command.join(' '), '/dev/null'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
  }

  test('on a terminal a damaged library is restored after a yes, and opened', async () => {
    const { folder } = await damagedLibrary()
    const child = inTerminal(folder)
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const said = async (words: RegExp) => {
      while (!words.test(output)) await once(child.stdout, 'data')
    }
    await said(/\[y\/N\]/)
    child.stdin.write('y\n')
    await said(/Image Space is open at/)
    child.stdin.write('\u0003')
    expect((await once(child, 'exit'))[0]).toBe(0)
    expect(output).toMatch(/has been restored from the backup/)
  })

  test('on a terminal a no ends the start and changes nothing', async () => {
    const { folder } = await damagedLibrary()
    const child = inTerminal(folder)
    child.stdin.write('\n')
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
    expect(code).toBe(2)
    expect(output).toContain('Nothing was changed.')
    expect(readdirSync(folder).filter((name) => name.startsWith('damaged'))).toEqual([])
  })
}
