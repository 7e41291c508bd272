/** Packs that are kept in memory: previews are asked for one by one, mostly in the order in which they were packed. */
const KEPT = 6

export class PackCache {
  readonly #packs = new Map<string, Promise<Uint8Array>>()

  /** @param fetch is called when the pack is not here, once however many ask */
  get(id: string, fetch: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const known = this.#packs.get(id)
    const pack = known ?? fetch()
    this.#packs.delete(id)
    this.#packs.set(id, pack)
    pack.catch(() => this.#packs.delete(id))
    for (const oldest of this.#packs.keys()) {
      if (this.#packs.size <= KEPT) break
      this.#packs.delete(oldest)
    }
    return pack
  }
}
