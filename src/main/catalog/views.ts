import { parseSearch } from '../../shared/query/parse.ts'
import type { Facets, View, ViewQuery, ViewSource } from '../../shared/view.ts'
import { countFacets } from './facets.ts'
import type { LibraryMemory } from './library-memory.ts'
import { countOf, weigh } from './masks.ts'
import type { MatchCache } from './match-cache.ts'
import { SearchSteps } from './search-steps.ts'
import { sourceMask } from './source-mask.ts'
import { orderedSlots } from './view-order.ts'

/** Orders kept for who asked for them; 4 MB each for a million photos. */
const KEPT_VIEWS = 6

/** Answers which photos, in which order: by scans of the columns, with what only the tables know fetched before. */
export class Views {
  readonly #memory: LibraryMemory
  readonly #matches: MatchCache
  readonly #steps: SearchSteps
  readonly #orders = new Map<string, Uint32Array<ArrayBuffer>>()
  #last = 0

  constructor(memory: LibraryMemory, matches: MatchCache) {
    this.#memory = memory
    this.#matches = matches
    this.#steps = new SearchSteps(memory, matches)
  }

  async open(query: ViewQuery): Promise<View> {
    const { terms, problem } = parseSearch(query.search)
    const [steps, album] = await Promise.all([this.#steps.of(terms), this.#albumOf(query.source)])
    const memory = this.#memory
    const mask = sourceMask(memory, query.source, album)
    const sourceCount = countOf(mask, mask.length)
    for (const step of steps) step(mask, mask.length)
    const { count, bytes } = weigh(mask, memory.columns.bytes, mask.length)
    const viewId = `view-${++this.#last}`
    this.#keep(viewId, orderedSlots(memory, mask, count, query.sort, album))
    return { viewId, count, sourceCount, bytes, problem }
  }

  order(viewId: string): Uint32Array<ArrayBuffer> | null {
    return this.#orders.get(viewId) ?? null
  }

  async facets(source: ViewSource): Promise<Facets> {
    const album = await this.#albumOf(source)
    return countFacets(this.#memory, sourceMask(this.#memory, source, album))
  }

  async #albumOf(source: ViewSource): Promise<Uint32Array | null> {
    return source.kind === 'album' ? this.#matches.ofAlbum(source.id) : null
  }

  #keep(viewId: string, order: Uint32Array<ArrayBuffer>): void {
    this.#orders.set(viewId, order)
    for (const oldest of this.#orders.keys()) {
      if (this.#orders.size <= KEPT_VIEWS) break
      this.#orders.delete(oldest)
    }
  }
}
