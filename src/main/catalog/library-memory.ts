import { State } from '../../shared/columns.ts'
import { allocateColumns, copyRows, growColumns } from './column-layout.ts'
import type { ColumnPatch, LibraryColumns } from './column-layout.ts'
import type { Commit, Dictionaries, FolderEntry } from './commit.ts'
import { IdTable } from './id-table.ts'
import { NameKeys } from './name-keys.ts'
import { SlotOrder } from './slot-order.ts'

/** Slots of changes that are remembered for deltas; whoever is further behind fetches everything. */
const REMEMBERED_SLOTS = 300_000

/** All photos as columns, with their ids, names and orders: what scans answer from. In step with every commit. */
export class LibraryMemory {
  readonly columns: LibraryColumns = allocateColumns(1024)
  readonly ids = new IdTable(this.columns)
  readonly names = new NameKeys()
  readonly byTaken = new SlotOrder((a, b) => this.#compareTaken(a, b))
  readonly byName = new SlotOrder((a, b) => this.names.compare(a, b) || a - b)
  readonly cameras: string[] = ['']
  readonly lenses: string[] = ['']
  /** By number; 0 is no folder. */
  readonly folders: (FolderEntry | undefined)[] = []
  readonly imports = new Map<string, number>()
  /** All that is shown. */
  readonly total = { photos: 0, bytes: 0 }
  version = 0
  /** Slots a patch fills for the first time. */
  readonly #fresh: number[] = []
  #changes: { version: number; slots: Uint32Array }[] = []
  #remembered = 0
  /** Deltas reach back to here. */
  #oldest = 0

  /** Names the state that was loaded; deltas begin here. */
  startAt(version: number): void {
    this.version = this.#oldest = version
  }

  apply(commit: Pick<Commit, 'version' | 'patch' | 'dictionaries'>): void {
    this.learn(commit.dictionaries)
    if (!commit.patch) return
    this.version = commit.version
    this.put(commit.patch)
    this.#remember(commit.patch.slots)
  }

  learn(dictionaries: Dictionaries): void {
    for (const { number, name } of dictionaries.cameras) this.cameras[number] = name
    for (const { number, name } of dictionaries.lenses) this.lenses[number] = name
    for (const folder of dictionaries.folders) this.folders[folder.number] = folder
    for (const { number, id } of dictionaries.imports) this.imports.set(id, number)
  }

  put(patch: ColumnPatch): void {
    const { slots, names } = patch
    const { columns } = this
    const known = columns.length
    this.#reach((slots.at(-1) ?? -1) + 1)
    for (let index = 0; index < slots.length; index++) {
      const slot = slots[index]!
      this.#weigh(slot, -1)
      if (slot < known && this.#takenDiffers(slot, patch.columns, index)) this.byTaken.changed(slot)
      if ((columns.state[slot]! & State.vacant) !== 0) this.#fresh.push(slot)
    }
    copyRows(patch, columns)
    for (let index = 0; index < slots.length; index++) {
      const slot = slots[index]!
      this.#weigh(slot, 1)
      if (!this.names.set(slot, names[index]!)) continue
      // Photos of the same instant are ordered by name.
      this.byTaken.changed(slot)
      this.byName.changed(slot)
    }
    for (const slot of this.#fresh.splice(0)) this.ids.add(slot)
  }

  /** Slots changed after that version, or null when that is too long ago. */
  changedSince(version: number): Uint32Array | null {
    if (version < this.#oldest) return null
    const newer = this.#changes.filter((change) => change.version > version)
    return Uint32Array.from(new Set(newer.flatMap((change) => [...change.slots])))
  }

  /** Makes room for that many slots; what no photo fills stays vacant. */
  #reach(length: number): void {
    const { columns } = this
    if (length <= columns.length) return
    if (length > columns.day.length)
      growColumns(columns, Math.max(length, Math.ceil(columns.day.length * 1.5)))
    columns.state.fill(State.vacant, columns.length, length)
    columns.length = length
    this.names.reach(length)
    this.byTaken.reach(length)
    this.byName.reach(length)
  }

  /** For columns that did not come as patches. */
  weighAll(): void {
    for (let slot = 0; slot < this.columns.length; slot++) this.#weigh(slot, 1)
  }

  #weigh(slot: number, sign: 1 | -1): void {
    if (this.columns.shown[slot] === 0) return
    this.total.photos += sign
    this.total.bytes += sign * this.columns.bytes[slot]!
  }

  #takenDiffers(slot: number, rows: LibraryColumns, index: number): boolean {
    const { day, minute, instant } = this.columns
    return (
      day[slot] !== rows.day[index] ||
      minute[slot] !== rows.minute[index] ||
      instant[slot] !== rows.instant[index]
    )
  }

  #compareTaken(a: number, b: number): number {
    const { day, minute, instant } = this.columns
    return (
      day[a]! - day[b]! ||
      minute[a]! - minute[b]! ||
      instant[a]! - instant[b]! ||
      this.names.compare(a, b) ||
      a - b
    )
  }

  #remember(slots: Uint32Array): void {
    this.#changes.push({ version: this.version, slots })
    this.#remembered += slots.length
    while (this.#remembered > REMEMBERED_SLOTS) {
      const forgotten = this.#changes.shift()!
      this.#remembered -= forgotten.slots.length
      this.#oldest = forgotten.version
    }
  }
}
