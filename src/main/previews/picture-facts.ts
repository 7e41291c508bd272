import type { PhotoId } from '../../shared/ids.ts'
import type { PictureFacts } from '../catalog/catalog.ts'
import type { PreviewCatalog } from './neighbours.ts'

const WAIT_MS = 40
const MOST = 200

/** Tells the catalog what was found out, many photos in one transaction. */
export class PictureFactsQueue {
  readonly #catalog: PreviewCatalog
  readonly #onBug: (error: unknown) => void
  #waiting = new Map<PhotoId, PictureFacts>()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(catalog: PreviewCatalog, onBug: (error: unknown) => void) {
    this.#catalog = catalog
    this.#onBug = onBug
  }

  add(facts: PictureFacts): void {
    this.#waiting.set(facts.photoId, facts)
    if (this.#waiting.size >= MOST) void this.flush()
    else this.#timer ??= setTimeout(() => void this.flush(), WAIT_MS)
  }

  /** Resolves when everything added so far is in the catalog. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const facts = [...this.#waiting.values()]
    this.#waiting = new Map()
    if (facts.length > 0) {
      this.#writing = this.#writing.then(() => this.#catalog.setPictures(facts)).catch(this.#onBug)
    }
    return this.#writing
  }
}
