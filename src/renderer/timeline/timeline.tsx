import { useEffect, useMemo, useRef, useState } from 'react'
import { UNDATED } from '../../shared/columns.ts'
import { useGridControl, useGridPlace } from '../grid/grid-place.ts'
import { useFormat } from '../state/format-context.ts'
import { useLibrary } from '../state/library-store.ts'
import { useText } from '../state/text-context.ts'
import { type Month, monthAt, monthsOf } from './months.ts'
import { positionAt, timelineScale } from './scale.ts'
import { TimelineBars } from './timeline-bars.tsx'
import { useFrame } from './use-frame.ts'
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
  return months.length === 0 ? null : <MonthScrubber months={months} />
}

function MonthScrubber({ months }: { months: readonly Month[] }) {
  const text = useText().library.timeline
  const format = useFormat()
  const rail = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(0)
  const [pointed, setPointed] = useState<{ y: number; month: Month } | null>(null)
  const scale = useMemo(() => timelineScale(months, height), [months, height])
  const name = ({ year, month }: Month) => (year === 0 ? format.day(UNDATED) : format.month(year, month))
  const frame = useFrame(rail, scale, (month) => text.month(name(month), format, month.count))

  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setHeight(entry?.contentRect.height ?? 0))
    observer.observe(rail.current!)
    return () => observer.disconnect()
  }, [])

  const go = (position: number) => useGridControl.getState().grid?.scrollToPosition(position)
  const point = (event: React.PointerEvent, scrubs: boolean) => {
    const y = event.clientY - rail.current!.getBoundingClientRect().top
    const position = positionAt(scale, y)
    setPointed({ y: Math.min(height, Math.max(0, y)), month: months[monthAt(months, position)]! })
    if (scrubs) go(position)
  }
  const step = (event: React.KeyboardEvent) => {
    const target = targetMonth(event.key, monthAt(months, useGridPlace.getState().first), months.length)
    if (target === null) return
    event.preventDefault()
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
          point(event, true)
        }}
        onPointerMove={(event) => point(event, (event.buttons & 1) !== 0)}
        onPointerLeave={() => setPointed(null)}
      >
        <TimelineBars scale={scale} />
        <span ref={frame} className="timeline-frame" />
        {pointed && (
          <span className="timeline-tip numeric" style={{ top: pointed.y }}>
            {name(pointed.month)} <i>{format.number(pointed.month.count)}</i>
          </span>
        )}
      </div>
    </div>
  )
}

/** Month that a key leads to, or null for other keys. Pages are years. */
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
