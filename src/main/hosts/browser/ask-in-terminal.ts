import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'

/** Asks a question on a terminal. Whatever is not yes is no, also the end of the input. */
export async function askInTerminal(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<boolean> {
  const terminal = createInterface({ input, output })
  const ended = once(terminal, 'close').then(() => '')
  try {
    // Ctrl-C ends the question with an error, Ctrl-D does not end it at all.
    const answered = terminal.question(`${question} [y/N] `).catch(() => '')
    return /^\s*y(es)?\s*$/i.test(await Promise.race([answered, ended]))
  } finally {
    terminal.close()
  }
}
