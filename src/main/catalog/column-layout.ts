import type { Columns } from '../../shared/columns.ts'

/** The public columns of columns.ts and what the engine needs beside them to filter, sort and sum all photos at once. */
export const columnTypes = {
  day: Int32Array,
  minute: Uint16Array,
  aspect: Uint16Array,
  colour: Uint32Array,
  rating: Uint8Array,
  flag: Uint8Array,
  label: Uint8Array,
  kind: Uint8Array,
  state: Uint8Array,
  copies: Uint8Array,
  preview: Uint16Array,
  /** Milliseconds in the minute of capture. */
  instant: Uint16Array,
  /** Numbers of the catalog's tables; 0 is none. */
  camera: Uint32Array,
  lens: Uint32Array,
  folder: Uint32Array,
  importNumber: Uint32Array,
  /** 0 unknown. */
  iso: Int32Array,
  /** F-number x 100, 0 unknown. */
  aperture: Uint16Array,
  /** Millimetres x 10, 0 unknown. */
  focal: Uint16Array,
  /** Of all files. */
  bytes: Float64Array,
  /** 1: in the library, neither in the trash nor vacant. The mask that most views begin with. */
  shown: Uint8Array,
  /** Bits of Mark. */
  marks: Uint8Array,
  /** The photo's 128-bit id, most significant first. */
  id0: Uint32Array,
  id1: Uint32Array,
  id2: Uint32Array,
  id3: Uint32Array,
} as const

export type ColumnName = keyof typeof columnTypes
export const columnNames = Object.keys(columnTypes) as ColumnName[] // The keys of the object above.

/** All of the same length, of which the first `length` entries are photos. */
export type LibraryColumns = Columns & { [Name in ColumnName]: InstanceType<(typeof columnTypes)[Name]> }

export const Mark = { title: 1, keyword: 2 } as const

/** Rows of some photos, on their way from the catalog to the columns in memory. */
export interface ColumnPatch {
  /** Rising. */
  slots: Uint32Array
  columns: LibraryColumns
  /** Name of each photo's face file. */
  names: string[]
}

export function allocateColumns(capacity: number): LibraryColumns {
  const arrays = columnNames.map((name) => [name, new columnTypes[name](capacity)])
  return { length: 0, ...Object.fromEntries(arrays) } as LibraryColumns // One array per entry of columnTypes.
}

/** Makes room in place, so that whoever holds the columns keeps them. */
export function growColumns(columns: LibraryColumns, capacity: number): void {
  const grown = allocateColumns(capacity)
  for (const name of columnNames) grown[name].set(columns[name].subarray(0, columns.length))
  Object.assign(columns, grown, { length: columns.length })
}

/** Copies the rows of a patch to their slots. */
export function copyRows({ slots, columns: rows }: ColumnPatch, columns: LibraryColumns): void {
  const first = slots[0] ?? 0
  const neighbours = slots.length > 0 && slots.at(-1)! - first === slots.length - 1
  for (const name of columnNames) {
    if (neighbours) columns[name].set(rows[name].subarray(0, slots.length), first)
    else for (let index = 0; index < slots.length; index++) columns[name][slots[index]!] = rows[name][index]!
  }
}

/** Buffers that may be handed over to another thread instead of copied. */
export function patchBuffers(patch: ColumnPatch): ArrayBuffer[] {
  // Nothing here is shared memory.
  return [patch.slots, ...columnNames.map((name) => patch.columns[name])].map(
    (array) => array.buffer as ArrayBuffer,
  )
}
