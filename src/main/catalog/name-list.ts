import { foldedText } from '../../shared/folded-text.ts'
import { phraseInWords, wordsOfName } from '../../shared/query/search-text.ts'
import type { Phrase } from '../../shared/query/search-text.ts'

/** Names behind numbers, looked through in memory; what a name is for searching is worked out once. */
export class NameList {
  readonly #nameOf: (number: number) => string | undefined
  readonly #words: string[][] = []
  readonly #folded: string[] = []

  constructor(nameOf: (number: number) => string | undefined) {
    this.#nameOf = nameOf
  }

  hasPhrase(number: number, phrase: Phrase): boolean {
    const words = (this.#words[number] ??= wordsOfName(this.#nameOf(number) ?? ''))
    return phraseInWords(phrase, words)
  }

  /** @param part folded, see foldedText */
  contains(number: number, part: string): boolean {
    const folded = (this.#folded[number] ??= foldedText(this.#nameOf(number) ?? ''))
    return folded.includes(part)
  }
}
