import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** Whether somebody can be asked. */
export function hasTerminal(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY
}

/**
 * Asks at the terminal, which there must be. Ctrl-C ends the program with 130.
 * @param question without colon
 * @param shown whether the terminal shows what is typed
 * @returns the line; null at the end of input
 */
export async function askTerminal(question: string, shown: boolean): Promise<string | null> {
  // Edits the line with all that a terminal may send.
  const reader = createInterface({
    input: process.stdin,
    output: shown ? process.stderr : new Writable({ write: (_chunk, _encoding, done) => done() }),
    terminal: true,
    historySize: 0,
  })
  if (shown) {
    reader.setPrompt(`${question}: `)
    reader.prompt()
  } else process.stderr.write(`${question}: `)
  let typed: string | null = null
  reader.once('line', (line) => {
    typed = line
    reader.close()
  })
  // Closing gives the terminal back as it was.
  reader.once('SIGINT', () => {
    reader.close()
    process.exit(130)
  })
  await new Promise<void>((resolve) => {
    reader.once('close', () => {
      // What was typed and shown has ended its line.
      if (!shown || typed === null) process.stderr.write('\n')
      resolve()
    })
  })
  return typed
}
