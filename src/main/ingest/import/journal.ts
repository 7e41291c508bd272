import type { ImportId } from '../../../shared/ids.ts'
import type { Catalog, ImportFileChange } from '../../catalog/catalog.ts'

/**
 * Writes the state of files to the catalog's journal, durably and in order. Changes that come while one transaction
 * is on its way to the disk share the next one.
 */
export class Journal {
  readonly #catalog: Pick<Catalog, 'importFileState'>
  readonly #importId: ImportId
  readonly #onFailure: (error: unknown) => void
  #waiting: ImportFileChange[] = []
  #next: Promise<void> | null = null
  #current: Promise<void> = Promise.resolve()

  /** @param onFailure hears of failures that nobody waits for */
  constructor(
    catalog: Pick<Catalog, 'importFileState'>,
    importId: ImportId,
    onFailure: (error: unknown) => void,
  ) {
    this.#catalog = catalog
    this.#importId = importId
    this.#onFailure = onFailure
  }

  /** For states that save work after a crash, and that no later step relies on. */
  note(changes: readonly ImportFileChange[]): void {
    this.write(changes).catch(this.#onFailure)
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
