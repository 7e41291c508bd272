import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { askInTerminal } from '../../../src/main/hosts/browser/ask-in-terminal.ts'

test('yes is yes, and everything else is no', async () => {
  for (const [typed, answer] of [
    ['y\n', true],
    [' YES \n', true],
    ['\n', false],
    ['no\n', false],
    ['yesterday\n', false],
    ['', false],
  ] as const) {
    const output = new PassThrough()
    const input = new PassThrough()
    input.end(typed)
    expect(await askInTerminal('Restore?', input, output), JSON.stringify(typed)).toBe(answer)
    output.end()
    expect(await text(output)).toBe('Restore? [y/N] ')
  }
})
