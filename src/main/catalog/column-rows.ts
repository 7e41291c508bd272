import { State, UNDATED } from '../../shared/columns.ts'
import { allocateColumns, Mark } from './column-layout.ts'
import type { ColumnPatch } from './column-layout.ts'
import type { Statements } from './statements.ts'

/** A row as selected below: numbers, but for the id and the name. */
type Row = [slot: number, id: Uint8Array, name: string, day: number | null, ...rest: number[]]

const selected = `
  SELECT slot, id, name, day, minute, instant, aspect, colour, rating, flag, label,
    kind | iif(preview_problem IS NULL, 0, 128),
    has_preview * ${State.preview} | missing * ${State.missing}
      | iif(trashed_at IS NULL, 0, ${State.trashed}) | time_guessed * ${State.timeGuessed}
      | iif(gps_latitude IS NULL, 0, ${State.gps}) | iif(caption = '', 0, ${State.caption}),
    min(copies, 255), preview_version & 65535, camera, lens, folder, ifnull(import, 0),
    iso, min(65535, cast(round(f_number * 100) AS INTEGER)), min(65535, cast(round(focal_length * 10) AS INTEGER)),
    bytes,
    iif(title = '', 0, ${Mark.title})
      | iif(EXISTS (SELECT 1 FROM photo_keywords WHERE photo = slot), ${Mark.keyword}, 0),
    trashed_at IS NULL
  FROM photos`

/** Column rows of these photos, in the order of their slots. */
export function readPatch(statements: Statements, slots: ReadonlySet<number>): ColumnPatch {
  const sorted = Uint32Array.from(slots).sort()
  const first = sorted[0]!
  // New photos are neighbours.
  if (sorted.at(-1)! - first === sorted.length - 1) return readPatchFrom(statements, first, sorted.length)
  const rows = statements<Row>(`${selected} WHERE slot IN (SELECT value FROM json_each(?)) ORDER BY slot`)
  return collect(rows.raw().iterate(JSON.stringify([...sorted])), sorted.length)
}

/** Column rows of at most `limit` photos from a slot on. */
export function readPatchFrom(statements: Statements, first: number, limit: number): ColumnPatch {
  const rows = statements<Row>(`${selected} WHERE slot >= ? ORDER BY slot LIMIT ?`)
  return collect(rows.raw().iterate(first, limit), limit)
}

function collect(rows: Iterable<Row>, capacity: number): ColumnPatch {
  const slots = new Uint32Array(capacity)
  const columns = allocateColumns(capacity)
  const names: string[] = []
  let at = 0
  for (const row of rows) {
    const id = row[1]
    const view = new DataView(id.buffer, id.byteOffset, id.byteLength)
    slots[at] = row[0]
    names.push(row[2])
    columns.id0[at] = view.getUint32(0)
    columns.id1[at] = view.getUint32(4)
    columns.id2[at] = view.getUint32(8)
    columns.id3[at] = view.getUint32(12)
    columns.day[at] = row[3] ?? UNDATED
    columns.minute[at] = row[4]!
    columns.instant[at] = row[5]!
    columns.aspect[at] = row[6]!
    columns.colour[at] = row[7]!
    columns.rating[at] = row[8]!
    columns.flag[at] = row[9]!
    columns.label[at] = row[10]!
    columns.kind[at] = row[11]!
    columns.state[at] = row[12]!
    columns.copies[at] = row[13]!
    columns.preview[at] = row[14]!
    columns.camera[at] = row[15]!
    columns.lens[at] = row[16]!
    columns.folder[at] = row[17]!
    columns.importNumber[at] = row[18]!
    columns.iso[at] = row[19]!
    columns.aperture[at] = row[20]!
    columns.focal[at] = row[21]!
    columns.bytes[at] = row[22]!
    columns.marks[at] = row[23]!
    columns.shown[at] = row[24]!
    at++
  }
  columns.length = at
  return { slots: slots.subarray(0, at), columns, names }
}
