import { memo, useLayoutEffect, useRef, useState } from 'react'
import type { Month } from './months.ts'

/** px that a year needs to be written without touching the next one. */
const yearHeight = 18
const widest = 30
const narrowest = 5

/** A bar per month, as wide as it has photos, and the years where there is room. */
export const TimelineBars = memo(function TimelineBars({ months }: { months: readonly Month[] }) {
  const element = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(0)
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setHeight(entry?.contentRect.height ?? 0))
    observer.observe(element.current!)
    return () => observer.disconnect()
  }, [])
  const each = height / months.length
  return (
    <div ref={element} className="timeline-bars" aria-hidden="true">
      <svg width="100%" height="100%">
        <path d={barPath(months, each)} />
      </svg>
      {yearMarks(months, each).map(({ year, top }) => (
        <span key={year} className="timeline-year numeric" style={{ top }}>
          {year}
        </span>
      ))}
    </div>
  )
})

/** All bars as one shape, from the right edge leftwards. Widths follow the logarithm: shoots differ a thousandfold. */
function barPath(months: readonly Month[], each: number): string {
  const most = Math.log1p(months.reduce((largest, { count }) => Math.max(largest, count), 1))
  const bar = Math.min(2, Math.max(1, Math.floor(each / 2)))
  return months
    .map(({ count }, index) => {
      const width = narrowest + ((widest - narrowest) * Math.log1p(count)) / most
      return `M44 ${Math.round((index + 0.5) * each)}h${-width.toFixed(1)}v${bar}h${width.toFixed(1)}z`
    })
    .join('')
}

function yearMarks(months: readonly Month[], each: number): { year: number; top: number }[] {
  const marks: { year: number; top: number }[] = []
  months.forEach(({ year }, index) => {
    if (year === 0 || months[index - 1]?.year === year) return
    const top = Math.round(index * each)
    const previous = marks.at(-1)
    if (!previous || top - previous.top >= yearHeight) marks.push({ year, top })
  })
  return marks
}
