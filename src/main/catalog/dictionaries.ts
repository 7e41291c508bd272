import type { ImportId, VolumeId } from '../../shared/ids.ts'
import { hexOf } from './bytes.ts'
import type { Dictionaries } from './commit.ts'
import type { Statements } from './statements.ts'

/** Reads the names behind numbers, from where the last reading ended. */
export class DictionaryReader {
  readonly #statements: Statements
  #last = { cameras: 0, lenses: 0, folders: 0, imports: 0 }

  constructor(statements: Statements) {
    this.#statements = statements
  }

  /** Entries added since the last call; all of them at the first. */
  added(): Dictionaries {
    const folders = this.#statements<{
      number: number
      parent: number | null
      path: string
      volume: Uint8Array
    }>(
      `SELECT f.number, f.parent, f.path, v.id AS volume
       FROM folders f JOIN volumes v ON v.number = f.volume WHERE f.number > ? ORDER BY f.number`,
    ).all(this.#last.folders)
    const imports = this.#statements<{ number: number; id: Uint8Array }>(
      'SELECT number, id FROM imports WHERE number > ? ORDER BY number',
    ).all(this.#last.imports)
    const found: Dictionaries = {
      cameras: this.#names('cameras'),
      lenses: this.#names('lenses'),
      folders: folders.map(({ volume, ...folder }) => ({ ...folder, volumeId: hexOf<VolumeId>(volume) })),
      imports: imports.map(({ number, id }) => ({ number, id: hexOf<ImportId>(id) })),
    }
    this.#last = {
      cameras: found.cameras.at(-1)?.number ?? this.#last.cameras,
      lenses: found.lenses.at(-1)?.number ?? this.#last.lenses,
      folders: found.folders.at(-1)?.number ?? this.#last.folders,
      imports: found.imports.at(-1)?.number ?? this.#last.imports,
    }
    return found
  }

  #names(table: 'cameras' | 'lenses'): { number: number; name: string }[] {
    return this.#statements<{ number: number; name: string }>(
      `SELECT number, name FROM ${table} WHERE number > ? ORDER BY number`,
    ).all(this.#last[table])
  }
}
