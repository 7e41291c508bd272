import { xxh3 } from '@node-rs/xxhash'
import { closeSync, openSync, readSync, renameSync, statSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { columnNames, growColumns } from './column-layout.ts'
import type { LibraryMemory } from './library-memory.ts'

/**
 * What is in memory, written beside the catalog when it is closed, so that a million photos are there again in a
 * fraction of a second. It belongs to one state of the catalog; without it, or when it does not fit, everything is read from
 * the catalog.
 *
 * Form: length of a JSON header (u32, little endian), the header, then the arrays in the order of `arraysOf`.
 */
const FORM = 1

const headerSchema = z.object({
  form: z.literal(FORM),
  /** The columns in it; another version of the program may have others. */
  columns: z.literal(columnNames.join(' ')),
  /** State of the catalog, as the writer named it at closing. */
  closedAs: z.string(),
  photos: z.number().int().min(0),
  nameBytes: z.number().int().min(0),
  /** The catalog's file as it was left. */
  catalogBytes: z.number(),
  catalogMtime: z.number(),
  /** xxh3 of all arrays. */
  sum: z.string(),
})
export type SidecarHeader = z.infer<typeof headerSchema>

export function sidecarPath(catalog: string): string {
  return `${catalog}-columns`
}

/** Whether the catalog's file is another than when the header was written. */
export function changedSince(header: SidecarHeader, catalog: string): boolean {
  const { size, mtimeMs } = statSync(catalog)
  return size !== header.catalogBytes || mtimeMs !== header.catalogMtime
}

/** Null when there is none that can be read. */
export function readHeader(catalog: string): SidecarHeader | null {
  return withFile(sidecarPath(catalog), (file) => {
    const length = readExactly(file, new Uint8Array(4), 0) && sizeOf(file)
    if (!length || length > 10_000) return null
    const text = new Uint8Array(length)
    if (!readExactly(file, text, 4)) return null
    const parsed = headerSchema.safeParse(JSON.parse(Buffer.from(text).toString('utf8')))
    return parsed.success ? parsed.data : null
  })
}

/** @returns whether the memory now holds what the header tells of; if not, it must be thrown away */
export function readSidecar(catalog: string, header: SidecarHeader, memory: LibraryMemory): boolean {
  const { photos, nameBytes } = header
  if (photos >= memory.columns.day.length) growColumns(memory.columns, Math.ceil(photos * 1.1) + 1024)
  memory.columns.length = photos
  const room = Math.ceil(photos * 1.1) + 1024
  memory.names.start = new Uint32Array(room)
  memory.names.length = new Uint8Array(room)
  memory.names.bytes = new Uint8Array(Math.ceil(nameBytes * 1.1) + 16_384)
  memory.names.used = nameBytes
  const orders = { taken: new Uint32Array(photos), name: new Uint32Array(photos) }
  const complete = withFile(sidecarPath(catalog), (file) => {
    let at = 4 + sizeOf(file)
    const sum = xxh3.Xxh3.withSeed()
    for (const array of arraysOf(memory, orders)) {
      const bytes = bytesOf(array)
      if (!readExactly(file, bytes, at)) return false
      sum.update(bytes)
      at += bytes.length
    }
    return sum.digest().toString(16) === header.sum
  })
  if (!complete) return false
  memory.byTaken.restore(orders.taken)
  memory.byName.restore(orders.name)
  memory.ids.addAll(photos)
  memory.weighAll()
  return true
}

export function writeSidecar(catalog: string, closedAs: string, memory: LibraryMemory): void {
  const arrays = arraysOf(memory, { taken: memory.byTaken.slots(), name: memory.byName.slots() }).map(bytesOf)
  const sum = xxh3.Xxh3.withSeed()
  for (const bytes of arrays) sum.update(bytes)
  const { size, mtimeMs } = statSync(catalog)
  const header: SidecarHeader = {
    form: FORM,
    columns: columnNames.join(' '),
    closedAs,
    photos: memory.columns.length,
    nameBytes: memory.names.used,
    catalogBytes: size,
    catalogMtime: mtimeMs,
    sum: sum.digest().toString(16),
  }
  const text = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(text.length)
  const part = `${sidecarPath(catalog)}.part`
  const file = openSync(part, 'w')
  try {
    for (const bytes of [length, text, ...arrays]) writeFully(file, bytes)
  } finally {
    closeSync(file)
  }
  renameSync(part, sidecarPath(catalog))
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array

function arraysOf(memory: LibraryMemory, orders: { taken: Uint32Array; name: Uint32Array }): Numbers[] {
  const { columns, names } = memory
  const photos = columns.length
  return [
    ...columnNames.map((name) => columns[name].subarray(0, photos)),
    orders.taken,
    orders.name,
    names.start.subarray(0, photos),
    names.length.subarray(0, photos),
    names.bytes.subarray(0, names.used),
  ]
}

function bytesOf(array: Numbers): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}

function withFile<Result>(path: string, use: (file: number) => Result): Result | null {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  try {
    return use(file)
  } finally {
    closeSync(file)
  }
}

function sizeOf(file: number): number {
  const length = Buffer.alloc(4)
  return readExactly(file, length, 0) ? length.readUInt32LE() : 0
}

function readExactly(file: number, bytes: Uint8Array, at: number): boolean {
  let done = 0
  while (done < bytes.length) {
    const read = readSync(file, bytes, done, bytes.length - done, at + done)
    if (read === 0) return false
    done += read
  }
  return true
}

function writeFully(file: number, bytes: Uint8Array): void {
  let done = 0
  while (done < bytes.length) done += writeSync(file, bytes, done, bytes.length - done)
}
