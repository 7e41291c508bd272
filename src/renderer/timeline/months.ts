import { UNDATED } from '../../shared/columns.ts'

/** A calendar month that has photos in the view. */
export interface Month {
  /** 0 for photos without a date. */
  readonly year: number
  /** 1-12. */
  readonly month: number
  /** Position of its first photo in the view. */
  readonly start: number
  readonly count: number
}

/** The months of a view that is ordered by capture time, in its order. */
export function monthsOf(order: Uint32Array, day: Int32Array): Month[] {
  const months: Month[] = []
  let start = 0
  while (start < order.length) {
    const first = day[order[start]!]!
    const { year, month, from, to } = monthOf(first)
    let end = start + 1
    while (end < order.length && isWithin(day[order[end]!]!, from, to)) end++
    months.push({ year, month, start, count: end - start })
    start = end
  }
  return months
}

function isWithin(day: number, from: number, to: number): boolean {
  return day >= from && day < to
}

const dayMilliseconds = 86_400_000

function monthOf(day: number): { year: number; month: number; from: number; to: number } {
  if (day === UNDATED) return { year: 0, month: 1, from: UNDATED, to: UNDATED + 1 }
  const date = new Date(day * dayMilliseconds)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  const days = (monthIndex: number) => Date.UTC(year, monthIndex, 1) / dayMilliseconds
  return { year, month: month + 1, from: days(month), to: days(month + 1) }
}

/** Index of the month that a position of the view is in. */
export function monthAt(months: readonly Month[], position: number): number {
  let low = 0
  let high = months.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (months[middle]!.start <= position) low = middle
    else high = middle - 1
  }
  return low
}
