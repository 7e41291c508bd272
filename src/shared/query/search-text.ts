/**
 * Text as the search index sees it. The index cuts words at everything that is not a letter or digit; beyond that,
 * - all forms of a character are one (NFKC: wide and narrow, composed or not);
 * - pictures such as emoji become words;
 * - digits and letters are words of their own, so that `0412` finds DSC0412 and `z8` finds "Z 8";
 * - Chinese, Japanese and Korean text, which has no spaces, becomes pairs of neighbours, so that any piece of it,
 *   however short, is found: 京都の桜 is 京都 都の の桜 桜.
 */
const neighbours = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆ヶ]+/gu
const letterThenDigit = /(\p{L}\p{M}*)(?=\p{Nd})|(\p{Nd})(?=\p{L})/gu
const pictures = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/gu
const plain = /^[\x20-\x7e]*$/

export function indexedText(text: string): string {
  if (text === '') return text
  if (plain.test(text)) return text.replace(/([A-Za-z])(?=\d)|(\d)(?=[A-Za-z])/g, '$& ')
  return cutWords(text).replace(neighbours, (run) => ` ${pairs(run, true)} `)
}

/** Words that must follow each other, without case and accents. */
export interface Phrase {
  words: string[]
  /** The last word may go on. */
  goesOn: boolean
}

/**
 * What a word or phrase of the search line looks for: its words must follow each other, the last may go on. One letter or
 * digit means just that word, since half the library begins with it. Null: nothing to look for.
 */
export function phraseOf(text: string): Phrase | null {
  const cut = cutWords(text).replace(neighbours, (run) => ` ${pairs(run, false)} `)
  const words = wordsIn(foldedWords(cut))
  const last = words.at(-1)
  return last === undefined ? null : { words, goesOn: last.length > 1 || isNeighbour(last) }
}

/** The phrase as a query of FTS5. */
export function matchOf({ words, goesOn }: Phrase): string {
  return `"${words.join(' ')}"${goesOn ? '*' : ''}`
}

/** Words of a name that is not in the index, for looking through a short list in the same way. */
export function wordsOfName(name: string): string[] {
  return wordsIn(foldedWords(indexedText(name)))
}

export function phraseInWords(phrase: Phrase, words: readonly string[]): boolean {
  for (let start = 0; start + phrase.words.length <= words.length; start++) {
    if (beginsAt(phrase, words, start)) return true
  }
  return false
}

function beginsAt({ words: wanted, goesOn }: Phrase, words: readonly string[], start: number): boolean {
  const last = wanted.length - 1
  for (let at = 0; at < last; at++) if (words[start + at] !== wanted[at]) return false
  const found = words[start + last]!
  return found === wanted[last] || (goesOn && found.startsWith(wanted[last]!))
}

function wordsIn(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? []
}

/** As the index folds words: without case and accents. */
function foldedWords(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
}

function cutWords(text: string): string {
  return text
    .normalize('NFKC')
    .replace(letterThenDigit, '$& ')
    .replace(pictures, (picture) => ` u${picture.codePointAt(0)!.toString(16)} `)
}

function pairs(run: string, withLast: boolean): string {
  const characters = [...run]
  const words = characters.slice(0, -1).map((character, index) => character + characters[index + 1]!)
  if (withLast || words.length === 0) words.push(characters[characters.length - 1]!)
  return words.join(' ')
}

function isNeighbour(character: string): boolean {
  return character.replace(neighbours, '') === ''
}
