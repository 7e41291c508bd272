import { useEffect, useMemo, useRef, useState } from 'react'
import { useGridControl, useGridPlace } from '../grid/grid-place.ts'
import { useFormat } from '../state/format-context.ts'
import { useLibrary } from '../state/library-store.ts'
import { useText } from '../state/text-context.ts'
import { type Month, monthAt, monthsOf, positionAt, shareOf } from './months.ts'
import { TimelineBars } from './timeline-bars.tsx'
import './timeline.css'

/** Months of the view from top to bottom: where the grid is, how much is where, and a way to any of it. */
export function Timeline() {
  const view = useLibrary((state) => state.view)
  const day = useLibrary((state) => state.columns.day)
  const shape = useLibrary((state) => state.shape)
  // `shape` says that days in the column have changed in place.
  const months = useMemo(
    () => (view?.query.sort.field === 'taken' && shape !== null ? monthsOf(view.order, day) : []),
    [view, day, shape],
  )
  if (months.length === 0) return null
  return <MonthScrubber months={months} />
}

function MonthScrubber({ months }: { months: readonly Month[] }) {
  const text = useText().library.timeline
  const format = useFormat()
  const rail = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLSpanElement>(null)
  const [pointed, setPointed] = useState<{ share: number; month: Month } | null>(null)

  const words = (month: Month) =>
    text.month(
      month.year === 0 ? format.day(-0x80000000) : format.month(month.year, month.month),
      format,
      month.count,
    )

  useEffect(() => {
    // With every frame of a scroll: past React.
    const follow = ({ first, last }: { first: number; last: number }) => {
      if (!rail.current || !frame.current || first < 0) return
      const from = shareOf(months, first)
      const to = shareOf(months, Math.max(first, last))
      frame.current.style.top = `${from * 100}%`
      frame.current.style.height = `max(6px, ${(to - from) * 100}%)`
      const index = monthAt(months, first)
      const month = months[index]!
      rail.current.setAttribute('aria-valuenow', String(index))
      rail.current.setAttribute('aria-valuetext', words(month))
    }
    follow(useGridPlace.getState())
    return useGridPlace.subscribe(follow)
  })

  const shareAt = (clientY: number) => {
    const box = rail.current!.getBoundingClientRect()
    return Math.min(1, Math.max(0, (clientY - box.top) / box.height))
  }
  const point = (clientY: number) => {
    const share = shareAt(clientY)
    setPointed({ share, month: months[monthAt(months, positionAt(months, share))]! })
  }
  const go = (position: number) => useGridControl.getState().grid?.scrollToPosition(position)

  const step = (event: React.KeyboardEvent) => {
    const now = monthAt(months, useGridPlace.getState().first)
    const target = targetMonth(event.key, now, months.length)
    if (target === null) return
    event.preventDefault()
    event.stopPropagation()
    go(months[Math.min(months.length - 1, Math.max(0, target))]!.start)
  }

  return (
    <div className="timeline">
      <div
        ref={rail}
        className="timeline-rail"
        role="slider"
        tabIndex={0}
        aria-label={text.label}
        aria-orientation="vertical"
        aria-valuemin={0}
        aria-valuemax={months.length - 1}
        aria-valuenow={0}
        onKeyDown={step}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          point(event.clientY)
          go(positionAt(months, shareAt(event.clientY)))
        }}
        onPointerMove={(event) => {
          point(event.clientY)
          if (event.buttons & 1) go(positionAt(months, shareAt(event.clientY)))
        }}
        onPointerLeave={() => setPointed(null)}
      >
        <TimelineBars months={months} />
        <span ref={frame} className="timeline-frame" />
        {pointed && (
          <span className="timeline-tip numeric" style={{ top: `${pointed.share * 100}%` }}>
            {pointed.month.year === 0
              ? format.day(-0x80000000)
              : format.month(pointed.month.year, pointed.month.month)}{' '}
            <i>{format.number(pointed.month.count)}</i>
          </span>
        )}
      </div>
    </div>
  )
}

/** Months that a key leads to, or null for other keys. Pages are years. */
function targetMonth(key: string, now: number, count: number): number | null {
  switch (key) {
    case 'ArrowUp':
    case 'ArrowLeft':
      return now - 1
    case 'ArrowDown':
    case 'ArrowRight':
      return now + 1
    case 'PageUp':
      return now - 12
    case 'PageDown':
      return now + 12
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
