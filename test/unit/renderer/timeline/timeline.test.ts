import { describe, expect, it } from 'vitest'
import { monthAt, monthsOf } from '../../../../src/renderer/timeline/months.ts'
import { heightOf, positionAt, timelineScale } from '../../../../src/renderer/timeline/scale.ts'
import { UNDATED } from '../../../../src/shared/columns.ts'

const day = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date) / 86_400_000
const days = Int32Array.of(
  day(2025, 2, 28),
  day(2025, 2, 1),
  day(2025, 1, 31),
  day(2023, 12, 5),
  day(1969, 7, 20),
  UNDATED,
)
const order = Uint32Array.from(days, (_, index) => index)

describe('months of a view', () => {
  it('counts photos by calendar month, in the order of the view', () => {
    expect(monthsOf(order, days).map(({ year, month, start, count }) => [year, month, start, count])).toEqual(
      [
        [2025, 2, 0, 2],
        [2025, 1, 2, 1],
        [2023, 12, 3, 1],
        [1969, 7, 4, 1],
        [0, 1, 5, 1],
      ],
    )
    expect(monthsOf(new Uint32Array(), days)).toEqual([])
  })

  it('finds the month of a position', () => {
    const months = monthsOf(order, days)
    expect([0, 1, 2, 5].map((position) => monthAt(months, position))).toEqual([0, 0, 1, 4])
  })
})

describe('the scale of the timeline', () => {
  const months = Array.from({ length: 60 }, (_, index) => ({
    year: 2025 - Math.floor(index / 12),
    month: 12 - (index % 12),
    start: index * 10,
    count: 10,
  }))

  it('leads from a position to its place and back', () => {
    const scale = timelineScale(months, 800)
    for (const position of [0, 5, 119, 120, 333, 599]) {
      expect(positionAt(scale, heightOf(scale, position) + 0.01)).toBe(position)
    }
  })

  it('never leads out of the view', () => {
    const scale = timelineScale(months, 800)
    expect(positionAt(scale, -100)).toBe(0)
    expect(positionAt(scale, 10_000)).toBe(599)
  })

  it('writes every year where there is room, and no two over each other where there is not', () => {
    expect(timelineScale(months, 800).years.map(({ year }) => year)).toEqual([2025, 2024, 2023, 2022, 2021])
    const long = Array.from({ length: 900 }, (_, index) => ({
      year: 2025 - Math.floor(index / 12),
      month: 1,
      start: index,
      count: 1,
    }))
    const { years } = timelineScale(long, 800)
    expect(years.length).toBeGreaterThan(5)
    years.slice(1).forEach(({ top }, index) => expect(top - years[index]!.top).toBeGreaterThanOrEqual(18))
  })
})
