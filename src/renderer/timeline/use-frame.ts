import { type RefObject, useEffect, useEffectEvent, useRef } from 'react'
import { useGridPlace } from '../grid/grid-place.ts'
import { type Month, monthAt } from './months.ts'
import { heightOf, type TimelineScale } from './scale.ts'

/**
 * Keeps the frame that shows the grid's place, the slider's value and the year in bold in step with the grid. It is
 * moved with every frame of a scroll, so past React.
 */
export function useFrame(
  rail: RefObject<HTMLElement | null>,
  scale: TimelineScale,
  words: (month: Month) => string,
): RefObject<HTMLSpanElement | null> {
  const frame = useRef<HTMLSpanElement>(null)
  const follow = useEffectEvent(() => {
    const { first, last } = useGridPlace.getState()
    if (!rail.current || !frame.current || first < 0 || first >= orderLength(scale)) return
    const top = heightOf(scale, first)
    const bottom = heightOf(scale, Math.min(Math.max(first, last), orderLength(scale) - 1))
    frame.current.style.transform = `translateY(${Math.round(top)}px)`
    frame.current.style.height = `${Math.max(8, Math.round(bottom - top))}px`
    const index = monthAt(scale.months, first)
    const month = scale.months[index]!
    rail.current.setAttribute('aria-valuenow', String(index))
    rail.current.setAttribute('aria-valuetext', words(month))
    markYear(rail.current, month.year)
  })
  useEffect(() => {
    follow()
    return useGridPlace.subscribe(() => follow())
  }, [scale])
  return frame
}

function orderLength({ months }: TimelineScale): number {
  const last = months.at(-1)
  return last ? last.start + last.count : 0
}

function markYear(rail: HTMLElement, year: number): void {
  const marked = rail.querySelector('.timeline-now')
  if (marked?.getAttribute('data-year') === String(year)) return
  marked?.classList.remove('timeline-now')
  rail.querySelector(`[data-year="${year}"]`)?.classList.add('timeline-now')
}
