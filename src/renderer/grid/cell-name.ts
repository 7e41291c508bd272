import { FLAG_CODES, LABEL_CODES } from '../../shared/columns.ts'
import type { PhotoCell } from '../../shared/photo.ts'
import type { Format } from '../../shared/text/format.ts'
import type { Text } from '../../shared/text/index.ts'
import type { Marks } from './strip-view.ts'

/** Whether the picture itself can be had. */
export interface Reach {
  readonly missing: boolean
  readonly undecodable: boolean
}

/** A cell in words: file or title, time, rating, flag, label, type, copies; what is empty is left out. */
export function cellName(
  cell: PhotoCell | undefined,
  marks: Marks,
  reach: Reach,
  format: Format,
  { library }: Text,
): string {
  const flag = FLAG_CODES[marks.flag] ?? 'none'
  const label = LABEL_CODES[marks.label] ?? null
  return [
    cell?.title || cell?.name,
    cell?.takenAt ? format.takenAt(cell.takenAt) : '',
    marks.rating > 0 ? library.stars(marks.rating) : '',
    flag === 'none' ? '' : library.flags[flag],
    label ? library.labels[label] : '',
    [marks.badge, marks.duration, reach.undecodable ? library.cannotBeDecoded : ''].filter(Boolean).join(' '),
    library.copies(marks.copies),
    reach.missing ? library.notReachable : '',
  ]
    .filter(Boolean)
    .join(', ')
}
