import { parseSearch } from '../../shared/query/parse.ts'
import type { Facets, View, ViewQuery, ViewSource } from '../../shared/view.ts'
import { countFacets } from './facets.ts'
import type { LibraryMemory } from './library-memory.ts'
import { countOf } from './masks.ts'
import type { Mask } from './masks.ts'
import type { MatchCache } from './match-cache.ts'
import { SearchSteps } from './search-steps.ts'
import { maskSource } from './source-mask.ts'
import { orderedSlots, slotsOf } from './view-order.ts'

/** Orders kept for who asked for them; 4 MB each for a million photos. */
const KEPT_VIEWS = 4

/** Answers which photos, in which order: by scans of the columns, with what only the tables know fetched before. */
export class Views {
  readonly #memory: LibraryMemory
  readonly #matches: MatchCache
  readonly #steps: SearchSteps
  readonly #orders = new Map<string, Uint32Array<ArrayBuffer>>()
  #mask: Mask = new Uint8Array(0)
  #scratch: Mask = new Uint8Array(0)
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
    const { length, bytes } = memory.columns
    const { mask, scratch } = this.#masks(length)
    maskSource(memory, query.source, album, mask)
    const whole = query.source.kind === 'all'
    const sourceCount = whole ? memory.total.photos : countOf(mask, length)
    for (const step of steps) step(mask, length, scratch)
    const count = steps.length === 0 ? sourceCount : countOf(mask, length)
    const order = orderedSlots(memory, mask, count, query.sort, album)
    const viewId = `view-${++this.#last}`
    this.#keep(viewId, order)
    const all = whole && steps.length === 0
    return { viewId, count, sourceCount, bytes: all ? memory.total.bytes : sumOf(bytes, order), problem }
  }

  order(viewId: string): Uint32Array<ArrayBuffer> | null {
    return this.#orders.get(viewId) ?? null
  }

  async facets(source: ViewSource): Promise<Facets> {
    const album = await this.#albumOf(source)
    const { length } = this.#memory.columns
    const { mask } = this.#masks(length)
    maskSource(this.#memory, source, album, mask)
    return countFacets(this.#memory, slotsOf(mask, length, countOf(mask, length)))
  }

  /** Used again and again: fresh memory costs as much as the scan. Nothing may be awaited while they are in use. */
  #masks(length: number): { mask: Mask; scratch: Mask } {
    if (this.#mask.length < length) {
      this.#mask = new Uint8Array(Math.ceil(length * 1.2))
      this.#scratch = new Uint8Array(this.#mask.length)
    }
    return { mask: this.#mask, scratch: this.#scratch }
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

function sumOf(bytes: Float64Array, slots: Uint32Array): number {
  let sum = 0
  for (let at = 0; at < slots.length; at++) sum += bytes[slots[at]!]!
  return sum
}
