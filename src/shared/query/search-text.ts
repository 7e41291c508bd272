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
  if (plain.test(text)) return text.replace(/([A-Za-z])(?=\d)|(\d)(?=[A-Za-z])/g, '$& ')
  return cutWords(text).replace(neighbours, (run) => ` ${pairs(run, true)} `)
}

/**
 * FTS5 query for a word or phrase of the search line: its words must follow each other, the last may go on. One
 * letter or digit means just that word, since half the library begins with it. Null: nothing to look for.
 */
export function matchFor(text: string): string | null {
  const words = cutWords(text)
    .replace(neighbours, (run) => ` ${pairs(run, false)} `)
    .match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu)
  if (!words) return null
  const last = words[words.length - 1]!
  const goesOn = last.length > 1 || isNeighbour(last)
  return `"${words.join(' ')}"${goesOn ? '*' : ''}`
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
