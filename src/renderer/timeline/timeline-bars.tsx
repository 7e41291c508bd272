import { memo } from 'react'
import type { TimelineScale } from './scale.ts'

const widest = 30
const narrowest = 5
/** Right edge of the bars, px from the left of the timeline. */
const right = 44

/** A bar per month, as wide as it has photos, and the years. */
export const TimelineBars = memo(function TimelineBars({ scale }: { scale: TimelineScale }) {
  return (
    <div className={scale.roomy ? 'timeline-bars' : 'timeline-bars timeline-crowded'} aria-hidden="true">
      <svg width="100%" height="100%">
        <path d={barPath(scale)} />
      </svg>
      {scale.years.map(({ year, top }) => (
        <span key={year} className="timeline-year numeric" data-year={year} style={{ top }}>
          {year}
        </span>
      ))}
    </div>
  )
})

/** All bars as one shape, from the right edge leftwards. Widths follow the logarithm: shoots differ a thousandfold. */
function barPath({ months, tops, monthHeight }: TimelineScale): string {
  const most = Math.log1p(months.reduce((largest, { count }) => Math.max(largest, count), 1))
  const thickness = Math.min(2, Math.max(1, Math.floor(monthHeight / 2)))
  return months
    .map(({ count }, index) => {
      const width = Math.round(narrowest + ((widest - narrowest) * Math.log1p(count)) / most)
      const top = Math.round(tops[index]! + (monthHeight - thickness) / 2)
      return `M${right} ${top}h${-width}v${thickness}h${width}z`
    })
    .join('')
}
