import { type Columns, Kind, State } from '../../shared/columns.ts'
import type { PhotoCell } from '../../shared/photo.ts'
import type { Format } from '../../shared/text/format.ts'
import type { Text } from '../../shared/text/index.ts'
import { cellName } from './cell-name.ts'
import type { CellState } from './cell-view.ts'
import type { CellPlace } from './layout-places.ts'
import type { Marks } from './strip-view.ts'

export interface CellSurroundings {
  readonly columns: Columns
  readonly selected: ReadonlySet<number>
  readonly active: number
  readonly text: Text
  readonly format: Format
  /** The grid flies by: colours only. */
  readonly lean: boolean
}

/** What a cell shows, from the columns and, once it is read, from the photo's name and badge. */
export function cellState(
  place: CellPlace & { slot: number; column: number; height: number },
  facts: PhotoCell | undefined,
  around: CellSurroundings,
): CellState {
  const { columns, text, format } = around
  const { slot } = place
  const state = columns.state[slot]!
  const marks: Marks = {
    rating: columns.rating[slot]!,
    flag: columns.flag[slot]!,
    label: columns.label[slot]!,
    copies: columns.copies[slot]!,
    badge: facts?.badge ?? badgeOf(columns.kind[slot]!),
    duration: facts?.durationSeconds ? format.duration(facts.durationSeconds) : '',
  }
  const missing = (state & State.missing) !== 0
  const undecodable = (columns.kind[slot]! & Kind.undecodable) !== 0
  return {
    ...place,
    colour: undecodable ? '' : cssColour(columns.colour[slot]!),
    selected: around.selected.has(slot),
    active: around.active === place.position,
    rejected: marks.flag === 2,
    missing,
    undecodable: undecodable ? marks.badge : null,
    // The tile names the format already.
    marks: around.lean ? null : { ...marks, badge: undecodable ? '' : marks.badge },
    fileName: facts?.name ?? '',
    accessibleName: around.lean ? '' : cellName(facts, marks, { missing, undecodable }, format, text),
  }
}

/** What the columns alone tell about a photo's files; replaced by the exact badge when it is read. */
export function badgeOf(kind: number): string {
  if (kind & Kind.raw) return kind & (Kind.jpeg | Kind.heif) ? 'R+J' : 'RAW'
  if (kind & Kind.jpeg) return 'JPEG'
  if (kind & Kind.heif) return 'HEIC'
  return ''
}

function cssColour(argb: number): string {
  if (argb >>> 24 === 0) return ''
  return `#${(argb & 0xffffff).toString(16).padStart(6, '0')}`
}
