import { type Month, monthAt } from './months.ts'

/** px that a year's number takes above its months. */
const yearHeight = 18
/** Years are written on room of their own as long as they take no more than this share of the height. */
const mostForYears = 0.6

/** Where months and years are on a timeline of some height. */
export interface TimelineScale {
  readonly months: readonly Month[]
  /** Top of each month in px. */
  readonly tops: readonly number[]
  /** Years have room of their own; else they are written over their months. */
  readonly roomy: boolean
  /** px that each month takes. */
  readonly monthHeight: number
  readonly years: readonly { readonly year: number; readonly top: number }[]
}

/**
 * Every month has the same height, so that a month is found where it was; within a month the place is the share of its
 * photos. Each year stands above its months, or, where there are too many, at every year that has room.
 */
export function timelineScale(months: readonly Month[], height: number): TimelineScale {
  const starts = months.flatMap(({ year }, index) =>
    year !== 0 && months[index - 1]?.year !== year ? [index] : [],
  )
  const roomy = starts.length * yearHeight <= height * mostForYears
  const reserved = roomy ? yearHeight : 0
  const monthHeight = Math.max(0, height - starts.length * reserved) / Math.max(1, months.length)
  let yearsBefore = 0
  const tops = months.map((_, index) => {
    if (starts[yearsBefore] === index) yearsBefore++
    return yearsBefore * reserved + index * monthHeight
  })
  const years: { year: number; top: number }[] = []
  for (const start of starts) {
    const top = tops[start]! - reserved
    const above = years.at(-1)
    if (!above || top - above.top >= yearHeight) years.push({ year: months[start]!.year, top })
  }
  return { months, tops, roomy, monthHeight, years }
}

/** Position in the view of what is at a height of the timeline. */
export function positionAt({ months, tops, monthHeight }: TimelineScale, y: number): number {
  let index = 0
  while (index + 1 < months.length && tops[index + 1]! <= y) index++
  const { start, count } = months[index]!
  const share = (y - tops[index]!) / monthHeight
  return start + Math.min(count - 1, Math.max(0, Math.floor(share * count)))
}

/** Where on the timeline a position of the view is. */
export function heightOf({ months, tops, monthHeight }: TimelineScale, position: number): number {
  const index = monthAt(months, position)
  const { start, count } = months[index]!
  return tops[index]! + ((position - start) / count) * monthHeight
}
