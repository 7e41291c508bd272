import { wordlist } from '@scure/bip39/wordlists/english.js'
import { recoveryKeyOfWords } from '../../shared/crypto/recovery-kit.ts'
import { AccountRefusal } from './account-refusal.ts'

const WORDS = 24
const known = new Set(wordlist)

/**
 * The recovery key, 32 bytes, of what was typed or is in the file of a kit: either 24 words, or anything in which each
 * has its number before it (`7. cedar`).
 * @throws AccountRefusal kit-word-count, kit-word-unknown, kit-words-wrong
 */
export function readKit(text: string): Uint8Array {
  const words = numbered(text) ?? text.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length !== WORDS) throw new AccountRefusal('kit-word-count', { count: words.length })
  const unknown = words.findIndex((word) => !known.has(word))
  if (unknown >= 0)
    throw new AccountRefusal('kit-word-unknown', { place: unknown + 1, word: words[unknown] ?? '' })
  const key = recoveryKeyOfWords(words.join(' '))
  if (!key) throw new AccountRefusal('kit-words-wrong')
  return key
}

/** Null unless each number from 1 to 24 is there once. */
function numbered(text: string): string[] | null {
  const found = [...text.matchAll(/(?<!\d)(\d{1,2})\.\s*(\p{L}+)/gu)]
  const words = Array.from({ length: WORDS }, (_, at) =>
    found.filter(([, place]) => Number(place) === at + 1).map(([, , word]) => word!.toLowerCase()),
  )
  return words.every((there) => there.length === 1) ? words.flat() : null
}
