import type { AlbumId } from '../../shared/ids.ts'
import { matchOf } from '../../shared/query/search-text.ts'
import type { Phrase } from '../../shared/query/search-text.ts'
import type { WorkerThread } from './worker-calls.ts'

/** Numbers kept of earlier answers, 4 bytes each. */
const KEPT = 2_000_000

/**
 * Slots that only the catalog's tables know: of words, keywords and albums. Answers are kept until something they depend on
 * changes, since the same question comes again with every filter that is added to it.
 */
export class MatchCache {
  readonly #reader: WorkerThread<'reader'>
  readonly #answers = new Map<string, Promise<Uint32Array>>()
  readonly #sizes = new Map<string, number>()
  #kept = 0

  constructor(reader: WorkerThread<'reader'>) {
    this.#reader = reader
  }

  ofPhrase(phrase: Phrase): Promise<Uint32Array> {
    const match = matchOf(phrase)
    return this.#answer(`text ${match}`, () => this.#reader.call('slotsOfText', match))
  }

  ofKeywords(keywords: string[]): Promise<Uint32Array> {
    return this.#answer(`keywords ${JSON.stringify(keywords)}`, () =>
      this.#reader.call('slotsOfKeywords', keywords),
    )
  }

  ofAlbumsNamed(names: string[]): Promise<Uint32Array> {
    return this.#answer(`albums ${JSON.stringify(names)}`, () =>
      this.#reader.call('slotsOfAlbumsNamed', names),
    )
  }

  ofAlbum(id: AlbumId): Promise<Uint32Array> {
    return this.#answer(`album ${id}`, () => this.#reader.call('slotsOfAlbum', id))
  }

  /** Words, keywords or albums changed. */
  forget(): void {
    this.#answers.clear()
    this.#sizes.clear()
    this.#kept = 0
  }

  #answer(question: string, ask: () => Promise<Uint32Array>): Promise<Uint32Array> {
    const known = this.#answers.get(question)
    if (known) {
      // The order of the map is the order of use.
      this.#answers.delete(question)
      this.#answers.set(question, known)
      return known
    }
    const answer = ask()
    this.#answers.set(question, answer)
    answer.then(
      (slots) => this.#keep(question, answer, slots.length),
      () => this.#answers.delete(question),
    )
    return answer
  }

  #keep(question: string, answer: Promise<Uint32Array>, size: number): void {
    if (this.#answers.get(question) !== answer) return
    this.#sizes.set(question, size)
    this.#kept += size
    for (const [oldest] of this.#answers) {
      if (this.#kept <= KEPT || oldest === question) break
      this.#answers.delete(oldest)
      this.#kept -= this.#sizes.get(oldest) ?? 0
      this.#sizes.delete(oldest)
    }
  }
}
