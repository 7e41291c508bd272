import type { RandomSource } from '../shared/random.ts'
import { drawPlaces, isWordAt } from '../shared/space/kit-check.ts'
import { accountText } from './account-text.ts'
import { askTerminal } from './ask-terminal.ts'

/** A screen that a terminal shows in place of its own and forgets (xterm, DECSET 1049). */
const OTHER_SCREEN = { show: '\x1b[?1049h\x1b[H', leave: '\x1b[?1049l' }

/**
 * Shows the page at the terminal until it is on paper, then has three of its words typed back, which the terminal does
 * not show any more.
 * @returns whether it came to that: the input may end before
 */
export async function proveKit(
  page: string,
  words: readonly string[],
  random: RandomSource,
): Promise<boolean> {
  // The account is there, whatever ends the program meanwhile.
  const sayNotProved = () => process.stderr.write(`${accountText.said.kitNotProved}\n`)
  process.once('exit', sayNotProved)
  const isProved = (await showKit(page)) && (await typeBack(words, random))
  process.off('exit', sayNotProved)
  if (!isProved) sayNotProved()
  return isProved
}

async function showKit(page: string): Promise<boolean> {
  const leave = () => process.stderr.write(OTHER_SCREEN.leave)
  process.prependOnceListener('exit', leave)
  process.stderr.write(`${OTHER_SCREEN.show}${page}\n`)
  const answered = await askTerminal(accountText.ask.onPaper, true)
  process.off('exit', leave)
  leave()
  return answered !== null
}

async function typeBack(words: readonly string[], random: RandomSource): Promise<boolean> {
  const { ask } = accountText
  for (const place of drawPlaces(words.length, random)) {
    for (let right = false; !right;) {
      const typed = await askTerminal(ask.word(place), true)
      if (typed === null) return false
      right = isWordAt(words, place, typed)
      if (!right) process.stderr.write(`${ask.otherWord}\n`)
    }
  }
  return true
}
