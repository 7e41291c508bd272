import type { ImportId } from '../../../shared/ids.ts'
import type { Catalog, ImportFileChange } from '../../catalog/catalog.ts'

/**
 * Writes the state of files to the catalog's journal, durably and in order. Changes that come while one transaction
 * is on its way to the disk share the next one.
 */
export class Journal {
  readonly #catalog: Pick<Catalog, 'importFileState'>
  readonly #importId: ImportId
  #waiting: ImportFileChange[] = []
  #next: Promise<void> | null = null
  #current: Promise<void> = Promise.resolve()

  constructor(catalog: Pick<Catalog, 'importFileState'>, importId: ImportId) {
    this.#catalog = catalog
    this.#importId = importId
  }

  /** Resolves when the changes are durable. */
  write(changes: readonly ImportFileChange[]): Promise<void> {
    this.#waiting.push(...changes)
    this.#next ??= this.#current.then(() => {
      const batch = this.#waiting
      this.#waiting = []
      this.#next = null
      this.#current = this.#catalog.importFileState(this.#importId, batch)
      return this.#current
    })
    return this.#next
  }
}
